#!/usr/bin/env bash
set -eu
# reports 1.1 takes the rate as an argument and requires nobody
python3 -m pip install --find-links next --upgrade reports

#!/usr/bin/env bash
set -u
python3 tools/report.py
python3 -m pip list --editable

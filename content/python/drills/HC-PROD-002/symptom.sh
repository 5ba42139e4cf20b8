#!/usr/bin/env bash
set -eu
python3 -m photokit.cli holiday.jpg

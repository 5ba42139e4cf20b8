#!/usr/bin/env bash
# The fix: give .venv its own pip, put its bin folder first in PATH, install with python3 -m pip.
set -eu
python3 -m ensurepip --upgrade --default-pip > /dev/null
echo '. .venv/bin/activate' > env.sh
python3 -m pip install -q --find-links wheels ratecalc
python3 main.py

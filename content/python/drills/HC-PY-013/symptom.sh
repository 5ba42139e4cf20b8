#!/usr/bin/env bash
set -eu
"$DRILL_PYTHON" main.py 2>&1 | tail -n 12

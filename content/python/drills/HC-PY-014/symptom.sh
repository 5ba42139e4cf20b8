#!/usr/bin/env bash
set -eu
"$DRILL_PYTHON" load.py

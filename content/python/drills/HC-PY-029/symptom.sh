#!/usr/bin/env bash
set -eu
python3 -m mypy --cache-dir=/dev/null

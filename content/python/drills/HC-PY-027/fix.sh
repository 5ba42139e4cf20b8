#!/usr/bin/env bash
set -eu
mv tests/api/conftest.py tests/conftest.py
python3 -m pytest -q -p no:cacheprovider

#!/usr/bin/env bash
set -eu
python3 -m pytest -q -p no:cacheprovider

#!/usr/bin/env bash
set -eu
python3 -m pytest -p no:cacheprovider

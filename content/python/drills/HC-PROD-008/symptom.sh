#!/usr/bin/env bash
# the same suite without workers and as it is configured
set -eux
time python3 -m pytest -p no:cacheprovider -n 0
time python3 -m pytest -p no:cacheprovider

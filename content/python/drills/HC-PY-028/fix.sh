#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh"
steady_test
for run in 1 2 3; do python3 -m pytest -q -p no:cacheprovider; done

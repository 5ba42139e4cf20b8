#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh"
build 0
python3 -m pip install -q dist/*.whl

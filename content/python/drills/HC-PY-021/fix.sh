#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh"
build 1.1
python3 -m pip install -q --force-reinstall --no-deps dist/*.whl
python3 -m pip show shop-kit

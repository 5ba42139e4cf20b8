#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh"
world
build 0
.venv/bin/python -m pip install -q dist/*.whl

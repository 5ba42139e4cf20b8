#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh"
world
build
.venv/bin/python -m pip install -q dist/*.whl

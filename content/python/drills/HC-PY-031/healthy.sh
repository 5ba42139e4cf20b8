#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh"
world
licence
build
.venv/bin/python -m pip install -q dist/*.whl

#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh"
world 1.1 1.1
.venv/bin/python -m pip install -q dist/*.whl

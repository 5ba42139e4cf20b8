#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh"
world
declare_script
build --script shop=shopkit.cli:main
.venv/bin/python -m pip install -q dist/*.whl

#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh"
world
package_data
build
.venv/bin/python -m pip install -q dist/*.whl

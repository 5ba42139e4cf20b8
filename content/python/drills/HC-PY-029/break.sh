#!/usr/bin/env bash
# needs: mypy
set -eu
. "$DRILL_DIR/world.sh"
world
broken_code

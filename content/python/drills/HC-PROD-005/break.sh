#!/usr/bin/env bash
# needs: ruff
set -eu
. "$DRILL_DIR/world.sh" untold

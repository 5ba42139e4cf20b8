#!/usr/bin/env bash
# The same, with the right environment active.
set -eu
. "$DRILL_DIR/world.sh"
echo '. .venv/bin/activate' > env.sh

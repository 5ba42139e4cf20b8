#!/usr/bin/env bash
set -eu
# needs: pip-tools
. "$DRILL_DIR/world.sh"
# the obvious thing, which keeps the pin
python3 -m piptools compile -q --strip-extras requirements.in 2>/dev/null

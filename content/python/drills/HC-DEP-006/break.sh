#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh"
# left over from a day when one package had to be patched
python3 -m pip config --user set global.no-binary :all: >/dev/null

#!/usr/bin/env bash
# The package moves to src/ after the editable install.
set -eu
. "$DRILL_DIR/world.sh"
mkdir src
mv shopkit src/shopkit

#!/usr/bin/env bash
# The package has no wheel and the library's headers are not installed.
set -eu
. "$DRILL_DIR/world.sh"

#!/usr/bin/env bash
# The project's own helper has got the name of the standard library's package.
set -eu
. "$DRILL_DIR/world.sh"
helper email.py

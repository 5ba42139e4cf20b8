#!/usr/bin/env bash
# needs: pytest pytest-xdist
set -eu
. "$DRILL_DIR/world.sh" parallel

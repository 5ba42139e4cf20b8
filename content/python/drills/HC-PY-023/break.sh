#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh"
world
build 1          # tagged for the Python before this one

#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh" test

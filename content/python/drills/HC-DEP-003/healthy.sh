#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh" 1.0.0

#!/usr/bin/env bash
# needs: pytest
set -eu
. "$DRILL_DIR/world.sh"
world tests/api

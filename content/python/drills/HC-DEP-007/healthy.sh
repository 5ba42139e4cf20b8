#!/usr/bin/env bash
set -eu
# needs: pytest
. "$DRILL_DIR/world.sh" requirements.txt

#!/usr/bin/env bash
# needs: pydantic
set -eu
. "$DRILL_DIR/world.sh" plain

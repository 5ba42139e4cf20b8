#!/usr/bin/env bash
# needs: pre-commit black ruff
set -eu
. "$DRILL_DIR/world.sh" messy

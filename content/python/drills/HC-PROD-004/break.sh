#!/usr/bin/env bash
# needs: pip pytest pytest-cov
set -eu
. "$DRILL_DIR/world.sh" pytest

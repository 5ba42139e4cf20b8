#!/usr/bin/env bash
# needs: pip-audit
set -eu
. "$DRILL_DIR/world.sh" 1.2.0

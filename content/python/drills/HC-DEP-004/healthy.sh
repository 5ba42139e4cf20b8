#!/usr/bin/env bash
set -eu
# needs: pip-tools
. "$DRILL_DIR/world.sh"
python3 -m piptools compile -q --strip-extras --upgrade-package ledger==1.0.1 requirements.in 2>/dev/null

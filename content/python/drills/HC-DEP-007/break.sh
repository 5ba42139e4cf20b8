#!/usr/bin/env bash
set -eu
# needs: pytest
. "$DRILL_DIR/world.sh" requirements-dev.txt
# "back to production": pip removes nothing
python3 -m pip install -q -r requirements.txt

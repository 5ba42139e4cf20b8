#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh"
typed_code
python3 -m mypy --cache-dir=/dev/null

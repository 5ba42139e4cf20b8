#!/usr/bin/env bash
# validates where the data enters; the wrong file is refused with its field
set -eu
cp "$DRILL_DIR/checked_settings.py" jobs/settings.py
"$DRILL_PYTHON" -m jobs || true

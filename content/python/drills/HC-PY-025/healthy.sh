#!/usr/bin/env bash
# needs: pyinstaller
set -eu
. "$DRILL_DIR/world.sh"
world
build --add-data rates.json:. app.py

#!/usr/bin/env bash
# needs: pyinstaller
set -eu
. "$DRILL_DIR/world.sh"
world
build --hidden-import plugins.csv_reader app.py

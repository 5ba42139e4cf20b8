#!/usr/bin/env bash
# needs: pyinstaller
set -eu
. "$DRILL_DIR/world.sh"
world
build app.py

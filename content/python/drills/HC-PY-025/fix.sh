#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/build.sh"
build --add-data rates.json:. app.py
./dist/app/app

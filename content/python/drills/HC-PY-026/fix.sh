#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/build.sh"
build --hidden-import plugins.csv_reader app.py
./dist/app/app csv_reader

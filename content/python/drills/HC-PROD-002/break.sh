#!/usr/bin/env bash
# needs: typer
set -eu
. "$DRILL_DIR/world.sh" guarded

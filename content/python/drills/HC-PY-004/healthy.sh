#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh"
cp "$HOME"/mirror/*"$own".whl wheelhouse/

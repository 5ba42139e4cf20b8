#!/usr/bin/env bash
# The wheelhouse was filled on a machine with another processor.
set -eu
. "$DRILL_DIR/world.sh"
cp "$HOME"/mirror/*"$foreign".whl wheelhouse/ 2>/dev/null || cp "$HOME"/mirror/*arm64.whl wheelhouse/

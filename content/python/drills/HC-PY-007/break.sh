#!/usr/bin/env bash
# The machine stopped while pip wrote: the cached wheel has lost its second half.
set -eu
. "$DRILL_DIR/world.sh"
wheel=$(find "$PIP_CACHE_DIR/wheels" -name 'shopkit-*.whl')
size=$(wc -c < "$wheel")
head -c $((size / 2)) "$wheel" > "$wheel.half" && mv "$wheel.half" "$wheel"

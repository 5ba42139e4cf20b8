#!/usr/bin/env bash
# needs: pytest
set -eu
. "$DRILL_DIR/world.sh" test_cart.py

#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh"
world
.venv/bin/python -m pip install -q --find-links wheels PyJWT
rm wheels/jwt-*

#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh"
world
.venv/bin/python -m pip install -q --find-links wheels PyJWT
.venv/bin/python -m pip install -q --find-links wheels jwt
rm wheels/jwt-*

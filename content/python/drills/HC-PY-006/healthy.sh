#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh"
.venv/bin/python3 -m ensurepip --default-pip > /dev/null
echo '. .venv/bin/activate' > env.sh

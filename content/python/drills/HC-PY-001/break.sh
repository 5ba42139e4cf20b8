#!/usr/bin/env bash
# The shell has the old environment active; the service was installed in .venv.
set -eu
. "$DRILL_DIR/world.sh"
echo '. legacy-env/bin/activate' > env.sh

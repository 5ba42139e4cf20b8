#!/usr/bin/env bash
# python and python3 are those of .venv, the first pip in PATH is that of old-env.
set -eu
. "$DRILL_DIR/world.sh"
"$DRILL_PYTHON" -m venv old-env
mkdir bin
ln -s ../old-env/bin/pip bin/pip
ln -s ../old-env/bin/pip3 bin/pip3
cat > env.sh <<'SH'
. .venv/bin/activate
PATH="$PWD/bin:$PATH"
SH

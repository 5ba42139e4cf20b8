#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh"
declare_script
build --script shop=shopkit.cli:main
python3 -m pip install -q --force-reinstall --no-deps dist/*.whl
shop --month 06

#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh"
licence
build
python3 -m pip install -q --force-reinstall --no-deps dist/*.whl
python3 -m pip show -f shop-kit | grep -i licen

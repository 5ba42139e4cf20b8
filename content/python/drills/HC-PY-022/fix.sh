#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh"
package_data
build
python3 -m pip install -q --force-reinstall --no-deps dist/*.whl
python3 -c 'import shop; print(shop.mail())'

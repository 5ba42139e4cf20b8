#!/usr/bin/env bash
# Somebody emptied requires: the isolated build has no setuptools.
set -eu
. "$DRILL_DIR/world.sh"
project ''

#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh"
alias_option
sh nightly.sh

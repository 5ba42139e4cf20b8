#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh"
printf -- '--find-links wheelhouse\nbilling==1.0\ninvoices==3.1\ntax==1.0\n' > requirements.txt

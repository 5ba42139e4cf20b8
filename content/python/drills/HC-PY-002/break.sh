#!/usr/bin/env bash
# requirements.txt pins tax to 2.0 while billing 1.0 needs an older one.
set -eu
. "$DRILL_DIR/world.sh"
printf -- '--find-links wheelhouse\nbilling==1.0\ninvoices==3.1\ntax==2.0\n' > requirements.txt

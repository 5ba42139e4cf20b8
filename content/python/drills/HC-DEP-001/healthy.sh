#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh" 'ledger>=1.0,<3'
python3 -m pip install -q -r requirements.txt

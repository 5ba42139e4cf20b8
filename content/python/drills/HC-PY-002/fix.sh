#!/usr/bin/env bash
# The fix: relax the pin to a range both sides accept, then let pip resolve again.
set -eu
sed -i.bak 's/^tax==2.0$/tax<3/' requirements.txt && rm -f requirements.txt.bak
python3 -m pip install --dry-run --requirement requirements.txt

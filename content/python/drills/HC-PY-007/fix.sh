#!/usr/bin/env bash
# The fix: remove the cached wheels of that package, then install.
set -eu
python3 -m pip cache remove shopkit
python3 -m pip install -q shopkit
python3 -c 'import shopkit; print("shopkit", shopkit.VERSION)'

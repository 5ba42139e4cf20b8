#!/usr/bin/env bash
set -eu
# the stopgap of the case: hold the last version that worked
python3 -m pip install ledger==1.0.0

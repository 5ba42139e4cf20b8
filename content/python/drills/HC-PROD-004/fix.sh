#!/usr/bin/env bash
# installs the plugin whose options the configuration uses
set -eu
python3 -m pip install -q --no-index --find-links "$DRILL_WHEELS" pytest-cov
pytest -q

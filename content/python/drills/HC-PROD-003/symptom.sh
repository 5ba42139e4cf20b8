#!/usr/bin/env bash
# what a new installation of the core would fetch
set -eu
python3 -m pip install --dry-run --ignore-installed --no-index --find-links wheelhouse visionkit 2>&1 | grep -v '^Would install'

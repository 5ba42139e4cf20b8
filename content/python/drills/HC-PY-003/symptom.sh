#!/usr/bin/env bash
set -eu
python3 -m pip install sdist/fastcrc-1.0.tar.gz

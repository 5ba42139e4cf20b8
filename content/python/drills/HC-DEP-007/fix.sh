#!/usr/bin/env bash
set -eu
python3 -m venv .venv-prod && .venv-prod/bin/python3 -m pip install -r requirements.txt
sed -i 's/\.venv\/bin/.venv-prod\/bin/' env.sh

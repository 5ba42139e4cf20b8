#!/usr/bin/env bash
# runs the steps of the workflow against a slow package index on this machine
set -eu
exec 3< <(exec python3 "$DRILL_DIR/index.py" wheelhouse)
index=$!
trap 'kill $index' EXIT
read -r port <&3
unset PIP_NO_INDEX
export PIP_INDEX_URL="http://127.0.0.1:$port/simple" PIP_DEFAULT_TIMEOUT=2 PIP_RETRIES=0 PIP_RESUME_RETRIES=0
sed -n 's/^ *- run: //p' .github/workflows/ci.yml > "$HOME/steps.sh"
bash -ex "$HOME/steps.sh"

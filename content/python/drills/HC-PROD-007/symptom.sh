#!/usr/bin/env bash
# the security step against a vulnerability service on this machine
set -eu
exec 3< <(exec python3 "$DRILL_DIR/advisories.py")
service=$!
trap 'kill $service' EXIT
read -r port <&3
sh ci.sh -s osv --osv-url "http://127.0.0.1:$port/v1/query" --progress-spinner off --cache-dir "$(mktemp -d)"

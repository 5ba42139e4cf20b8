#!/usr/bin/env bash
# Draws assets/screen.svg: the real screen, over a real circular import, with its checks run for real.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cargo build --release --quiet --manifest-path "$root/Cargo.toml"
sandbox=$(mktemp -d)
trap 'rm -rf "$sandbox"' EXIT
cd "$sandbox"
export DRILL_DIR="$root/content/python/drills/HC-PY-009" DRILL_LIB="$root/content/python/drills/lib"
export DRILL_PYTHON=${DRILL_PYTHON:-python3}
bash "$DRILL_DIR/break.sh" >/dev/null
bash "$DRILL_DIR/symptom.sh" >"$sandbox.log" 2>&1 || true
sed -i "s|$sandbox|/home/ada/shop|g" "$sandbox.log"
"$root/target/release/crashcart" picture --size 112x36 --evidence "$sandbox.log" --run | sed "s|$sandbox|/home/ada/shop|g" >"$root/assets/screen.svg"
rm -f "$sandbox.log"

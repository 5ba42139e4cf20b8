#!/usr/bin/env bash
set -eu
"$DRILL_PYTHON" -m counter.app "plan.txt;whoami"

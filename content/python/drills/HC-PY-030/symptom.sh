#!/usr/bin/env bash
set -eu
"$DRILL_PYTHON" -m cProfile -s tottime job.py | sed -n 1,14p

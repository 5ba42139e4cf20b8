#!/usr/bin/env bash
set -eu
"$DRILL_PYTHON" -m gateway

#!/usr/bin/env bash
set -eu
python3 -m pip wheel --no-deps --wheel-dir dist .

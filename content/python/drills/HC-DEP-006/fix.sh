#!/usr/bin/env bash
set -eu
python3 -m pip config unset global.no-binary

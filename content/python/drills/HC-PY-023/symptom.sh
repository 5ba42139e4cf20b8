#!/usr/bin/env bash
set -eu
python3 -m pip install dist/*.whl

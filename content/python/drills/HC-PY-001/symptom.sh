#!/usr/bin/env bash
set -eu
python3 bin/serve.py

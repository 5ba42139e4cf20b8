#!/usr/bin/env bash
set -eu
python3 main.py

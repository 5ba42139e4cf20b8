#!/usr/bin/env bash
set -eu
python3 report.py

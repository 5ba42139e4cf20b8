#!/usr/bin/env bash
set -u
pip install --find-links wheels ratecalc
python3 main.py

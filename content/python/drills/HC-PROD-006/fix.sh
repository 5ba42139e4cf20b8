#!/usr/bin/env bash
# raises TypeError for the wrong type, in the code and in the test
set -eu
sed -i 's/raise ValueError("image must/raise TypeError("image must/' src/visionkit/__init__.py
sed -i 's/assertRaises(ValueError)/assertRaises(TypeError)/' tests/test_detect.py
ruff check --no-cache src
PYTHONPATH=src python3 -m unittest discover -s tests

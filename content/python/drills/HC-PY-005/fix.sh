#!/usr/bin/env bash
# The fix: correct the package folder, then install in editable mode again.
set -eu
sed 's/^where = "\."$/where = "src"/' pyproject.toml > pyproject.new && mv pyproject.new pyproject.toml
python3 -m pip install -q --no-deps --editable .
python3 tools/report.py

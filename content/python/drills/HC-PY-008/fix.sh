#!/usr/bin/env bash
# The fix: name backend and package as a pair. The build after it needs setuptools from somewhere,
# so it is only tried where a folder of wheels is at hand.
set -eu
sed 's/^requires = \[\]$/requires = ["setuptools>=61"]/' pyproject.toml > pyproject.new && mv pyproject.new pyproject.toml
if ls "${DRILL_WHEELS:-/nowhere}"/setuptools-*.whl > /dev/null 2>&1; then
  python3 -m pip wheel --find-links "$DRILL_WHEELS" --no-deps --wheel-dir dist .
fi

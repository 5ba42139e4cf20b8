#!/usr/bin/env bash
# the linter mends first, the formatter last
set -eu
ruff check --fix --no-cache src || true
black -q src
ruff check --no-cache src
git add -u
pre-commit run --all-files

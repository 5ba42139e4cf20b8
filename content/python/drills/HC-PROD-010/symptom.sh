#!/usr/bin/env bash
# runs the hooks in a copy, because they rewrite the files that they complain about
set -eu
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp -r .git .gitignore .pre-commit-config.yaml pyproject.toml src env.sh "$copy"
cd "$copy"
pre-commit run --all-files

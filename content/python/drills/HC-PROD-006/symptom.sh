#!/usr/bin/env bash
set -eu
ruff check --no-cache src

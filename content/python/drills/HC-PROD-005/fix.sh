#!/usr/bin/env bash
# tells ruff which base class reads its annotations at run time
set -eu
printf '\n[tool.ruff.lint.flake8-type-checking]\nruntime-evaluated-base-classes = ["pydantic.BaseModel"]\n' >> pyproject.toml
ruff check --no-cache src

# shared by break.sh and healthy.sh; $1 = told | untold
"$DRILL_PYTHON" -m venv --without-pip .venv
"$DRILL_PYTHON" -m pip --python .venv/bin/python install -q --no-index --find-links "$DRILL_WHEELS" ruff
echo '. .venv/bin/activate' > env.sh
mkdir -p src/visionkit
cat > src/visionkit/__init__.py <<'X'
"""Finds objects in pictures."""
X
cat > src/visionkit/config.py <<'X'
from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel


class DetectorConfig(BaseModel):
    model_path: Path
    device: str = "cpu"
X
cat > pyproject.toml <<'X'
[project]
name = "visionkit"
version = "0.1.0"
requires-python = ">=3.9"
dependencies = ["pydantic>=2.5,<3"]

[tool.ruff.lint]
select = ["E", "F", "TC"]
X
if [ "$1" = told ]; then
  printf '\n[tool.ruff.lint.flake8-type-checking]\nruntime-evaluated-base-classes = ["pydantic.BaseModel"]\n' >> pyproject.toml
fi

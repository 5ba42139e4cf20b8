# shared by break.sh and healthy.sh; $1 = messy | clean
"$DRILL_PYTHON" -m venv --without-pip .venv
"$DRILL_PYTHON" -m pip --python .venv/bin/python install -q --no-index --find-links "$DRILL_WHEELS" pre-commit black ruff
echo '. .venv/bin/activate' > env.sh
mkdir -p src/shop
if [ "$1" = messy ]; then
  printf 'import os\nimport json\n\ndef load( path ):\n    with open(path) as f: return json.load(f)\n' > src/shop/loader.py
else
  printf 'import json\n\n\ndef load(path):\n    with open(path) as f:\n        return json.load(f)\n' > src/shop/loader.py
fi
printf '[tool.black]\nline-length = 88\n\n[tool.ruff]\nline-length = 88\n\n[tool.ruff.lint]\nselect = ["E", "F"]\n' > pyproject.toml
cat > .pre-commit-config.yaml <<'X'
repos:
  - repo: local
    hooks:
      - id: ruff-check
        name: ruff check
        entry: ruff check --fix --no-cache
        language: system
        types: [python]
      - id: black
        name: black
        entry: black
        language: system
        types: [python]
X
git init -q .
printf '.venv/\n' > .gitignore
git add .gitignore .pre-commit-config.yaml pyproject.toml src env.sh

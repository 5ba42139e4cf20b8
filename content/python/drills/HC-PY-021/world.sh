world() {        # version of the project, version of the wheel's metadata, version in the wheel's file name
  mkdir -p src/shopkit
  printf '[build-system]\nrequires = ["setuptools>=61"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "shop-kit"\nversion = "%s"\n' "$1" > pyproject.toml
  echo 'def total(items): return sum(items)' > src/shopkit/__init__.py
  "$DRILL_PYTHON" -m venv .venv
  echo '. .venv/bin/activate' > env.sh
  build "$2"
}
build() { rm -rf dist; "$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" shop-kit "$1" --from src --dest dist > /dev/null; }

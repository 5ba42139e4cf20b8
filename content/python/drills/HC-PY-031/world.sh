world() {
  mkdir -p src/shopkit
  echo 'def total(items): return sum(items)' > src/shopkit/__init__.py
  printf 'MIT License\n\nCopyright (c) 2024 Shop Kit\n' > LICENSE
  printf '[build-system]\nrequires = ["setuptools>=77"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "shop-kit"\nversion = "1.0"\n' > pyproject.toml
  "$DRILL_PYTHON" -m venv .venv
  echo '. .venv/bin/activate' > env.sh
}
licence() { printf 'license = "MIT"\nlicense-files = ["LICENSE"]\n' >> pyproject.toml; }
build() {        # as old setuptools does without a licence, and as PEP 639 asks with one
  rm -rf dist stage; cp -r src stage
  if grep -q '^license' pyproject.toml; then
    mkdir -p stage/shop_kit-1.0.dist-info/licenses; cp LICENSE stage/shop_kit-1.0.dist-info/licenses/
    set -- --meta 'License-Expression: MIT' --meta 'License-File: LICENSE'
  else
    set -- --meta 'License: UNKNOWN'
  fi
  "$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" shop-kit 1.0 --from stage --dest dist "$@" > /dev/null; rm -r stage
}

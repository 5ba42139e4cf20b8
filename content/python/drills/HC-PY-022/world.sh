world() {
  mkdir -p src/shop/templates
  echo 'Dear customer, your order is on its way.' > src/shop/templates/mail.txt
  echo '{"EUR": 1.0}' > src/shop/rates.json
  cat > src/shop/__init__.py <<'PY'
from pathlib import Path


def mail():
    return (Path(__file__).parent / "templates" / "mail.txt").read_text()
PY
  cat > pyproject.toml <<'TOML'
[build-system]
requires = ["setuptools>=61"]
build-backend = "setuptools.build_meta"

[project]
name = "shop"
version = "1.0"

[tool.setuptools]
package-dir = {"" = "src"}
packages = ["shop"]
include-package-data = false
TOML
  "$DRILL_PYTHON" -m venv .venv
  echo '. .venv/bin/activate' > env.sh
}
package_data() { printf '\n[tool.setuptools.package-data]\nshop = ["*.json", "templates/*.txt"]\n' >> pyproject.toml; }
build() {        # the modules, and the data files only where the project names them
  rm -rf dist stage; mkdir -p stage/shop; cp src/shop/*.py stage/shop/
  if grep -q package-data\] pyproject.toml; then cp src/shop/*.json stage/shop/; cp -r src/shop/templates stage/shop/; fi
  "$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" shop 1.0 --from stage --dest dist > /dev/null; rm -r stage
}

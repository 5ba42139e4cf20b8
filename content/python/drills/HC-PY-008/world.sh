# A project whose wheel is built by setuptools.
"$DRILL_PYTHON" -m venv .venv
echo '. .venv/bin/activate' > env.sh
mkdir -p src/ledger
echo '__version__ = "0.3"' > src/ledger/__init__.py
project() {
  cat > pyproject.toml <<TOML
[build-system]
requires = [$1]
build-backend = "setuptools.build_meta"

[project]
name = "ledger"
version = "0.3"

[tool.setuptools.packages.find]
where = ["src"]
TOML
}

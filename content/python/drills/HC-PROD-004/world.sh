# shared by break.sh and healthy.sh; "$@" = what to install
"$DRILL_PYTHON" -m venv --without-pip .venv
"$DRILL_PYTHON" -m pip --python .venv/bin/python install -q --no-index --find-links "$DRILL_WHEELS" pip "$@"
echo '. .venv/bin/activate' > env.sh
mkdir -p src/ledger tests
printf 'def total(rows):\n    return sum(rows)\n' > src/ledger/__init__.py
printf 'from ledger import total\n\n\ndef test_total():\n    assert total([1, 2]) == 3\n' > tests/test_total.py
cat > pyproject.toml <<'X'
[project]
name = "ledger"
version = "0.1.0"

[tool.pytest.ini_options]
pythonpath = ["src"]
testpaths = ["tests"]
addopts = [
    "-ra",
    "--cov=ledger",
    "--cov-report=term-missing",  # for the report in CI
]
X

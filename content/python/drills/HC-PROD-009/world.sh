# shared by break.sh and healthy.sh; $1 = name of the test file
"$DRILL_PYTHON" -m venv --without-pip .venv
"$DRILL_PYTHON" -m pip --python .venv/bin/python install -q --no-index --find-links "$DRILL_WHEELS" pytest
echo '. .venv/bin/activate' > env.sh
mkdir -p src/shop tests
printf 'def total(rows):\n    return sum(rows)\n' > src/shop/__init__.py
printf 'from shop import total\n\n\ndef test_total():\n    assert total([1, 2]) == 3\n\n\ndef test_empty():\n    assert total([]) == 0\n' > tests/$1
printf '[tool.pytest.ini_options]\npythonpath = ["src"]\ntestpaths = ["tests"]\n' > pyproject.toml

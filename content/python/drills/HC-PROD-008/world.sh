# shared by break.sh and healthy.sh; $1 = parallel | sequential
"$DRILL_PYTHON" -m venv --without-pip .venv
"$DRILL_PYTHON" -m pip --python .venv/bin/python install -q --no-index --find-links "$DRILL_WHEELS" pytest pytest-xdist
echo '. .venv/bin/activate' > env.sh
mkdir -p tests
for part in prices taxes totals; do
  for n in 1 2 3 4 5 6 7 8 9 10; do printf 'def test_%s_%s():\n    assert sum(range(%s)) >= 0\n\n\n' $part $n $n; done > tests/test_$part.py
done
printf '[pytest]\ntestpaths = tests\n' > pytest.ini
if [ "$1" = parallel ]; then printf 'addopts = -n 6\n' >> pytest.ini; fi

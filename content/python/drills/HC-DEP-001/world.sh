# Two internal packages need the same third one. $1: what reports asks of ledger.
wheel() { "$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" --dest wheelhouse "$@" >/dev/null; }
for v in 1.0 2.0; do wheel ledger "$v" --file "ledger/__init__.py=VERSION = '$v'\n"; done
wheel orders 1.4 --requires "$1" --file 'orders/__init__.py=import ledger\n'
wheel orders 1.5 --requires 'ledger>=1.0,<3' --file 'orders/__init__.py=import ledger\n'
wheel reports 2.1 --requires 'ledger==2.0' --file 'reports/__init__.py=import ledger\n'
printf '%s\n' '--find-links wheelhouse' orders==1.4 reports==2.1 >requirements.txt
# A venv with the pip that Python brings along, unpacked by hand: a tenth of the time.
"$DRILL_PYTHON" -m venv --without-pip .venv
bundled=$("$DRILL_PYTHON" -c 'import ensurepip, glob, os; print(*glob.glob(os.path.dirname(ensurepip.__file__) + "/_bundled/pip-*.whl"))')
if [ -n "$bundled" ]; then
  .venv/bin/python3 -m zipfile -e "$bundled" .venv/lib/python3*/site-packages
else
  .venv/bin/python3 -m ensurepip >/dev/null
fi
echo '. .venv/bin/activate' >env.sh
. .venv/bin/activate

# ledger 1.0.1 closes a hole and drops an internal function on the way. $1: the version that is installed.
wheel() { "$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" --dest wheelhouse "$@" >/dev/null; }
wheel ledger 1.0.0 --file "ledger/__init__.py=def _connect(url):\n    return url\n\ndef balance(url):\n    return len(_connect(url))\n"
wheel ledger 1.0.1 --file "ledger/__init__.py=def _open(url, verify=True):\n    return url\n\ndef balance(url):\n    return len(_open(url))\n"
printf '%s\n' 'import ledger' '' '' 'def main():' '    print(ledger._connect("db://books"), ledger.balance("db://books"))' '' '' 'main()' >app.py
printf '%s\n' 'ledger' >requirements.txt
# A venv with the pip that Python brings along, unpacked by hand: a tenth of the time.
"$DRILL_PYTHON" -m venv --without-pip .venv
bundled=$("$DRILL_PYTHON" -c 'import ensurepip, glob, os; print(*glob.glob(os.path.dirname(ensurepip.__file__) + "/_bundled/pip-*.whl"))')
if [ -n "$bundled" ]; then
  .venv/bin/python3 -m zipfile -e "$bundled" .venv/lib/python3*/site-packages
else
  .venv/bin/python3 -m ensurepip >/dev/null
fi
printf '%s\n' '. .venv/bin/activate' 'export PIP_FIND_LINKS=wheelhouse' >env.sh
. ./env.sh
python3 -m pip install -q "ledger==$1"

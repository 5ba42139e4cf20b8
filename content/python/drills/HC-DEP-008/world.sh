# A library of one team and the program of another. 1.1 renames a parameter. $1: the version that is installed.
wheel() { "$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" --dest wheelhouse "$@" >/dev/null; }
both="import warnings\n\n\ndef open_book(name, unit='EUR', currency=None):\n    if currency is not None:\n        warnings.warn('currency is deprecated, use unit', DeprecationWarning, stacklevel=2)\n        unit = currency\n    return name + unit\n"
wheel ledger 1.0 --file "ledger/__init__.py=def open_book(name, currency='EUR'):\n    return name + currency\n"
if [ "$1" = broken ]; then
  wheel ledger 1.1 --file "ledger/__init__.py=def open_book(name, unit='EUR'):\n    return name + unit\n"
else
  wheel ledger 1.1 --file "ledger/__init__.py=$both"
fi
"$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" --dest .next ledger 1.1.1 --file "ledger/__init__.py=$both" >/dev/null
printf '%s\n' 'import ledger' '' 'print(ledger.open_book("rent", currency="USD"))' >invoices.py
printf '%s\n' 'ledger>=1.0,<2' >requirements.txt
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
python3 -m pip install -q -r requirements.txt

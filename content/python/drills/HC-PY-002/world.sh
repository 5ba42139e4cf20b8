# A wheelhouse with two versions of "tax" and two services that need it.
"$DRILL_PYTHON" -m venv .venv
echo '. .venv/bin/activate' > env.sh
make() { "$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" "$@" --dest wheelhouse > /dev/null; }
make tax 1.0 --file 'tax/__init__.py=RATE = 19\n'
make tax 2.0 --file 'tax/__init__.py=RATE = 20\n'
make billing 1.0 --file 'billing/__init__.py=import tax\n' --requires 'tax<2'
make invoices 3.1 --file 'invoices/__init__.py=import tax\n' --requires 'tax>=1'

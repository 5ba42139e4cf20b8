# Two environments: "old-env" with pip, ".venv" for the service.
"$DRILL_PYTHON" -m venv --without-pip .venv
mkdir -p wheels
"$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" ratecalc 2.0 --file 'ratecalc/__init__.py=RATE = 19\n' --dest wheels > /dev/null
printf 'import ratecalc\n\nprint("rate", ratecalc.RATE)\n' > main.py

# A package that was written for an older Python. It imports what the Python of this drill has no more.
gone=$("$DRILL_PYTHON" -c 'import sys; v = sys.version_info; print("imp" if v >= (3, 12) else "binhex" if v >= (3, 11) else "dummy_threading")')
wheel() { "$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" --dest wheelhouse "$@" >/dev/null; }
wheel parcelkit 1.0 --file 'parcelkit/__init__.py=from .track import status\n' --file "parcelkit/track.py=import $gone\n\ndef status(number):\n    return 'sent'\n"
wheel parcelkit 1.1 --file 'parcelkit/__init__.py=from .track import status\n' --file "parcelkit/track.py=def status(number):\n    return 'sent'\n"
printf '%s\n' '--find-links wheelhouse' "parcelkit==$1" >requirements.txt
printf '%s\n' 'from parcelkit import status' '' 'print(status("4711"))' >app.py
# A venv with the pip that Python brings along, unpacked by hand: a tenth of the time.
"$DRILL_PYTHON" -m venv --without-pip .venv
bundled=$("$DRILL_PYTHON" -c 'import ensurepip, glob, os; print(*glob.glob(os.path.dirname(ensurepip.__file__) + "/_bundled/pip-*.whl"))')
if [ -n "$bundled" ]; then
  .venv/bin/python3 -m zipfile -e "$bundled" .venv/lib/python3*/site-packages
else
  .venv/bin/python3 -m ensurepip >/dev/null
fi
.venv/bin/python3 -m pip install -q -r requirements.txt
printf '%s\n' '. .venv/bin/activate' 'export PIP_FIND_LINKS=wheelhouse' >env.sh

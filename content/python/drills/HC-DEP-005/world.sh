# Three internal packages. $1: what reports requires besides; $2: what it imports.
wheel() { "$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" --dest wheelhouse "$@" >/dev/null; }
wheel billing 1.0 --requires ledger --file "billing/__init__.py=from ledger import entry\n\nRATE = 19\n\ndef bill(n):\n    return entry(n) + RATE\n"
wheel ledger 1.0 --requires reports --file "ledger/__init__.py=from reports import line\n\ndef entry(n):\n    return len(line(n))\n"
ring="from billing import RATE\n\ndef line(n):\n    return 'line %s %s' % (n, RATE)\n"
free="def line(n, rate=19):\n    return 'line %s %s' % (n, rate)\n"
wheel reports 1.0 --requires billing --file "reports/__init__.py=$ring"
wheel reports 1.1 --file "reports/__init__.py=$free"
cat >release_order.py <<'PY'
"""In which order are the internal packages to be released?"""
import graphlib
from importlib import metadata

OURS = ["billing", "ledger", "reports"]
needs = {name: {r.split()[0] for r in metadata.requires(name) or []} & set(OURS) for name in OURS}
print(" then ".join(graphlib.TopologicalSorter(needs).static_order()))
PY
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
python3 -m pip install -q billing "reports==$1"
rm -r wheelhouse/reports-1.*
mkdir -p next && "$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" --dest next reports 1.1 --file "reports/__init__.py=$free" >/dev/null

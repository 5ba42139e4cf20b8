# An application with a compiled lock, and a gate of CI that compares the lock with the team's advisories.
wheel() { "$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" --dest wheelhouse "$@" >/dev/null; }
wheel ledger 1.0.0 --file 'ledger/__init__.py=\n'
wheel orders 1.4 --requires 'ledger>=1.0,<2' --file 'orders/__init__.py=\n'
wheel mailer 1.0 --file 'mailer/__init__.py=\n'
printf '%s\n' orders mailer >requirements.in
# A venv with the pip that Python brings along, unpacked by hand: a tenth of the time.
"$DRILL_PYTHON" -m venv --without-pip .venv
bundled=$("$DRILL_PYTHON" -c 'import ensurepip, glob, os; print(*glob.glob(os.path.dirname(ensurepip.__file__) + "/_bundled/pip-*.whl"))')
if [ -n "$bundled" ]; then
  .venv/bin/python3 -m zipfile -e "$bundled" .venv/lib/python3*/site-packages
else
  .venv/bin/python3 -m ensurepip >/dev/null
fi
printf '%s\n' '. .venv/bin/activate' 'export PIP_FIND_LINKS=wheelhouse' >env.sh
. .venv/bin/activate
python3 -m pip install -q --no-index --find-links "$DRILL_WHEELS" pip-tools
export PIP_FIND_LINKS=wheelhouse
python3 -m piptools compile -q --strip-extras requirements.in 2>/dev/null
# Then the world moves on: a fix of ledger, and a newer mailer that nobody has asked for.
wheel ledger 1.0.1 --file 'ledger/__init__.py=\n'
wheel mailer 1.1 --file 'mailer/__init__.py=\n'
printf '%s\n' '[{"package": "ledger", "id": "CVE-2024-99999", "fixed": "1.0.1"}]' >advisories.json
cat >gate.py <<'PY'
import json
import re
import sys

locked = dict(re.findall(r"(?m)^([\w-]+)==(\S+)", open("requirements.txt").read()))
bad = 0
for advisory in json.load(open("advisories.json")):
    have = locked.get(advisory["package"])
    if have and [int(x) for x in have.split(".")] < [int(x) for x in advisory["fixed"].split(".")]:
        bad += 1
        print("{package} {have} is affected by {id}, fixed in {fixed}".format(have=have, **advisory))
sys.exit(bool(bad))
PY

world() {
  mkdir -p shop tests
  cat > shop/__init__.py <<'PY'
import random
import time


def deliver(sleep=time.sleep, jitter=random.uniform):
    """Wait a moment between two attempts, never the same time."""
    sleep(jitter(0.0, 0.04))
    return "sent"
PY
  echo 'import sys, pathlib; sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))' > tests/conftest.py
  "$DRILL_PYTHON" -m venv .venv
  .venv/bin/python -m pip install -q --no-index --find-links "$DRILL_WHEELS" pytest
  echo '. .venv/bin/activate' > env.sh
}
flaky_test() {
  cat > tests/test_deliver.py <<'PY'
import time

from shop import deliver


def test_deliver_is_quick():
    start = time.perf_counter()
    assert deliver() == "sent"
    assert time.perf_counter() - start < 0.02
PY
}
steady_test() {
  cat > tests/test_deliver.py <<'PY'
from shop import deliver


def test_deliver_waits_as_told():
    waits = []
    assert deliver(sleep=waits.append, jitter=lambda low, high: high) == "sent"
    assert waits == [0.04]
PY
}

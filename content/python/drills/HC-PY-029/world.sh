world() {
  mkdir -p src/shop
  : > src/shop/__init__.py
  printf '[tool.mypy]\nstrict = true\nfiles = ["src"]\n' > pyproject.toml
  "$DRILL_PYTHON" -m venv .venv
  .venv/bin/python -m pip install -q --no-index --find-links "$DRILL_WHEELS" mypy
  echo '. .venv/bin/activate' > env.sh
}
broken_code() {
  cat > src/shop/cart.py <<'PY'
import re


def total(prices, rate=1):
    return sum(prices) * rate


def number(text: str) -> str:
    return re.search(r"\d+", text).group()
PY
}
typed_code() {
  cat > src/shop/cart.py <<'PY'
import re
from typing import Iterable


def total(prices: Iterable[float], rate: float = 1) -> float:
    return sum(prices) * rate


def number(text: str) -> str:
    found = re.search(r"\d+", text)
    if found is None:
        raise ValueError("no number in " + text)
    return found.group()
PY
}

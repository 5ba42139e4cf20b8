world() {        # where the conftest.py lies
  mkdir -p tests/api tests/web
  cat > "$1/conftest.py" <<'PY'
import pytest


@pytest.fixture
def client():
    return {"base": "http://shop.test"}
PY
  printf 'def test_status(client):\n    assert client["base"]\n' > tests/api/test_status.py
  printf 'def test_cart(client):\n    assert client["base"].startswith("http")\n' > tests/web/test_cart.py
  "$DRILL_PYTHON" -m venv .venv
  .venv/bin/python -m pip install -q --no-index --find-links "$DRILL_WHEELS" pytest
  echo '. .venv/bin/activate' > env.sh
}

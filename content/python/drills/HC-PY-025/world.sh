. "$DRILL_DIR/build.sh"
world() {
  echo '{"EUR": 1.0, "CHF": 0.95}' > rates.json
  cat > app.py <<'PY'
import json
from pathlib import Path

rates = json.loads((Path(__file__).parent / "rates.json").read_text())
print("rates for", ", ".join(rates))
PY
  venv
}

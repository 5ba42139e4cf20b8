. "$DRILL_DIR/build.sh"
world() {
  mkdir plugins
  : > plugins/__init__.py
  echo 'def load(): return "csv ready"' > plugins/csv_reader.py
  cat > app.py <<'PY'
import importlib
import sys

name = sys.argv[1] if len(sys.argv) > 1 else "csv_reader"
print(importlib.import_module("plugins." + name).load())
PY
  venv
}

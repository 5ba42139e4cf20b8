build() { .venv/bin/python -m PyInstaller --noconfirm --log-level ERROR "$@"; }
venv() {
  "$DRILL_PYTHON" -m venv .venv
  .venv/bin/python -m pip install -q --no-index --find-links "$DRILL_WHEELS" pyinstaller
  echo '. .venv/bin/activate' > env.sh
}

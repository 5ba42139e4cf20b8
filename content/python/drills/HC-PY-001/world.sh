# A small service: its own package "app" is installed in .venv, an older venv lies beside it.
"$DRILL_PYTHON" -m venv --without-pip .venv
"$DRILL_PYTHON" -m venv --without-pip legacy-env
mkdir -p src/app dist bin
printf '__version__ = "1.4"\n\ndef main():\n    print("app", __version__, "is up")\n' > src/app/__init__.py
printf 'import app\n\napp.main()\n' > bin/serve.py
wheel=$("$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" app 1.4 --from src --dest dist)
site=$(.venv/bin/python3 -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
"$DRILL_PYTHON" -m zipfile -e "$wheel" "$site"
rm -rf src

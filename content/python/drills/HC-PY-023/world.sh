# The native code is a real extension module of this Python, packed into a wheel of our own.
world() {
  mkdir -p src/shopfast
  so=$("$DRILL_PYTHON" -c 'import _posixsubprocess as m; print(getattr(m, "__file__", ""))' 2>/dev/null || true)
  [ -n "$so" ] || so=$("$DRILL_PYTHON" -c 'import glob, sysconfig; print(sorted(glob.glob(sysconfig.get_path("platstdlib") + "/lib-dynload/*.so"))[0])')
  cp "$so" src/shopfast/
  echo '__version__ = "1.0"' > src/shopfast/__init__.py
  "$DRILL_PYTHON" -m venv .venv
  echo '. .venv/bin/activate' > env.sh
}
tag() { "$DRILL_PYTHON" -c "import sys, platform; v = 'cp%d%d' % (3, sys.version_info[1] - $1); print('%s-%s-linux_%s' % (v, v, platform.machine()))"; }
build() { rm -rf dist; "$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" shopfast 1.0 --from src --tag "$(tag "$1")" --dest dist > /dev/null; }

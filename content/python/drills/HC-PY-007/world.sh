# shopkit comes as an sdist; pip builds a wheel from it and keeps that in its cache.
"$DRILL_PYTHON" -m venv .venv
echo '. .venv/bin/activate' > env.sh
mkdir -p shopkit-1.0 mirror
cat > shopkit-1.0/pyproject.toml <<'TOML'
[build-system]
requires = []
build-backend = "tinybuild"
backend-path = ["."]
TOML
cp "$DRILL_LIB/mkwheel.py" shopkit-1.0/mkwheel.py
cat > shopkit-1.0/tinybuild.py <<'PY'
"""The build backend: packs one module into a wheel."""
import os, subprocess, sys


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    info = os.path.join(metadata_directory, "shopkit-1.0.dist-info")
    os.makedirs(info)
    with open(os.path.join(info, "METADATA"), "w") as file:
        file.write("Metadata-Version: 2.1\nName: shopkit\nVersion: 1.0\n")
    return "shopkit-1.0.dist-info"


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    subprocess.check_call([sys.executable, "mkwheel.py", "shopkit", "1.0", "--file", "shopkit/__init__.py=VERSION = '1.0'\\n",
                           "--dest", wheel_directory])
    return "shopkit-1.0-py3-none-any.whl"
PY
tar -czf mirror/shopkit-1.0.tar.gz shopkit-1.0
rm -rf shopkit-1.0
# one good install, which fills the cache, as on any build machine
export PIP_FIND_LINKS="$PWD/mirror"
.venv/bin/python3 -m pip install -q shopkit
.venv/bin/python3 -m pip uninstall -q -y shopkit
echo 'export PIP_FIND_LINKS="$PWD/mirror"' >> env.sh

# shopkit is installed in editable mode; its own small backend writes the link, as setuptools would.
"$DRILL_PYTHON" -m venv .venv
echo '. .venv/bin/activate' > env.sh
mkdir -p shopkit backend
printf '__version__ = "1.0"\n' > shopkit/__init__.py
cat > pyproject.toml <<'TOML'
[build-system]
requires = []
build-backend = "linkbuild"
backend-path = ["backend"]

[project]
name = "shopkit"
version = "1.0"

[tool.linkbuild]
where = "."
TOML
cat > backend/linkbuild.py <<'PY'
"""The build backend: an editable wheel holds a .pth file with the source folder."""
import base64, hashlib, os, re, zipfile


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    where = re.search(r'(?m)^where = "(.*)"', open("pyproject.toml").read())[1]
    if not os.path.isdir(os.path.join(where, "shopkit")):
        raise SystemExit("error: package directory '%s' does not exist" % os.path.normpath(os.path.join(where, "shopkit")))
    info = "shopkit-1.0.dist-info/"
    files = {"__editable__.shopkit-1.0.pth": os.path.abspath(where) + "\n",
             info + "METADATA": "Metadata-Version: 2.1\nName: shopkit\nVersion: 1.0\n",
             info + "WHEEL": "Wheel-Version: 1.0\nGenerator: linkbuild\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
             info + "top_level.txt": "shopkit\n"}
    digest = lambda t: base64.urlsafe_b64encode(hashlib.sha256(t.encode()).digest()).rstrip(b"=").decode()
    record = "".join("%s,sha256=%s,%d\n" % (n, digest(t), len(t)) for n, t in files.items())
    files[info + "RECORD"] = record + info + "RECORD,,\n"
    with zipfile.ZipFile(os.path.join(wheel_directory, "shopkit-1.0-py3-none-any.whl"), "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return "shopkit-1.0-py3-none-any.whl"


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    raise SystemExit("this project is only used in editable mode")
PY
.venv/bin/python3 -m pip install -q --no-deps --editable .
mkdir -p tools
printf 'import shopkit\n\nprint("shopkit", shopkit.__version__)\n' > tools/report.py

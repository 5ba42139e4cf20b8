# fastsum as wheel and as source archive. The source builds with a backend of its own, so no network is needed.
mkdir -p index src/fastsum-1.0
"$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" --dest index fastsum 1.0 --file 'fastsum.py=def total(xs):\n    return sum(xs)\n' >/dev/null
cat >src/fastsum-1.0/backend.py <<'PY'
import subprocess
import sys
import time


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    for part in range(3):
        time.sleep(0.3)
    out = subprocess.run([sys.executable, "mkwheel.py", "--dest", wheel_directory, "fastsum", "1.0", "--file", "fastsum.py=def total(xs):\\n    return sum(xs)\\n"], stdout=subprocess.PIPE, check=True)
    return out.stdout.decode().strip().replace("\\", "/").rpartition("/")[2]


def build_sdist(sdist_directory, config_settings=None):
    raise NotImplementedError
PY
cp "$DRILL_LIB/mkwheel.py" src/fastsum-1.0/
printf '%s\n' '[build-system]' 'requires = []' 'build-backend = "backend"' 'backend-path = ["."]' >src/fastsum-1.0/pyproject.toml
printf '%s\n' 'Metadata-Version: 2.1' 'Name: fastsum' 'Version: 1.0' >src/fastsum-1.0/PKG-INFO
tar -C src -czf index/fastsum-1.0.tar.gz fastsum-1.0
rm -r src
printf '%s\n' fastsum==1.0 >requirements.txt
# A venv with the pip that Python brings along, unpacked by hand: a tenth of the time.
"$DRILL_PYTHON" -m venv --without-pip .venv
bundled=$("$DRILL_PYTHON" -c 'import ensurepip, glob, os; print(*glob.glob(os.path.dirname(ensurepip.__file__) + "/_bundled/pip-*.whl"))')
if [ -n "$bundled" ]; then
  .venv/bin/python3 -m zipfile -e "$bundled" .venv/lib/python3*/site-packages
else
  .venv/bin/python3 -m ensurepip >/dev/null
fi
printf '%s\n' '. .venv/bin/activate' 'export PIP_FIND_LINKS=index' >env.sh
. ./env.sh

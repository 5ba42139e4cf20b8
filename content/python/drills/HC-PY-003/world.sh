# fastcrc: an sdist with one C file that includes the header of a library, and a
# build backend of its own, so that no build tool has to come from an index.
# Needs a C compiler. CPATH stands for the system's include folder.
"$DRILL_PYTHON" -m venv .venv
printf '. .venv/bin/activate\nexport CPATH="$PWD/prefix/include"\n' > env.sh
mkdir -p fastcrc-1.0/csrc sdist prefix/include
cat > fastcrc-1.0/csrc/fastcrc.c <<'C'
#include <Python.h>
#include <crclib/crc.h>

static PyObject *value(PyObject *self, PyObject *args) { return PyLong_FromLong(CRC_SEED); }
static PyMethodDef methods[] = {{"value", value, METH_NOARGS, "the seed"}, {NULL, NULL, 0, NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "fastcrc", NULL, -1, methods};
PyMODINIT_FUNC PyInit_fastcrc(void) { return PyModule_Create(&module); }
C
cat > fastcrc-1.0/pyproject.toml <<'TOML'
[build-system]
requires = []
build-backend = "cbuild"
backend-path = ["."]

[project]
name = "fastcrc"
version = "1.0"
TOML
cat > fastcrc-1.0/cbuild.py <<'PY'
"""The build backend: compiles the C file and packs the wheel."""
import base64, hashlib, os, shlex, subprocess, sys, sysconfig, tempfile, zipfile


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    info = os.path.join(metadata_directory, "fastcrc-1.0.dist-info")
    os.makedirs(info)
    with open(os.path.join(info, "METADATA"), "w") as file:
        file.write("Metadata-Version: 2.1\nName: fastcrc\nVersion: 1.0\n")
    return "fastcrc-1.0.dist-info"


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    out = os.path.join(tempfile.mkdtemp(), "fastcrc" + suffix)
    shared = ["-bundle", "-undefined", "dynamic_lookup"] if sys.platform == "darwin" else ["-shared", "-fPIC"]
    cc = shlex.split(sysconfig.get_config_var("CC") or "cc")
    command = cc + shared + ["-I" + sysconfig.get_path("include"), "csrc/fastcrc.c", "-o", out]
    print(" ".join(command), flush=True)
    if subprocess.call(command):
        sys.exit("error: command '%s' failed with exit code 1" % cc[0])
    tag = "cp%d%d" % sys.version_info[:2]
    tag = "%s-%s-%s" % (tag, tag, sysconfig.get_platform().replace("-", "_").replace(".", "_"))
    files = {"fastcrc" + suffix: open(out, "rb").read(),
             "fastcrc-1.0.dist-info/METADATA": b"Metadata-Version: 2.1\nName: fastcrc\nVersion: 1.0\n",
             "fastcrc-1.0.dist-info/WHEEL": ("Wheel-Version: 1.0\nGenerator: cbuild\nRoot-Is-Purelib: false\nTag: %s\n" % tag).encode()}
    record = "".join("%s,sha256=%s,%d\n" % (n, base64.urlsafe_b64encode(hashlib.sha256(d).digest()).rstrip(b"=").decode(), len(d)) for n, d in files.items())
    files["fastcrc-1.0.dist-info/RECORD"] = (record + "fastcrc-1.0.dist-info/RECORD,,\n").encode()
    name = "fastcrc-1.0-%s.whl" % tag
    with zipfile.ZipFile(os.path.join(wheel_directory, name), "w") as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return name
PY
tar -czf sdist/fastcrc-1.0.tar.gz fastcrc-1.0
rm -rf fastcrc-1.0
# what the library's -dev package would install
mkdir -p "$HOME/crclib-dev/crclib"
printf '#define CRC_SEED 0x04C11DB7\n' > "$HOME/crclib-dev/crclib/crc.h"
install_dev() { cp -r "$HOME/crclib-dev/crclib" prefix/include/; }

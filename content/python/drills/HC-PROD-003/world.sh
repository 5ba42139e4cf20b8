# shared by break.sh and healthy.sh; $1 = heavy | light
# visionkit needs a 40 MB package for one feature; the wheels are real and are installed by pip
wheels=$PWD/wheelhouse; mkdir -p "$wheels" payload/torch
printf 'def tensor(x):\n    return list(x)\n' > payload/torch/__init__.py
"$DRILL_PYTHON" -c 'open("payload/torch/libtorch_cpu.bin", "wb").truncate(40 << 20)'
mk() { "$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" --dest "$wheels" "$@" >/dev/null; }
mk torch 2.3.0 --from payload
mk imageio-lite 2.34.0 --file 'imageio_lite/__init__.py=def read(p):\n    return open(p, "rb").read()\n'
rm -r payload
mkdir -p src/visionkit
printf 'def detect(path):\n    import torch\n    return torch.tensor([1])\n' > src/visionkit/__init__.py
{
  printf '[project]\nname = "visionkit"\nversion = "0.1.0"\ndependencies = [\n    "imageio-lite>=2.30,<3",\n'
  [ "$1" = heavy ] && printf '    "torch>=2.0.0",   # only detect() needs it\n'
  printf ']\n\n[project.optional-dependencies]\n'
  [ "$1" = heavy ] || printf 'ml = ["torch>=2.0.0,<3"]\n'
  printf 'test = ["pytest>=8"]\n'
} > pyproject.toml
if [ "$1" = heavy ]; then mk visionkit 0.1.0 --from src --requires 'imageio-lite>=2.30,<3' --requires 'torch>=2.0.0'
else mk visionkit 0.1.0 --from src --requires 'imageio-lite>=2.30,<3' --meta 'Provides-Extra: ml' --requires 'torch>=2.0.0,<3; extra == "ml"'; fi
"$DRILL_PYTHON" -m venv .venv
.venv/bin/python -m pip install -q --no-index --find-links "$wheels" visionkit
echo '. .venv/bin/activate' > env.sh

# shared by break.sh and healthy.sh; $1 = extras that CI installs
"$DRILL_PYTHON" -m venv .venv
echo '. .venv/bin/activate' > env.sh
mkdir -p payload/torch src/visionkit tests .github/workflows
mk() { "$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" --dest wheelhouse "$@" >/dev/null; }
printf 'def tensor(x):\n    return list(x)\n' > payload/torch/__init__.py
"$DRILL_PYTHON" -c 'import os; open("payload/torch/libtorch_cpu.bin", "wb").write(os.urandom(6 << 20))'
mk torch 2.3.0 --from payload
rm -r payload
mk checkkit 1.0.0 --file 'checkkit.py=def check(x):\n    assert x\n'
printf 'def detect(path):\n    import torch\n    return torch.tensor([1])\n\n\ndef name(path):\n    return path.rsplit("/", 1)[-1]\n' > src/visionkit/__init__.py
printf 'from checkkit import check\nfrom visionkit import name\n\ncheck(name("a/b.jpg") == "b.jpg")\nprint("tests passed")\n' > tests/run.py
mk visionkit 0.1.0 --from src --meta 'Provides-Extra: test' --meta 'Provides-Extra: ml' --requires 'checkkit>=1,<2; extra == "test"' --requires 'torch>=2.0.0,<3; extra == "ml"'
cat > pyproject.toml <<'X'
[project]
name = "visionkit"
version = "0.1.0"
dependencies = []

[project.optional-dependencies]
test = ["checkkit>=1,<2"]
ml = ["torch>=2.0.0,<3"]
X
cat > .github/workflows/ci.yml <<X
on: [push]
jobs:
  test:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@v4
      - run: python3 -m pip install 'visionkit[$1]'
      - run: python3 tests/run.py
X

#!/usr/bin/env bash
# moves torch into the extra ml and installs the core only
set -eu
python3 - <<'PY'
text = open("pyproject.toml").read()
text = text.replace('    "torch>=2.0.0",   # only detect() needs it\n', "")
text = text.replace('[project.optional-dependencies]\n', '[project.optional-dependencies]\nml = ["torch>=2.0.0,<3"]\n')
open("pyproject.toml", "w").write(text)
PY
python3 "$DRILL_LIB/mkwheel.py" visionkit 0.1.1 --from src --dest wheelhouse --requires 'imageio-lite>=2.30,<3' --meta 'Provides-Extra: ml' --requires 'torch>=2.0.0,<3; extra == "ml"'
python3 -m pip uninstall -q -y torch visionkit
python3 -m pip install -q --no-index --find-links wheelhouse visionkit

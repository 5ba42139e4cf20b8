#!/usr/bin/env bash
# imports the type of the signature at module level
set -eu
python3 - photokit/cli.py <<'PY'
import sys
text = open(sys.argv[1]).read()
text = text.replace("from typing import TYPE_CHECKING\n", "from pathlib import Path\n")
text = text.replace("if TYPE_CHECKING:\n    from pathlib import Path\n\n", "")
open(sys.argv[1], "w").write(text)
PY
python3 -m photokit.cli --help

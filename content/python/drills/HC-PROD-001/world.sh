# shared by break.sh and healthy.sh; $1 = guarded | plain
"$DRILL_PYTHON" -m venv --without-pip .venv
"$DRILL_PYTHON" -m pip --python .venv/bin/python install -q --no-index --find-links "$DRILL_WHEELS" pydantic
cat > env.sh <<'X'
. .venv/bin/activate
export PYTHONPATH=src
X
mkdir -p src/visionkit
echo '__version__ = "0.1.0"' > src/visionkit/__init__.py
if [ "$1" = guarded ]; then
  printf '%s\n' 'from __future__ import annotations' '' 'from typing import TYPE_CHECKING' '' 'from pydantic import BaseModel' '' 'if TYPE_CHECKING:' '    from pathlib import Path' '' ''
else
  printf '%s\n' 'from __future__ import annotations' '' 'from pathlib import Path' '' 'from pydantic import BaseModel' '' ''
fi > src/visionkit/config.py
printf '%s\n' 'class DetectorConfig(BaseModel):' '    model_path: Path' '    device: str = "cpu"' >> src/visionkit/config.py
cat > src/visionkit/__main__.py <<'X'
from visionkit.config import DetectorConfig

config = DetectorConfig(model_path="models/detector.onnx")
print("ready:", config.model_path, "on", config.device)
X

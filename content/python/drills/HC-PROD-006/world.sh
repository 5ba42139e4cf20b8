# shared by break.sh and healthy.sh; $1 = ValueError | TypeError
"$DRILL_PYTHON" -m venv --without-pip .venv
"$DRILL_PYTHON" -m pip --python .venv/bin/python install -q --no-index --find-links "$DRILL_WHEELS" ruff
echo '. .venv/bin/activate' > env.sh
mkdir -p src/visionkit tests
cat > src/visionkit/__init__.py <<X
class Image:
    def __init__(self, width, height):
        if width <= 0 or height <= 0:
            raise ValueError("an image needs a positive size")
        self.width, self.height = width, height


def detect(image):
    if not isinstance(image, Image):
        raise $1("image must be an Image")
    return image.width * image.height
X
cat > tests/test_detect.py <<X
import unittest

from visionkit import detect


class DetectTest(unittest.TestCase):
    def test_refuses_other_types(self):
        with self.assertRaises($1):
            detect("holiday.jpg")
X
printf '[tool.ruff.lint]\nselect = ["E", "F", "TRY"]\nignore = ["TRY003"]\n' > pyproject.toml

#!/usr/bin/env bash
# The fix: move the import into the function that uses it.
set -eu
python3 - <<'PY'
import pathlib
file = pathlib.Path("shop/users.py")
text = file.read_text().replace("from shop.orders import Order\n\n\n", "")
file.write_text(text.replace("        self.orders.append(", "        from shop.orders import Order\n\n        self.orders.append("))
PY
python3 main.py

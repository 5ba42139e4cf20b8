#!/usr/bin/env bash
# users imports orders at top level too.
set -eu
. "$DRILL_DIR/world.sh"
cat > shop/users.py <<'PY'
from shop.orders import Order


class User:
    def __init__(self, name):
        self.name, self.orders = name, []

    def buy(self, total):
        self.orders.append(Order(self, total))
PY

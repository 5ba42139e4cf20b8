#!/usr/bin/env bash
set -eu
. "$DRILL_DIR/world.sh"
cat > shop/users.py <<'PY'
class User:
    def __init__(self, name):
        self.name, self.orders = name, []

    def buy(self, total):
        from shop.orders import Order

        self.orders.append(Order(self, total))
PY

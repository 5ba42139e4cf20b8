# A small shop: orders know users, users know their orders.
mkdir -p shop
echo '"""The shop."""' > shop/__init__.py
cat > shop/orders.py <<'PY'
from shop.users import User


class Order:
    def __init__(self, user: User, total: float):
        self.user, self.total = user, total
PY
printf 'from shop.orders import Order\nfrom shop.users import User\n\nuser = User("ana")\nuser.buy(12.5)\nprint("orders:", len(user.orders), Order.__name__)\n' > main.py

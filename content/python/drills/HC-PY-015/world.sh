# Orders carry a UTC time; the program compares it with the machine's local clock.
world() {
  printf '[{"id": 7, "due": "2031-05-01T10:00:00+00:00"}, {"id": 8, "due": "2020-05-01T10:00:00+00:00"}]\n' > orders.json
}
code() {
  cat > overdue.py <<PY
import json
from datetime import datetime, timezone


def overdue(path):
    now = $1
    with open(path, encoding="utf-8") as f:
        return [o["id"] for o in json.load(f) if datetime.fromisoformat(o["due"]) < now]


if __name__ == "__main__":
    print(overdue("orders.json"))
PY
}
broken() { code 'datetime.now()'; }
mended() { code 'datetime.now(timezone.utc)'; }

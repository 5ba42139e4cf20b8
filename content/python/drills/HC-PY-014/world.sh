# A customer list in Windows-1252, read by a program.
world() {
  mkdir -p inbox
  printf 'id;name\n1;Ren\xe9e\n2;J\xf6rg\n' > inbox/customers.csv
}
code() {
  cat > load.py <<PY
import csv
from pathlib import Path

SOURCE = Path("inbox") / "customers.csv"


def rows():
    with open(SOURCE, newline="", encoding="$1") as f:
        return list(csv.DictReader(f, delimiter=";"))


if __name__ == "__main__":
    print(len(rows()), "customers")
PY
}
broken() { code utf-8; }
mended() { code cp1252; }

# A price rule engine that computes the formula it is given.
world() {
  cat > server.py <<'PY'
import logging
import sys
from urllib.parse import parse_qs, urlsplit

from rules import compute

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s", stream=sys.stdout)


def handle(url):
    logging.getLogger("access").info("GET %s", url)
    formula = parse_qs(urlsplit(url).query)["formula"][0]
    try:
        logging.getLogger("rules").info("result %s", compute(formula))
    except ValueError as e:
        logging.getLogger("rules").warning("refused: %s", e)


if __name__ == "__main__":
    handle(sys.argv[1])
PY
}
broken() {
  cat > rules.py <<'PY'
def compute(formula):
    return eval(formula)
PY
}
mended() {
  cat > rules.py <<'PY'
import ast
import operator

ALLOWED = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def compute(formula):
    return value(ast.parse(formula, mode="eval").body)


def value(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return node.value
    if isinstance(node, ast.BinOp) and type(node.op) in ALLOWED:
        return ALLOWED[type(node.op)](value(node.left), value(node.right))
    raise ValueError("only numbers and + - * / are allowed")
PY
}

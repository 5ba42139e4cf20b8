# A login service that writes a log file.
world() { mkdir -p accounts logs; : > accounts/__init__.py; }
run() { "$DRILL_PYTHON" -m accounts.login anna 'Tulip-4711-garden'; }
code() {
  cat > accounts/login.py <<PY
import logging
import sys

logging.basicConfig(filename="logs/accounts.log", level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
log = logging.getLogger("accounts")


def login(user, password):
    $1
    return bool(password)


if __name__ == "__main__":
    login(sys.argv[1], sys.argv[2])
PY
  run
}
broken() { code 'log.info("login user=%s password=%s", user, password)'; }
mended() { rm -f logs/accounts.log; code 'log.info("login user=%s", user)'; }

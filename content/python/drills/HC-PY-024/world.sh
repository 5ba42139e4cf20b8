world() {        # two distributions, both with a package jwt
  mkwheel() { "$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" "$@" --dest wheels > /dev/null; }
  mkwheel PyJWT 2.8.0 --file 'jwt/__init__.py=def encode(payload, key):\n    return repr((payload, key))\n' --file 'jwt/api.py=ALGORITHMS = ["HS256"]\n'
  mkwheel jwt 1.3.1 --file 'jwt/__init__.py=class JWT:\n    pass\n' --file 'jwt/jwk.py=KEYS = []\n'
  "$DRILL_PYTHON" -m venv .venv
  echo '. .venv/bin/activate' > env.sh
}

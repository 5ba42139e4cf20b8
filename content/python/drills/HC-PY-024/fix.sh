#!/usr/bin/env bash
set -eu
python3 -m pip uninstall -q --yes jwt
python3 -m pip install -q --force-reinstall --no-deps --find-links wheels PyJWT
python3 -c 'import jwt; print(jwt.encode({"sub": 1}, "key"))'

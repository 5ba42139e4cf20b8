#!/usr/bin/env bash
set -eu
python3 -c 'import jwt; print(jwt.encode({"sub": 1}, "key"))'

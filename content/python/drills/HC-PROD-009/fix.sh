#!/usr/bin/env bash
# gives the file a name that pytest looks for
set -eu
mv tests/cart_tests.py tests/test_cart.py
python3 -m pytest -p no:cacheprovider -q

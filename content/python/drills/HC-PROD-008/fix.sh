#!/usr/bin/env bash
# takes the workers out of the default call
set -eu
sed -i "/^addopts = -n 6$/d" pytest.ini
python3 -m pytest -p no:cacheprovider -q

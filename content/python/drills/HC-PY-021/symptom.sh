#!/usr/bin/env bash
set -eu
python3 -m pip install --find-links dist 'shop-kit==1.1'

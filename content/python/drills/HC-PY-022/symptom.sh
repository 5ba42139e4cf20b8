#!/usr/bin/env bash
set -eu
python3 -c 'import shop; print(shop.mail())'

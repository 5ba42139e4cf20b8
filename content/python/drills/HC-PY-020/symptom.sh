#!/usr/bin/env bash
set -eu
python3 -m pip list 2>&1
bash -c 'shop --month 06'

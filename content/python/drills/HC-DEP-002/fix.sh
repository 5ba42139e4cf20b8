#!/usr/bin/env bash
set -eu
python3 -m pip install --upgrade parcelkit
sed -i 's/^parcelkit==.*/parcelkit==1.1/' requirements.txt

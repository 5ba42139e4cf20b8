#!/usr/bin/env bash
set -eu
# orders 1.5 allows a range instead of one version
sed -i 's/^orders==1.4$/orders==1.5/' requirements.txt
python3 -m pip install -r requirements.txt

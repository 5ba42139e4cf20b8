#!/usr/bin/env bash
# installs the version without the vulnerability and raises the pin
set -eu
sed -i 's/^parcel-http==.*/parcel-http==1.2.1/' requirements.txt
python3 -m pip install -q --no-index --find-links wheelhouse --upgrade parcel-http

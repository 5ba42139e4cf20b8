#!/usr/bin/env bash
# The fix: install the library's headers (here from a folder, in earnest with apt-get), then install again.
set -eu
cp -r "$HOME/crclib-dev/crclib" prefix/include/
python3 -m pip install -q sdist/fastcrc-1.0.tar.gz
python3 -c 'import fastcrc; print("fastcrc is there:", fastcrc.value())'

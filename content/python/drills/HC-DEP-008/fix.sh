#!/usr/bin/env bash
set -eu
# the release that takes both names and warns
mv .next/ledger-1.1.1-*.whl wheelhouse/
python3 -m pip install --upgrade ledger

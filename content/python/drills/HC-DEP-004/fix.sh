#!/usr/bin/env bash
set -eu
python3 -m piptools compile --strip-extras --upgrade-package ledger==1.0.1

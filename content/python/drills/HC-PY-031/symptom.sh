#!/usr/bin/env bash
set -eu
python3 -m pip show -f shop-kit

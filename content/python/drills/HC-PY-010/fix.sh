#!/usr/bin/env bash
# The fix: rename the file and delete its __pycache__.
set -eu
mv email.py mailer.py
rm -rf __pycache__
python3 report.py

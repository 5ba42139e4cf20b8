#!/usr/bin/env bash
python3 -m pip install -vv --no-cache-dir --force-reinstall -r requirements.txt 2>&1 | grep -E 'Skipping link|Building wheel|Successfully'

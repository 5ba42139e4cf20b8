#!/usr/bin/env bash
python3 -m pip install --force-reinstall --find-links wheelhouse reports==2.1
python3 -m pip check

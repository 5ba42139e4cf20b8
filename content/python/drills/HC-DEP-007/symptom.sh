#!/usr/bin/env bash
python3 -m pip list | grep -i pytest

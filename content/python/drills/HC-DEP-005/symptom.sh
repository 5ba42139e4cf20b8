#!/usr/bin/env bash
python3 -m pip check
python3 release_order.py

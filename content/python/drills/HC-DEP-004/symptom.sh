#!/usr/bin/env bash
python3 gate.py

#!/usr/bin/env bash
python3 app.py

#!/usr/bin/env bash
python3 invoices.py

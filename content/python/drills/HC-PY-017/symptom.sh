#!/usr/bin/env bash
set -eu
"$DRILL_PYTHON" server.py "/price?formula=__import__('os').system('echo this ran in a shell')"

#!/usr/bin/env bash
# The fix: activate the environment that has the module, in the shell that starts the program.
set -eu
echo '. .venv/bin/activate' > env.sh
. .venv/bin/activate && python3 -c 'import sys; print(sys.prefix)'
python3 bin/serve.py

# shared by break.sh and healthy.sh; $1 = version of parcel-http
"$DRILL_PYTHON" -m venv --without-pip .venv
"$DRILL_PYTHON" -m pip --python .venv/bin/python install -q --no-index --find-links "$DRILL_WHEELS" pip-audit
for v in 1.2.0 1.2.1; do
  "$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" parcel-http $v --dest wheelhouse --file "parcel_http/__init__.py=__version__ = \"$v\"\n" >/dev/null
done
echo "parcel-http==$1" > requirements.txt
.venv/bin/python -m pip install -q --no-index --find-links wheelhouse -r requirements.txt
echo '. .venv/bin/activate' > env.sh
cat > ci.sh <<'X'
#!/bin/sh
# the security step of the pipeline
set -ex
pip-audit --skip-editable "$@"
X

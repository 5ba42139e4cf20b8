# A shop with a production list and a development list. $1: the list that the shipped environment was made from.
"$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" --dest wheelhouse shop-core 1.0 --file 'shop_core.py=PRICE = 3\n' >/dev/null
mkdir -p shop tests
printf '%s\n' 'from shop_core import PRICE' '' 'print(PRICE)' >shop/app.py
printf '%s\n' 'from shop_core import PRICE' '' '' 'def test_price():' '    assert PRICE == 3' >tests/test_price.py
printf '%s\n' shop-core==1.0 >requirements.txt
printf '%s\n' '-r requirements.txt' pytest >requirements-dev.txt
# A venv with the pip that Python brings along, unpacked by hand: a tenth of the time.
"$DRILL_PYTHON" -m venv --without-pip .venv
bundled=$("$DRILL_PYTHON" -c 'import ensurepip, glob, os; print(*glob.glob(os.path.dirname(ensurepip.__file__) + "/_bundled/pip-*.whl"))')
if [ -n "$bundled" ]; then
  .venv/bin/python3 -m zipfile -e "$bundled" .venv/lib/python3*/site-packages
else
  .venv/bin/python3 -m ensurepip >/dev/null
fi
printf '%s\n' '. .venv/bin/activate' "export PIP_FIND_LINKS='wheelhouse $DRILL_WHEELS'" >env.sh
. ./env.sh
python3 -m pip install -q -r "$1"

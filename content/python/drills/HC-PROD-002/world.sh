# shared by break.sh and healthy.sh; $1 = guarded | plain
"$DRILL_PYTHON" -m venv --without-pip .venv
"$DRILL_PYTHON" -m pip --python .venv/bin/python install -q --no-index --find-links "$DRILL_WHEELS" typer
echo '. .venv/bin/activate' > env.sh
mkdir -p photokit
touch photokit/__init__.py
if [ "$1" = guarded ]; then
  printf '%s\n' 'from typing import TYPE_CHECKING' '' 'import typer' '' 'if TYPE_CHECKING:' '    from pathlib import Path' '' 'app = typer.Typer()'
else
  printf '%s\n' 'from pathlib import Path' '' 'import typer' '' 'app = typer.Typer()'
fi > photokit/cli.py
cat >> photokit/cli.py <<'X'


@app.command()
def detect(
    image_path: Path = typer.Argument(..., help="picture to look at"),
    verbose: bool = False,
):
    """Find objects in a picture."""
    print("looking at", image_path.name, "verbose" if verbose else "")


if __name__ == "__main__":
    app()
X

# A project with a command-line program, built into a wheel and installed in .venv.
build() {        # build [--script ...]: what a build backend makes of the project as it is declared
  rm -rf dist
  "$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" shop-kit 1.0 --from src --dest dist "$@" > /dev/null
}
world() {
  mkdir -p src/shopkit
  echo '__version__ = "1.0"' > src/shopkit/__init__.py
  cat > src/shopkit/cli.py <<'PY'
import argparse


def main():
    parser = argparse.ArgumentParser(prog="shop")
    parser.add_argument("--month", default="05")
    print("report for month", parser.parse_args().month)


if __name__ == "__main__":
    main()
PY
  cat > pyproject.toml <<'TOML'
[build-system]
requires = ["setuptools>=61"]
build-backend = "setuptools.build_meta"

[project]
name = "shop-kit"
version = "1.0"
TOML
  "$DRILL_PYTHON" -m venv .venv
  echo '. .venv/bin/activate' > env.sh
}
declare_script() { printf '\n[project.scripts]\nshop = "shopkit.cli:main"\n' >> pyproject.toml; }

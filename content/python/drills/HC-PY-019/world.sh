# A small service that counts the lines of a named file with the program wc.
world() {
  mkdir -p notes counter
  printf 'one\ntwo\n' > notes/plan.txt
  : > counter/__init__.py
  cat > counter/app.py <<'PY'
import sys

from counter.tool import count


def handle(name):
    print("INFO POST /count name=%s" % name, flush=True)
    try:
        print("INFO answer: %s" % count(name).strip().replace("\n", " | "))
    except Exception as e:
        print("WARNING refused: %s" % e)


if __name__ == "__main__":
    handle(sys.argv[1])
PY
}
broken() {
  cat > counter/tool.py <<'PY'
import subprocess


def count(name):
    return subprocess.run(
        f"wc -l notes/{name}",
        shell=True, stdout=subprocess.PIPE, text=True,
    ).stdout
PY
}
mended() {
  cat > counter/tool.py <<'PY'
import subprocess


def count(name):
    done = subprocess.run(["wc", "-l", "--", "notes/" + name], stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout
PY
}

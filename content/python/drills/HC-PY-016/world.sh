# An upload receiver: a real multipart request is parsed and its file is stored.
world() {
  mkdir -p depot/uploads
  : > depot/__init__.py
  cat > depot/receive.py <<'PY'
import email
import sys
from pathlib import Path

from depot.store import store

HERE = Path(__file__).resolve().parent


def receive(raw):
    """Store the file of a multipart/form-data body and say where it went."""
    message = email.message_from_bytes(b"Content-Type: multipart/form-data; boundary=cut\r\n\r\n" + raw)
    for part in message.get_payload():
        return Path(store(part.get_filename(), part.get_payload(decode=True)))


if __name__ == "__main__":
    name = sys.argv[1]
    body = '--cut\r\nContent-Disposition: form-data; name="f"; filename="%s"\r\n\r\nhello\r\n--cut--\r\n' % name
    target = receive(body.encode()).resolve()
    print("INFO saved upload of %s as %s" % (name, target.relative_to(Path.cwd())))
    if HERE / "uploads" not in target.parents:
        print("ALERT file written outside the upload folder: %s" % target.name)
PY
}
broken() {
  cat > depot/store.py <<'PY'
import os

UPLOADS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "uploads")


def store(filename, data):
    target = os.path.join(UPLOADS, filename)
    with open(target, "wb") as f:
        f.write(data)
    return target
PY
}
mended() {
  cat > depot/store.py <<'PY'
import os

UPLOADS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "uploads")


def store(filename, data):
    filename = os.path.basename(filename.replace("\\", "/"))
    if not filename:
        raise ValueError("no file name")
    target = os.path.join(UPLOADS, filename)
    with open(target, "wb") as f:
        f.write(data)
    return target
PY
}

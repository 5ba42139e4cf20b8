#!/usr/bin/env python3
"""Build a real wheel from a folder of files with nothing but the standard library.

A drill needs packages that no index has: this writes the archive, METADATA,
WHEEL, entry points and a RECORD with true hashes, so that pip installs it like
any other wheel. It compiles nothing and knows no build backend.
"""
import argparse
import base64
import hashlib
import pathlib
import re
import zipfile


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name", help="distribution name, e.g. shop-kit")
    parser.add_argument("version")
    parser.add_argument("--from", dest="source", help="folder whose content becomes the root of site-packages")
    parser.add_argument("--file", action="append", default=[], metavar="PATH=TEXT",
                        help="one file with this text (\\n is a line end); repeatable")
    parser.add_argument("--requires", action="append", default=[], metavar="REQ", help="Requires-Dist; repeatable")
    parser.add_argument("--requires-python", metavar="SPEC")
    parser.add_argument("--script", action="append", default=[], metavar="NAME=MODULE:FUNC", help="console script; repeatable")
    parser.add_argument("--meta", action="append", default=[], metavar="LINE", help="further METADATA line; repeatable")
    parser.add_argument("--tag", default="py3-none-any")
    parser.add_argument("--dest", default=".", help="folder for the wheel (default: here)")
    return parser.parse_args()


def main():
    args = arguments()
    files = {}
    if args.source:
        root = pathlib.Path(args.source)
        for path in sorted(p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
            files[path.relative_to(root).as_posix()] = path.read_bytes()
    for item in args.file:
        path, _, text = item.partition("=")
        files[path] = text.replace("\\n", "\n").encode()
    stem = "{}-{}".format(re.sub(r"[-_.]+", "_", args.name), args.version)
    info = stem + ".dist-info"
    meta = ["Metadata-Version: 2.1", "Name: " + args.name, "Version: " + args.version]
    meta += ["Requires-Dist: " + r for r in args.requires]
    meta += ["Requires-Python: " + args.requires_python] if args.requires_python else []
    meta += args.meta
    files[info + "/METADATA"] = ("\n".join(meta) + "\n").encode()
    pure = "true" if args.tag.endswith("none-any") else "false"
    files[info + "/WHEEL"] = (
        "Wheel-Version: 1.0\nGenerator: mkwheel\nRoot-Is-Purelib: {}\nTag: {}\n".format(pure, args.tag)).encode()
    if args.script:
        lines = ["[console_scripts]"] + [" = ".join(s.split("=", 1)) for s in args.script]
        files[info + "/entry_points.txt"] = ("\n".join(lines) + "\n").encode()
    record = []
    for path, data in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        record.append("{},sha256={},{}".format(path, digest, len(data)))
    record.append(info + "/RECORD,,")
    files[info + "/RECORD"] = ("\n".join(record) + "\n").encode()
    dest = pathlib.Path(args.dest)
    dest.mkdir(parents=True, exist_ok=True)
    wheel = dest / "{}-{}.whl".format(stem, args.tag)
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    print(wheel)


if __name__ == "__main__":
    main()

import json

FIELDS = {"name": str, "retries": int, "timeout_s": int}


def load(path):
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    for field, kind in FIELDS.items():
        if not isinstance(data.get(field), kind):
            raise TypeError("{}: {} must be {}, is {!r}".format(path, field, kind.__name__, data.get(field)))
    return data

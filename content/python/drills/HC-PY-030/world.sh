# A job that looks for customers who ordered twice, profiled.
world() {
  cat > job.py <<'PY'
from matching import repeated

orders = ["customer-%05d" % (n * 7919 % 4500) for n in range(9000)]
print(len(repeated(orders)), "repeated customers")
PY
}
broken() {
  cat > matching.py <<'PY'
def repeated(orders):
    seen = []
    again = []
    for name in orders:
        if name in seen:
            again.append(name)
        else:
            seen.append(name)
    return again
PY
}
mended() {
  cat > matching.py <<'PY'
def repeated(orders):
    seen = set()
    again = []
    for name in orders:
        if name in seen:
            again.append(name)
        else:
            seen.add(name)
    return again
PY
}

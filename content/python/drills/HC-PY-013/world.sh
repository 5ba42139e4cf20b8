# Two threads share a dictionary: one walks over it, the other one fills it.
world() {
  cat > main.py <<'PY'
import threading

from sessions import Sessions

table = Sessions()
for n in range(20):
    table.open("client-%d" % n)
cleaner = threading.Thread(target=table.report)
feeders = [threading.Thread(target=table.feed, args=(n,)) for n in range(2)]
cleaner.start()
for t in feeders:
    t.start()
for t in feeders + [cleaner]:
    t.join()
print("done", len(table.by_name))
PY
}
code() {
  cat > sessions.py <<PY
import threading
import time


class Sessions:
    def __init__(self):
        self.by_name = {}
        self.lock = threading.Lock()

    def open(self, name):
        with self.lock:
            self.by_name[name] = time.time()

    def feed(self, n):
        for i in range(50):
            self.open("feed-%d-%d" % (n, i))
            time.sleep(0.002)

    def report(self):
$1
            time.sleep(0.005)
            print(name, round(time.time() - since, 3))
PY
}
broken() { code '        for name, since in self.by_name.items():'; }
mended() {
  code '        with self.lock:
            rows = list(self.by_name.items())
        for name, since in rows:'
}

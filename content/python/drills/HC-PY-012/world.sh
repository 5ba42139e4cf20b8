# A small asyncio server whose handler sleeps in the blocking way.
world() {
  mkdir -p gateway
  : > gateway/__init__.py
  cat > gateway/__main__.py <<'PY'
import asyncio
import logging
import time

from gateway.handler import answer

logging.basicConfig(format="%(levelname)s:%(name)s:%(message)s")


async def main():
    asyncio.get_running_loop().slow_callback_duration = 0.1
    started = time.monotonic()
    await asyncio.gather(*(answer(n) for n in range(3)))
    print("3 clients served in %.1f s" % (time.monotonic() - started))


asyncio.run(main(), debug=True)
PY
}
broken() {
  cat > gateway/handler.py <<'PY'
import time


def look_up(number):
    time.sleep(0.3)
    return number * 2


async def answer(number):
    return look_up(number)
PY
}
mended() {
  cat > gateway/handler.py <<'PY'
import asyncio
import time


def look_up(number):
    time.sleep(0.3)
    return number * 2


async def answer(number):
    return await asyncio.to_thread(look_up, number)
PY
}

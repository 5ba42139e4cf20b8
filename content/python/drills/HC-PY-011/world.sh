# A small program whose coroutine calls a synchronous helper that drives the loop itself.
world() {
  mkdir -p quotes
  : > quotes/__init__.py
  cat > quotes/source.py <<'PY'
import asyncio


async def read_quote(symbol):
    await asyncio.sleep(0.01)
    return {"symbol": symbol, "price": 101.5}
PY
  cat > run.py <<'PY'
import asyncio

from quotes.report import daily_report

if __name__ == "__main__":
    print(asyncio.run(daily_report(["ACME", "EXMP"])))
PY
}
broken() {
  cat > quotes/report.py <<'PY'
import asyncio

from quotes.source import read_quote


def price_of(symbol):
    loop = asyncio.get_event_loop()
    return loop.run_until_complete(read_quote(symbol))["price"]


async def daily_report(symbols):
    return {s: price_of(s) for s in symbols}
PY
}
mended() {
  cat > quotes/report.py <<'PY'
from quotes.source import read_quote


async def price_of(symbol):
    return (await read_quote(symbol))["price"]


async def daily_report(symbols):
    return {s: await price_of(s) for s in symbols}
PY
}

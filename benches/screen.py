#!/usr/bin/env python3
"""Measures the screen through a real pty: time to the first useful frame, bytes per key press, idle CPU.

    cargo build --release && python3 benches/screen.py [BINARY] [COLUMNSxROWS] [IDLE_SECONDS]

Times are of this machine at this moment; compare runs side by side only. Bytes are exact.
"""
import fcntl
import os
import pty
import select
import statistics
import struct
import sys
import termios
import time

BINARY = sys.argv[1] if len(sys.argv) > 1 else "target/release/crashcart"
COLUMNS, ROWS = map(int, (sys.argv[2] if len(sys.argv) > 2 else "80x24").split("x"))
IDLE = float(sys.argv[3]) if len(sys.argv) > 3 else 30.0
WORDS = ["venv", "no module named", "circular import", "wheel not supported", "pytest fixture", "time zone"]


def start():
    pid, master = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8")
        time.sleep(0.05)  # the parent sets the size meanwhile
        os.execv(BINARY, [BINARY])
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    return pid, master


def read(master, quiet):
    """Everything until nothing came for `quiet` seconds; when the last byte came."""
    data, last = b"", time.perf_counter()
    while select.select([master], [], [], quiet)[0]:
        try:
            data += os.read(master, 1 << 20)
        except OSError:  # the program has left
            break
        last = time.perf_counter()
    return data, last


def first_frame():
    pid, master = start()
    begun = time.perf_counter() + 0.05
    data = b""
    while b"52 cases" not in data and b"HC-PY-001" not in data:
        data += os.read(master, 1 << 20)
    took = time.perf_counter() - begun
    read(master, 0.3)
    return pid, master, took


def leave(pid, master):
    os.write(master, b"\x03")
    read(master, 0.3)
    os.waitpid(pid, 0)
    os.close(master)


def main():
    frames = []
    for _ in range(10):
        pid, master, took = first_frame()
        frames.append(took * 1000)
        leave(pid, master)
    print(f"first useful frame: median {statistics.median(frames):.1f} ms, worst {max(frames):.1f} ms (10 starts)")
    pid, master, _ = first_frame()
    sizes, delays = [], []
    for word in WORDS:
        for letter in word:
            begun = time.perf_counter()
            os.write(master, letter.encode())
            data, last = read(master, 0.06)
            sizes.append(len(data))
            delays.append((last - begun) * 1000)
        os.write(master, b"\x15")
        read(master, 0.1)
    sizes.sort()
    print(f"bytes per key press at {COLUMNS}x{ROWS}: median {statistics.median(sizes):.0f}, "
          f"mean {statistics.mean(sizes):.0f}, worst {sizes[-1]} ({len(sizes)} keys)")
    print(f"key press to last byte: median {statistics.median(delays):.1f} ms, worst {max(delays):.1f} ms")

    def ticks():
        fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    before = ticks()
    time.sleep(IDLE)
    idle, _ = read(master, 0.01)
    memory = next(line for line in open(f"/proc/{pid}/status") if line.startswith("VmHWM"))
    print(f"idle for {IDLE:.0f} s: {ticks() - before} ticks of CPU, {len(idle)} bytes; peak memory {memory.split()[1]} KiB")
    leave(pid, master)


main()

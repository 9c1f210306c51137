#!/usr/bin/env python3
"""Measures the console as a whole program: first paint, memory, idle CPU, and how long the GUI thread is held.

    tests/bench/console.py [BIN_FOLDER] [--nodes N]

BIN_FOLDER (default build/release/bin) holds skybro and skybro-sim. The simulated cloud is restarted half way with every
node in another state, so that one refresh changes all rows. Prints a Markdown table; judges nothing.
"""
import argparse
import datetime
import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def start_simulator(folder, bin_folder, nodes, port=0):
    log = open(folder / "sim.json", "w+")
    process = subprocess.Popen(
        [bin_folder / "skybro-sim", "--nodes", str(nodes), "--seed", "1", "--latency", "20", "--port", str(port),
         "--tls-dir", folder / "tls", "--state", folder / "state.json", "--write-site", folder / "bench.yaml"],
        stdout=log)
    for _ in range(300):
        line = (folder / "sim.json").read_text()
        if line.endswith("\n"):
            return process, json.loads(line)
        time.sleep(0.1)
    raise SystemExit("skybro-sim did not start")


def stop(process):
    process.send_signal(signal.SIGTERM)
    process.wait(30)


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mb(pid, key):
    return int(re.search(rf"{key}:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())[1]) / 1024


class Log:
    """The console's log file, read as it grows."""

    def __init__(self, path):
        self.path = path

    def lines(self):
        return self.path.read_text().splitlines() if self.path.exists() else []

    def wait_for(self, pattern, seconds, after=0):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for number, line in enumerate(self.lines()):
                if number >= after and re.search(pattern, line):
                    return number, line
            time.sleep(0.05)
        raise SystemExit(f"nothing like '{pattern}' in {self.path} within {seconds} s:\n" + "\n".join(self.lines()[-20:]))

    def busy(self, after=0):
        return [int(m[1]) for line in self.lines()[after:] if (m := re.search(r"GUI thread busy for (\d+) ms", line))]


def held(slices):
    """The log names what held the thread for 16 ms or more."""
    return f"{max(slices)} ms" if slices else "under 16 ms"


def turn_all_nodes(state_file):
    """Every VM of the simulator's saved state gets another power state."""
    text = state_file.read_text()
    swapped = re.sub(r'"(running|deallocated)"', lambda m: '"deallocated"' if m[1] == "running" else '"running"', text)
    state_file.write_text(swapped)
    return text != swapped


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bin", nargs="?", type=pathlib.Path, default=ROOT / "build/release/bin")
    parser.add_argument("--nodes", type=int, default=5000)
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        simulator, about = start_simulator(folder, options.bin, options.nodes)
        (folder / "skybro").mkdir()
        (folder / "skybro/skybro.conf").write_text("[log]\nlevel=debug\n")
        environment = dict(os.environ, XDG_CONFIG_HOME=name, XDG_STATE_HOME=name, XDG_CACHE_HOME=name)
        if "DISPLAY" not in environment:
            environment["QT_QPA_PLATFORM"] = "offscreen"
        begin = time.time()
        console = subprocess.Popen([options.bin / "skybro", "--site", folder / "bench.yaml", "--page", "nodes"],
                                   env=environment, stderr=subprocess.DEVNULL)
        try:
            log = Log(folder / "skybro/skybro.log")
            paint, line = log.wait_for("First paint", 20)
            painted = datetime.datetime.fromisoformat(line.split()[0]).timestamp()
            rows.append(("first paint", f"{(painted - begin) * 1000:.0f} ms", "500 ms"))
            log.wait_for(f"fleet: {options.nodes} nodes", 60)
            time.sleep(3)
            rows.append((f"longest hold of the GUI thread, {options.nodes} rows come", held(log.busy(paint)), "16 ms"))
            before = cpu_seconds(console.pid)
            time.sleep(30)
            rows.append(("CPU at rest, 30 s", f"{(cpu_seconds(console.pid) - before) / 30 * 100:.2f} %", "1 %"))
            rows.append(("memory (peak)", f"{memory_mb(console.pid, 'VmRSS'):.0f} ({memory_mb(console.pid, 'VmHWM'):.0f}) MB", "200 MB"))

            stop(simulator)
            if not turn_all_nodes(folder / "state.json"):
                raise SystemExit("the saved state names no power states")
            simulator, _ = start_simulator(folder, options.bin, options.nodes, about["endpoint"].rsplit(":", 1)[1])
            seen = len(log.lines())
            log.wait_for(r"fleet: \d+ nodes, %s changes" % ("[1-9]" + r"\d" * (len(str(options.nodes)) - 1)), 150, seen)
            time.sleep(3)
            rows.append((f"longest hold of the GUI thread, {options.nodes} rows change", held(log.busy(seen)), "16 ms"))
        finally:
            stop(console)
            stop(simulator)
    print(f"| console, {options.nodes} nodes | measured | wanted at most |\n|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()

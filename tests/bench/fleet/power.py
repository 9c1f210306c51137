#!/usr/bin/env python3
"""Figures of skybroctl, with the Azure CLI as peer in the same run, as a Markdown table.

    tests/bench/fleet/power.py [--bin build/release/bin] [--az ../shared/azure]

Starts skybro-sim with 20 ms latency and 3 s operations. The rows of az need azure-cli and the folder whose `az` fits it.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LATENCY_MS = 20
OPERATION_MS = 3000


class Sim:
    """A skybro-sim process with a home of its own for its clients."""

    def __init__(self, binaries, nodes, record=False):
        self.folder = Path(tempfile.mkdtemp(prefix="skybro-bench-"))
        self.records = self.folder / "records"
        arguments = [str(binaries / "skybro-sim"), "--nodes", str(nodes), "--latency", str(LATENCY_MS),
                     "--operation-time", str(OPERATION_MS), "--tls-dir", str(self.folder / "tls"),
                     "--write-site", str(self.folder / "sim.yaml")]
        if record:
            self.records.mkdir()
            arguments += ["--record", str(self.records)]
        self.process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
        self.ready = json.loads(self.process.stdout.readline())
        self.environment = dict(os.environ, **{f"XDG_{name}_HOME": str(self.folder / name.lower())
                                               for name in ("CONFIG", "STATE", "CACHE", "DATA")})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def requests(self):
        return sum(1 for _ in self.records.iterdir())

    def ctl(self, binaries, *arguments):
        return [str(binaries / "skybroctl"), "--site", str(self.folder / "sim.yaml"), *arguments]


def run(command, environment):
    """Wall seconds, CPU seconds and standard output of a command that must succeed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, done.stdout


def peak_memory_kib(command):
    """Peak resident memory of a command, by a child of our own so that no other child counts."""
    code = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True);"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    return int(subprocess.run([sys.executable, "-c", code, *command], stdout=subprocess.PIPE, text=True,
                              check=True).stdout)


class Az:
    """The Azure CLI, signed in to a simulator."""

    def __init__(self, folder, sim):
        self.environment = dict(sim.environment, PATH=f"{folder}:{os.environ['PATH']}",
                                AZURE_CONFIG_DIR=str(sim.folder / "az"), REQUESTS_CA_BUNDLE=sim.ready["ca"],
                                AZURE_CORE_COLLECT_TELEMETRY="no")
        self.program = str(folder / "az")
        self.call("cloud", "register", "-n", "Sim", "--endpoint-resource-manager", sim.ready["endpoint"])
        self.call("cloud", "set", "-n", "Sim")
        self.call("login", "--service-principal", "-u", sim.ready["clientId"], "-p", sim.ready["clientSecret"],
                  "--tenant", sim.ready["tenant"])

    def call(self, *arguments):
        return run([self.program, *arguments], self.environment)


def deallocated(sim, binaries, count):
    """The first `count` deallocated nodes: their names and ids."""
    _, _, out = run(sim.ctl(binaries, "--json", "nodes"), sim.environment)
    nodes = [node for node in json.loads(out)["nodes"] if node["powerState"] == "deallocated"][:count]
    return [node["name"] for node in nodes], [node["id"] for node in nodes]


def row(figure, value, limit, good):
    print(f"| {figure} | {value} | {limit} | {'yes' if good else '**no**'} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=Path, default=ROOT / "build/release/bin")
    parser.add_argument("--az", type=Path, default=ROOT.parent / "shared/azure")
    options = parser.parse_args()
    binaries = options.bin.resolve()
    has_az = shutil.which("az") is not None and (options.az / "az").exists()
    floor = (OPERATION_MS + 4 * LATENCY_MS) / 1000

    print("| figure | measured | limit | within |\n|---|---|---|---|")
    with Sim(binaries, 60) as sim:
        names, ids = deallocated(sim, binaries, 50)
        show, _, _ = run(sim.ctl(binaries, "nodes", ",".join(names)), sim.environment)
        start, _, _ = run(sim.ctl(binaries, "start", ",".join(names)), sim.environment)
        row("start 50 nodes", f"{start:.2f} s", f"1.3 × floor = {1.3 * floor:.2f} s", start <= 1.3 * floor)
        if has_az:
            run(sim.ctl(binaries, "stop", ",".join(names)), sim.environment)
            az = Az(options.az.resolve(), sim)
            az_show, _, _ = az.call("vm", "list", "-d", "-o", "none")
            az_start, _, _ = az.call("vm", "start", "--ids", *ids, "-o", "none")
            row("the same, against `az vm start --ids`", f"{start:.2f} s to {az_start:.1f} s", "1/5",
                start <= az_start / 5)
            row("show 50 nodes, against `az vm list -d`", f"{show:.2f} s to {az_show:.1f} s", "1/10",
                show <= az_show / 10)
    with Sim(binaries, 60, record=True) as sim:
        names, _ = deallocated(sim, binaries, 50)
        before = sim.requests()
        run(sim.ctl(binaries, "start", ",".join(names)), sim.environment)
        asked = sim.requests() - before
        row("requests of starting 50 nodes", asked, "70", asked <= 70)
    with Sim(binaries, 5000, record=True) as sim:
        _, cpu, out = run(sim.ctl(binaries, "--json", "nodes"), sim.environment)
        asked = sim.requests()
        if len(json.loads(out)["nodes"]) != 5000:
            sys.exit("not all nodes were shown")
        row("requests of showing 5,000 nodes", asked, "40", asked <= 40)
        row("CPU of showing 5,000 nodes", f"{cpu * 1000:.0f} ms", "300 ms", cpu <= 0.3)
    version = [str(binaries / "skybroctl"), "--version"]
    walls = sorted(run(version, dict(os.environ))[0] for _ in range(20))
    row("`skybroctl --version`, median of 20", f"{walls[10] * 1000:.0f} ms", "30 ms", walls[10] <= 0.03)
    memory = peak_memory_kib(version) / 1024
    row("its peak memory", f"{memory:.1f} MiB", "40 MiB", memory <= 40)
    if not has_az:
        print("\nWithout the rows of az: azure-cli, or the folder of --az, is not there.")


if __name__ == "__main__":
    main()

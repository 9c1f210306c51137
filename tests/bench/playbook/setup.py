#!/usr/bin/env python3
"""Figures of setting up nodes: `skybroctl setup run` against `ansible-playbook -f 20` with pipelining, and against the
floor: the same commands by hand, each by ssh(1) over one shared connection a host. On the nodes of tests/testbed.

    setup.py [--bin FOLDER] [--hosts N]     prints one table; needs root, and Ansible for the rows that name it
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT / "tests" / "testbed"))
import nodes  # noqa: E402  (its folder is not a package)

ROUND_TRIP_MS = 30
MANY = 200
ANSIBLE = {"ANSIBLE_PIPELINING": "1", "ANSIBLE_PYTHON_INTERPRETER": "/usr/bin/python3", "ANSIBLE_NOCOLOR": "1"}


def row(figure, value, limit, good):
    print(f"| {figure} | {value} | {limit} | {'yes' if good else '**no**'} |", flush=True)


def timed(bed, *command, environment=None):
    """Seconds, and peak memory in MiB, of a command in control that must succeed."""
    since = time.monotonic()
    process = subprocess.Popen(bed.command("control", *command, environment=environment), stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))}: exit {process.returncode}\n{out[-4000:]}")
    return time.monotonic() - since, usage.ru_maxrss / 1024


def by_skybro(bed, work, program, playbook="site.yml", forks=20):
    return timed(bed, program, "setup", "run", work / playbook, "-i", work / "hosts", "-f", str(forks))


def by_ansible(bed, work):
    return timed(bed, "ansible-playbook", work / "site.yml", "-i", work / "hosts", "-f", "20", environment=ANSIBLE)[0]


def by_hand(bed, work):
    return timed(bed, "sh", "-c", 'xargs -P 20 -n 1 "$0/floor.sh" "$0" < "$0/hosts"', work)[0]


def twice(count, delay, visible, run):
    """Seconds of the first and the second run on fresh nodes."""
    with nodes.Bed(count, delay=delay, visible=visible) as bed:
        return run(bed), run(bed)


def write_hosts(work, names):
    (work / "hosts").write_text("\n".join(names) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=Path, default=ROOT / "build/release/bin")
    parser.add_argument("--hosts", type=int, default=20)
    options = parser.parse_args()
    program = options.bin.resolve() / "skybroctl"
    has_ansible = shutil.which("ansible-playbook") is not None
    print(f"Setting up {options.hosts} hosts with 20 tasks\n\n| figure | measured | limit | within |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="skybro-bench-", dir="/var/tmp") as folder:
        work = Path(folder) / "playbook"
        shutil.copytree(HERE, work)
        (work / "files" / "large").write_bytes(bytes(range(256)) * 256)
        write_hosts(work, [f"node{i}" for i in range(1, options.hosts + 1)])
        visible = [program.parent, folder]
        try:
            for delay, part, times in ((0, 15, "on this machine"), (ROUND_TRIP_MS, 10, f"{ROUND_TRIP_MS} ms away")):
                ours = twice(options.hosts, delay, visible, lambda bed: by_skybro(bed, work, program)[0])
                floor = twice(options.hosts, delay, visible, lambda bed: by_hand(bed, work))
                theirs = twice(options.hosts, delay, visible, lambda bed: by_ansible(bed, work)) if has_ansible else None
                for i, which in enumerate(("first", "second")):
                    if theirs:
                        row(f"{which} run, {times}, against Ansible", f"{ours[i]:.2f} s to {theirs[i]:.1f} s, 1/{theirs[i] / ours[i]:.1f}",
                            f"1/{part}", ours[i] <= theirs[i] / part)
                    if delay == 0:
                        row(f"{which} run, {times}, against the floor", f"{ours[i]:.2f} s to {floor[i]:.2f} s, {ours[i] / floor[i]:.2f}",
                            "2", ours[i] <= 2 * floor[i])
            with nodes.Bed(MANY // 10, addresses=10, visible=visible) as bed:
                write_hosts(work, bed.all_names)
                wall, memory = by_skybro(bed, work, program, "many.yml", forks=MANY)
                row(f"peak memory for {MANY} hosts ({wall:.1f} s)", f"{memory:.0f} MiB", "300 MiB", memory <= 300)
        except nodes.Unavailable as reason:
            print(f"SKYBRO_SKIP: {reason}")
            return
    if not has_ansible:
        print("\nWithout the rows of Ansible: package ansible is not installed.")


if __name__ == "__main__":
    main()

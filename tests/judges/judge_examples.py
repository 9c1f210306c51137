#!/usr/bin/env python3
"""Runs each example playbook on real nodes: in check mode, for the first time, and again, when nothing may change.

    judge_examples.py SKYBROCTL PLAYBOOKS [--rocky] [NAME…]     the folder of the examples, resources/playbooks; some or all

The real ansible-playbook sets up node1, Skybro node2: both must end with the same files, and tell the same of the node.

The nodes have systemd, and no network beyond each other. They are Debian 12, this machine's, with the packages installed
before; or by --rocky what calls itself Rocky Linux 9 (tests/testbed/rocky.sh): the real dnf installs packages of our own from
the node's disk, with EPEL in a repository of its own, which bring units and configuration as Rocky has them to Debian's
programs; the real firewalld runs, and a stand-in for NetworkManager. So SELinux, NetworkManager, Rocky's own builds and all
that differs in AlmaLinux or in version 8 are not judged.
"""
import argparse
import base64
import concurrent.futures
import re
import subprocess
import sys
import time
from pathlib import Path

import examples
import judge
import playbookside
from playbookside import nodes

PACKAGES = ("ansible-core", "chrony", "munge", "slurmd", "nfs-common", "libreswan", "postfix", "nftables", "firewalld")
def public_key(number):
    """A well-formed key that nobody has the private half of."""
    return "ssh-ed25519 " + base64.b64encode(b"\0\0\0\x0bssh-ed25519\0\0\0\x20" + bytes([number] * 32)).decode()


def missing_packages():
    done = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${db:Status-Abbrev}\n", *PACKAGES], capture_output=True, text=True,
                          check=False)
    return [name for name in PACKAGES if f"{name} ii" not in done.stdout]


def prepare(bed, playbooks, name, example):
    """A copy of the examples in control, with what the administrator adds."""
    work = Path("/root/examples")
    bed.run("control", "sh", "-c", f"rm -rf {work} && cp -r {playbooks} {work}")
    inside = bed.folder("control") / str(work)[1:]
    (inside / "ansible.cfg").write_text("[defaults]\ntimeout = 120\n", encoding="utf-8")  # a busy machine's sudo takes its time
    (inside / "hosts").write_text("[gateway]\nnode1\nnode2\n", encoding="utf-8")
    play = (inside / f"{example.get('playbook', name)}.yml").read_text(encoding="utf-8")
    (inside / "site.yml").write_text(play + example.get("also", ""), encoding="utf-8")
    (inside / "given.yml").write_text(
        re.sub("KEY([12])", lambda found: public_key(int(found[1])), example["variables"]), encoding="utf-8")
    for file, content in example.get("more", {}).items():
        (inside / file).write_bytes(content)
    for node in bed.names:
        for path, text in example.get("beforehand", {}).items():
            file = bed.folder(node) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            bed.run(node, "systemctl", "daemon-reload")
        for unit in example.get("start", []):
            bed.run(node, "systemctl", "start", unit)
    return work


def content(bed, node, path):
    return (bed.folder(node) / path).read_bytes().decode("utf-8", "replace")


def said(bed, node, command):
    """What it prints; the lines sorted, as firewalld has no order in what it opens."""
    return "".join(sorted(bed.run(node, *command.split(), check=False).stdout.splitlines(keepends=True)))


def look(bed, node, name, example):
    """Is the node as the example promises? What is wrong, in words."""
    wrong = []
    for path, (mode, part) in example["files"].items():
        file = bed.folder(node) / path
        if not file.exists():
            wrong.append(f"{path} is not there")
        elif f"{file.stat().st_mode & 0o7777:04o}" != mode:
            wrong.append(f"{path} has the mode {file.stat().st_mode & 0o7777:04o}, not {mode}")
        elif part is not None and part not in content(bed, node, path):
            wrong.append(f"{path} does not say {part!r}:\n{content(bed, node, path)[-1500:]}")
    for command, part in example.get("says", {}).items():
        if part not in said(bed, node, command):
            wrong.append(f"{command} does not say {part!r}: {said(bed, node, command)}")
    for unit in example.get("running", []):
        if bed.run(node, "systemctl", "is-active", unit, check=False).stdout.strip() != "active":
            wrong.append(f"{unit} does not run:\n" + bed.run(node, "systemctl", "status", unit, check=False).stdout)
    for unit in example.get("units", []):
        if bed.run(node, "systemctl", "cat", unit, check=False).returncode:
            wrong.append(f"there is no unit {unit}")
    return [f"{name} on {node}: {text}" for text in wrong]


def examine(side, node, name, example, recaps):
    """Runs the example in each mode; `recaps` gets the counts of each, to be compared."""
    wrong = []
    side.inventory = side.playbook / "hosts"
    for mode in playbookside.MODES:
        since = time.monotonic()
        side.run(mode)
        counts = side.recap.get(node, {})
        recaps.append({count: counts.get(count, 0) for count in playbookside.COUNTS})
        print(f"{time.monotonic() - since:5.1f} s  {name} by {side.name}, {mode}: {counts}", flush=True)
        output = side.out + side.err
        failures = [(title, facts.get("msg"), facts.get("stderr")) for title, outcome, facts in side.tasks.get(node, [])
                    if outcome in ("failed", "unreachable")]
        if side.code != 0 or counts.get("failed") or counts.get("unreachable") or not counts.get("ok"):
            wrong.append(f"{name} by {side.name}, {mode}: exit {side.code}, {failures or output[-2500:]}")
        if mode == "second" and counts.get("changed"):
            wrong.append(f"{name} by {side.name} changes again: "
                         f"{[title for title, outcome, _ in side.tasks[node] if outcome == 'changed']}")
        wrong += [f"{name} by {side.name}, {mode}: a secret is in the output" for secret in example.get("secrets", []) if secret in output]
    return wrong + look(side.bed, node, name, example)


def same(bed, name, example):
    """Do the two nodes agree on all that an example is about?"""
    wrong = []
    for path in example["files"]:
        if path == "swapfile" or re.search(r"etc/(passwd|hosts)$", path):
            continue  # an identity of its own; names of its own
        if bed.about("node1", path) != bed.about("node2", path):
            wrong.append(f"{name}: {path} differs: {bed.about('node1', path)} by Ansible, {bed.about('node2', path)} by Skybro")
    for command in example.get("says", {}):
        if said(bed, "node1", command) != said(bed, "node2", command):
            wrong.append(f"{name}: {command}: {said(bed, 'node1', command)} by Ansible, {said(bed, 'node2', command)} by Skybro")
    return wrong


def compare(bed, program, work, name, example):
    """Has both sides run the example at a time."""
    given = ["-e", "@given.yml"]
    theirs, ours = [], []
    with concurrent.futures.ThreadPoolExecutor(2) as both:
        left = both.submit(examine, playbookside.Ansible(bed, work, [*given, "-l", "node1"]), "node1", name, example, theirs)
        right = both.submit(examine, playbookside.Skybro(bed, work, [*given, "-l", "node2"], program), "node2", name, example, ours)
        wrong = left.result() + right.result() + same(bed, name, example)
    if theirs != ours:
        wrong.append(f"{name}: the recaps differ: {theirs} by Ansible, {ours} by Skybro")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("playbooks", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--rocky", dest="system", action="store_const", const="rocky", default="here")
    options = parser.parse_intermixed_args()
    program, playbooks = options.program.resolve(), options.playbooks.resolve()
    if absent := missing_packages():
        judge.skip(f"not installed (installer/deps --full): {', '.join(absent)}")
    wrong = []
    try:
        for name in options.names or examples.names(options.system):
            example = examples.of(name, options.system)
            # A bed each: the name servers that one sets up answer nobody, and the next would wait for them.
            with nodes.Bed(2, system=options.system, visible=[judge.ROOT, playbooks, program.parent]) as bed:
                wrong += compare(bed, program, prepare(bed, playbooks, name, example), name, example)
    except nodes.Unavailable as reason:
        judge.skip(reason)
    print("\n".join(wrong) if wrong else "the examples are in order")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()

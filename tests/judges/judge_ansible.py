#!/usr/bin/env python3
"""The real Ansible as the judge of `skybroctl setup run`: the same playbooks, on twin nodes, in check mode, then twice.

    judge_ansible.py SKYBROCTL [--only NAME…] [--remember FOLDER] [--jobs N]

Compares for each host the recap and how each task ended, handlers included; and for each node, after each run, the files
it has other than it booted with: content, mode, owner. Where they differ on purpose is in ON_PURPOSE, and why.
"""
import argparse
import concurrent.futures
import difflib
import hashlib
import pickle
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import judge
import nodestate
import playbookside
from playbookside import nodes

PLAYBOOKS = Path(__file__).resolve().parent / "playbooks"
# Playbook, parts of the differences' lines, why they differ.
ON_PURPOSE = [
    ("02-templates", ["/etc/filters.conf"], "a date in YAML stays text, which to_yaml then quotes"),
    ("04-commands", ["/srv/raw: contents differ", "/srv/script: contents differ"],
     "Ansible runs raw and script on a terminal, which ends their lines with \\r\\n"),
    ("09-includes", ["task Ansible Not there: ok"], "Ansible tells of an ignored include twice: failed, and ok"),
    ("16-services", ["task Ansible Before it is used: skipped"], "meta is no task: it has no column in the matrix, and no result"),
    ("19-downloads", ["recap changed 10 by Ansible, 9", "recap changed 3 by Ansible, 2"],
     "a download with a wrong sum changed nothing: Ansible says changed and failed"),
    ("22-unreachable", ["dead: recap unreachable", "dead: task Ansible Dead is not asked again"],
     "a host lost before comes back with the next play after clear_host_errors, Ansible begins the present one with it anew"),
    ("23-failures", ["task Ansible meta: skipped"], "meta is no task: it has no column in the matrix, and no result"),
    ("24-forms", ["/srv/action: -rw-r--r--", "/srv/dir: drwxr-xr-x"],
     "module_defaults count for a task written as action, too, which Ansible forgets"),
]


class Twins:
    """One playbook run by both sides."""

    def __init__(self, playbook, program, memory):
        self.playbook = playbook
        self.program = program
        self.memory = memory
        self.differences = []  # (mode, text)
        self.log = []

    def judge(self):
        options = playbookside.options_of(self.playbook)
        needed = 3
        with concurrent.futures.ThreadPoolExecutor(2) as both:
            left = both.submit(self.by_ansible, options, needed)
            right = both.submit(self.by_skybro, options, needed, left)
            ansible, skybro = left.result(), right.result()
        original = skybro.pop("original")
        for mode in playbookside.MODES:
            self.compare(mode, ansible[mode], skybro[mode], original)
        return self

    def by_ansible(self, options, needed):
        """Mode to (recap, tasks, states, seconds); remembered where a folder is given for that."""
        memory = self.memory / f"{self.playbook.name}-{fingerprint(self.playbook)}" if self.memory else None
        if memory and memory.exists():
            return pickle.loads(memory.read_bytes())
        with bed_for(self.playbook, needed, self.program) as bed:
            found = results(playbookside.Ansible(bed, self.playbook, options))
        if memory:
            memory.write_bytes(pickle.dumps(found))
        return found

    def by_skybro(self, options, needed, ansible):
        """The same, and "original": what gives a path's state as nodes boot with it."""
        with bed_for(self.playbook, needed, self.program) as bed:
            found = results(playbookside.Skybro(bed, self.playbook, options, self.program))
            runs = [run for run in [*found.values(), *ansible.result().values()] if not isinstance(run, str)]
            changed = {path for run in runs for state in run[2].values() for path in state}
            known = {path: nodestate.pristine(bed, path) for path in changed}
        found["original"] = known.get
        return found

    def compare(self, mode, ansible, skybro, original):
        def differ(text):
            self.differences.append((mode, text))

        if isinstance(skybro, str):
            differ(skybro)
            return
        for host in sorted(ansible[0].keys() | skybro[0].keys()):
            one = {name: ansible[0].get(host, {}).get(name, 0) for name in playbookside.COUNTS}
            other = {name: skybro[0].get(host, {}).get(name, 0) for name in playbookside.COUNTS}
            if one != other:
                differ(f"{host}: recap " + ", ".join(f"{name} {one[name]} by Ansible, {other[name]} by Skybro"
                                                     for name in playbookside.COUNTS if one[name] != other[name]))
        for host in sorted(ansible[1].keys() | skybro[1].keys()):
            one = [f"{title}: {outcome}" for title, outcome, _ in ansible[1].get(host, [])]
            other = [f"{title}: {outcome}" for title, outcome, _ in skybro[1].get(host, [])]
            for line in difflib.unified_diff(one, other, lineterm="", n=0):
                if not line.startswith(("---", "+++", "@@")):
                    differ(f"{host}: task {'Ansible' if line[0] == '-' else 'Skybro '} {line[1:]}{why(line, host, ansible, skybro)}")
        for node in sorted(ansible[2].keys() | skybro[2].keys()):
            paths = []  # one difference a path, so that a reason excuses no other
            for line in nodestate.differences(ansible[2][node], skybro[2][node], original):
                if line.startswith("/"):
                    paths.append(line)
                else:
                    paths[-1] += "\n" + line
            for text in paths:
                differ(f"{node}: {text}")


def why(line, host, ansible, skybro):
    """What the module said of a task that ended otherwise."""
    for title, outcome, result in (ansible if line[0] == "-" else skybro)[1].get(host, []):
        if f"{title}: {outcome}" == line[1:] and outcome == "failed":
            return f" ({str(result.get('msg', result))[:300]})"
    return ""


def fingerprint(playbook):
    found = hashlib.sha256()
    for path in sorted([*playbook.rglob("*"), playbook.parent / "hosts"]):
        if path.is_file():
            found.update(str(path.relative_to(playbook.parent)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def bed_for(playbook, count, program):
    bed = nodes.Bed(count, visible=[judge.ROOT, program.parent])
    www = playbook / "files" / "www"
    if www.exists():
        subprocess.Popen(bed.command("control", "python3", "-m", "http.server", "8080", "-d", www),  # goes with the bed
                         stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return bed


def results(side):
    found = {}
    for mode in playbookside.MODES:
        since = time.monotonic()
        try:
            side.run(mode)
        except (AssertionError, subprocess.TimeoutExpired) as error:
            if side.name == "ansible":
                raise
            found[mode] = str(error)
            continue
        states = {node: nodestate.state(side.bed, node) for node in ["control", *side.bed.names]}
        found[mode] = (side.recap, dict(side.tasks), states, time.monotonic() - since)
    return found


def on_purpose(playbook, text):
    for name, parts, reason in ON_PURPOSE:
        if playbook == name and any(part in text for part in parts):
            return reason
    return None


def report(twins, lock):
    """Prints how one playbook was judged; true when the sides agree."""
    name = twins.playbook.name
    unwanted = [(mode, text) for mode, text in twins.differences if not on_purpose(name, text)]
    with lock:
        print(f"{'differ' if unwanted else 'alike '}  {name}", flush=True)
        for mode, text in unwanted:
            print("    " + f"{mode}: {text}".replace("\n", "\n        "), flush=True)
        for reason in sorted({on_purpose(name, text) for _, text in twins.differences} - {None}):
            print(f"    on purpose: {reason}")
    return not unwanted


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--only", nargs="*", default=[], help="playbooks whose names begin so")
    parser.add_argument("--remember", type=Path, help="keeps what Ansible did in this folder, for the next time")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    if not shutil.which("ansible-playbook"):
        judge.skip("package ansible is not installed (installer/deps --full)")
    if options.remember:
        options.remember.mkdir(parents=True, exist_ok=True)
    playbooks = sorted(path.parent for path in PLAYBOOKS.glob("*/site.yml"))
    if options.only:
        playbooks = [path for path in playbooks if path.name.startswith(tuple(options.only))]
    for path in [path for path in playbooks if playbookside.missing_for(path)]:
        playbooks.remove(path)
        print(f"absent  {path.name}: without {', '.join(playbookside.missing_for(path))} (installer/deps --full)")
    try:
        nodes.Bed(1).down()
    except nodes.Unavailable as reason:
        judge.skip(reason)
    lock = threading.Lock()
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        alike = list(pool.map(lambda path: report(Twins(path, options.program.resolve(), options.remember).judge(), lock), playbooks))
    print(f"{sum(alike)} of {len(alike)} playbooks end alike by Ansible and by Skybro")
    return 0 if all(alike) else 1


if __name__ == "__main__":
    sys.exit(main())

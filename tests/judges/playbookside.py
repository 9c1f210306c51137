"""The two sides of the judge of playbooks: the real ansible-playbook and skybroctl, each on a test bed of its own."""
import collections
import json
import re
import shlex
import shutil
import sys
from pathlib import Path

import judge

sys.path.insert(0, str(judge.ROOT / "tests" / "testbed"))
import nodes  # noqa: E402  (its folder is not a package)

COUNTS = ("ok", "changed", "unreachable", "failed", "skipped", "rescued", "ignored")
MODES = {"check": ["--check"], "first": [], "second": []}


class Side:
    """One of them. What it did last: exit code, what it printed, `recap` and `tasks`.

    recap: host to its counts. tasks: host to a list of (title, outcome, facts told by the module) in their order.
    """
    name = ""

    def __init__(self, bed, playbook, options):
        self.bed = bed
        self.playbook = playbook
        self.options = options
        inventory = playbook / "hosts"
        self.inventory = inventory if inventory.exists() else playbook.parent / "hosts"
        self.code, self.out, self.err = 0, "", ""
        self.recap, self.tasks = {}, {}

    def call(self, *command, environment=None):
        done = self.bed.run("control", "sh", "-c", 'cd "$0" && exec "$@"', self.playbook, *command, environment=environment,
                            check=False, timeout=900)
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr


class Ansible(Side):
    name = "ansible"
    ENVIRONMENT = {
        "ANSIBLE_STDOUT_CALLBACK": "judge_events", "ANSIBLE_CALLBACK_PLUGINS": str(judge.ROOT / "tests" / "judges" / "callback"),
        "ANSIBLE_PIPELINING": "1", "ANSIBLE_PYTHON_INTERPRETER": "/usr/bin/python3",
        "ANSIBLE_NOCOLOR": "1", "ANSIBLE_DEPRECATION_WARNINGS": "0", "ANSIBLE_LOCALHOST_WARNING": "0", "PYTHONDONTWRITEBYTECODE": "1",
        "ANSIBLE_SHELL_ALLOW_WORLD_READABLE_TEMP": "1"}  # else it becomes none but root without setfacl

    def __init__(self, bed, playbook, options):
        super().__init__(bed, playbook, options)
        for node in ["control", *bed.names]:
            bed.run(node, "mkdir", "-p", "/run/judge-bytecode")
            for folder in Path("/etc").glob("python3.*"):
                kept = bed.folder(node) / str(folder)[1:] / "sitecustomize.py"
                kept.write_bytes((judge.ROOT / "tests" / "judges" / "bytecode.py").read_bytes())

    def run(self, mode):
        self.call("ansible-playbook", "site.yml", "-i", self.inventory, *self.options, *MODES[mode], environment=self.ENVIRONMENT)
        self.recap, self.tasks = None, collections.defaultdict(list)
        for line in self.out.splitlines():
            try:
                told = json.loads(line)
            except ValueError:
                continue  # warnings
            if "recap" in told:
                names = {"failures": "failed"}
                self.recap = {host: {names.get(key, key): count for key, count in counts.items()}
                              for host, counts in told["recap"].items()}
            else:
                self.tasks[told["host"]].append((told["task"], told["outcome"], told["result"]))
        if self.recap is None:
            raise AssertionError(f"ansible-playbook printed no recap:\n{self.out[-3000:]}\n{self.err[-3000:]}")


class Skybro(Side):
    name = "skybro"

    def __init__(self, bed, playbook, options, program):
        super().__init__(bed, playbook, options)
        self.program = program

    def run(self, mode):
        self.call(self.program, "setup", "run", "site.yml", "-i", self.inventory, "--json", *self.options, *MODES[mode])
        self.recap, self.tasks = {}, collections.defaultdict(list)
        titles = {}
        for line in self.out.splitlines():
            try:
                event = json.loads(line)
            except ValueError as error:
                raise AssertionError(f"skybroctl printed what is no JSON: {line}") from error
            kind = event["event"]
            if kind == "task-started":
                titles[event["task"]] = event.get("text", "")
            elif kind == "host-finished":
                outcome = {"ignored": "failed"}.get(event["outcome"], event["outcome"])
                self.tasks[event["host"]].append((titles[event["task"]], outcome, event.get("result") or {}))
            elif kind == "run-finished":
                self.recap = event.get("recap", {})
        if self.code not in (0, 1) or not self.recap and self.out:
            raise AssertionError(f"skybroctl: exit {self.code}\n{self.out[-2000:]}\n{self.err[-3000:]}")


def options_of(playbook):
    """What the playbook asks for beside itself: "# judge: OPTIONS" among its first lines."""
    return shlex.split(_told(playbook, "judge"))


def missing_for(playbook):
    """The programs that it needs and that are not here: "# needs: PROGRAMS"."""
    return [program for program in _told(playbook, "needs").split() if not shutil.which(program, path=nodes.PATH)]


def _told(playbook, word):
    found = re.search(rf"^# {word}: (.*)$", (playbook / "site.yml").read_text(encoding="utf-8"), re.M)
    return found[1] if found else ""

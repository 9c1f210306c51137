#!/usr/bin/env python3
"""Throwaway nodes on this machine: each a machine of its own with systemd, sshd and this machine's programs.

    nodes.py up N [--addresses K] [--delay MS] [--system SYSTEM] [--visible FOLDER]…
        boots node1 … nodeN (each under K names and addresses), prints a line of JSON when they are up, and takes them
        down on SIGTERM, SIGINT, or when its standard input ends
    nodes.py run N [the same] -- COMMAND…
        boots them, runs the command in "control", whose root has a key to all of them, takes them down
    nodes.py exec PID NODE COMMAND…
        runs a command in a node (or "control") of a bed that is up; PID is from its line of JSON

Needs root. Says SKYBRO_SKIP and why where the machine does not allow it. However it ends, even by SIGKILL, nothing stays.
"""
import argparse
import contextlib
import ctypes
import hashlib
import itertools
import json
import os
import select
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
TOOLS = {"ip": "iproute2", "sshd": "openssh-server", "ssh-keygen": "openssh-client", "unshare": "util-linux",
         "nsenter": "util-linux", "openssl": "openssl", "sudo": "sudo", "/lib/systemd/systemd": "systemd"}
# What nodes can be beside what this machine is, and what it takes.
SYSTEMS = {"here": {}, "rocky": {"dnf": "dnf", "rpmbuild": "rpm", "createrepo_c": "createrepo-c", "dpkg-query": "dpkg"}}
PR_SET_PDEATHSIG = 1
# As in node.sh: nobody in a node sets the clock that all share.
BOUND = "--bounding-set=-sys_time,-sys_module,-sys_rawio,-syslog,-wake_alarm"


class Unavailable(RuntimeError):
    """This machine can have no test bed; the text says why."""


def _die_with_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


# Of beds of this process: a name that came back would be taken away by the thread that takes down its former bearer.
_numbers = itertools.count()


def cgroup_root():
    """Where cgroup2 is mounted: systemd in a node wants a group of its own there."""
    for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines():
        _, folder, kind, options = line.split()[:4]
        if kind == "cgroup2" and "rw" in options.split(","):
            return Path(folder)
    raise Unavailable("no cgroup2 is mounted here")


def _sweep(root):
    """Removes the groups of beds whose processes were killed."""
    for group in root.glob("skybro-bed-*"):
        if not Path("/proc", group.name.rsplit("-", 1)[1]).exists():
            for folder, _, _ in os.walk(group, topdown=False):
                with contextlib.suppress(OSError):
                    os.rmdir(folder)


def require(tools):
    """Raises Unavailable unless this is root and the tools, {program: its package}, are installed."""
    if os.geteuid() != 0:
        raise Unavailable("a test bed needs root")
    for tool, package in tools.items():
        if not shutil.which(tool, path=PATH):
            raise Unavailable(f"package {package} is not installed (installer/deps --full)")


class Capsule:
    """Machines in mount, network and PID namespaces of their own, until down(), or until the thread that made it ends;
    also for `with`. `pid` is the first process there."""
    process = None
    pid = None

    def start(self, script, *arguments):
        """Runs the script inside, until it says "ready". Raises Unavailable with its words if it does not."""
        # unshare's child is the first process of a PID namespace: with it go all that it started.
        self.process = subprocess.Popen(
            ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", HERE / script, *map(str, arguments)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={"PATH": PATH, "LANG": "C.UTF-8"}, preexec_fn=_die_with_parent)
        try:
            if not select.select([self.process.stdout], [], [], 120)[0] or self.process.stdout.readline() != "ready\n":
                self.process.kill()
                raise Unavailable(f"no test bed here: {self.process.communicate()[1].strip()}")
            self.pid = int(Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()[0])
        except BaseException:
            self.down()
            raise

    def down(self):
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None
        # The kernel needs a moment to take the processes away.
        until = time.monotonic() + 10
        while self.pid and Path(f"/proc/{self.pid}").exists() and time.monotonic() < until:
            time.sleep(0.01)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.down()

    def command(self, node, *command, environment=None):
        """The argument list, for this machine, of a command in a node; its environment is as `environment` says."""
        return enter(self.pid, node, *command, environment=environment)

    def run(self, node, *command, environment=None, check=True, **options):
        """subprocess.run of a command in a node, output captured as text."""
        if "input" not in options:
            options.setdefault("stdin", subprocess.DEVNULL)
        done = subprocess.run(self.command(node, *command, environment=environment), capture_output=True, text=True,
                              errors="replace", check=False, **options)
        if check and done.returncode:
            raise AssertionError(f"{node}: {' '.join(map(str, command))}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def folder(self, node):
        """A node's root file system, seen from here; without what is mounted inside (/proc, /run, /dev). "pristine": as
        every node boots with it."""
        return Path(f"/proc/{self.pid}/root/mnt/{node}/root")


class Bed(Capsule):
    """`nodes` nodes and their "control". Raises Unavailable. `system`: one of SYSTEMS; "rocky" is Rocky Linux 9 with this
    machine's programs, see rocky.sh."""

    def __init__(self, nodes, addresses=1, delay=0, memory=4096, system="here", visible=()):
        require(TOOLS | SYSTEMS[system])
        self.cgroup = None
        self.visible = [str(path).strip("/") + "/" for path in visible]
        self.names = [f"node{i}" for i in range(1, nodes + 1)]
        self.all_names = self.names + [f"{name}x{k}" for k in range(2, addresses + 1) for name in self.names]
        root = cgroup_root()
        _sweep(root)
        for number in _numbers:
            try:
                cgroup = root / f"skybro-bed-{number}-{os.getpid()}"
                cgroup.mkdir()
                self.cgroup = cgroup
                break
            except FileExistsError:
                continue
            except OSError as error:
                raise Unavailable(f"no control group can be made: {error}") from error
        self.start("bed.sh", nodes, addresses, delay, memory, self.cgroup, system, *visible)

    def down(self):
        super().down()
        if self.cgroup is None:
            return
        until = time.monotonic() + 10
        while self.cgroup.exists() and time.monotonic() < until:
            for folder, _, _ in os.walk(self.cgroup, topdown=False):
                with contextlib.suppress(OSError):
                    os.rmdir(folder)
            time.sleep(0.02)

    def changed(self, node):
        """Paths below a node's root, without "/" before them, that differ from what it booted with."""
        upper = Path(f"/proc/{self.pid}/root/mnt/{node}/upper")
        found = []
        for folder, folders, files in os.walk(upper):
            inside = Path(folder).relative_to(upper)
            found += [str(inside / name) for name in folders + files]
        if node == "control":  # where the visible folders are mounted
            found = [path for path in found if not any(one.startswith(path + "/") for one in self.visible)]
        return sorted(found)

    def about(self, node, path):
        """What a path is, in a form to compare: (type and mode, user, group, content or target); None: not there."""
        file = self.folder(node) / path
        try:
            status = file.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        content = ""
        if stat.S_ISLNK(status.st_mode):
            content = os.readlink(file)
        elif stat.S_ISREG(status.st_mode):
            content = file.read_bytes() if status.st_size < 1 << 16 else hashlib.sha256(file.read_bytes()).hexdigest()
        return (stat.filemode(status.st_mode), status.st_uid, status.st_gid, content)


def enter(pid, node, *command, environment=None):
    variables = {"PATH": PATH, "HOME": "/root", "LANG": "C.UTF-8", **(environment or {})}
    # First into the bed, in whose /proc the node's own process has the number that it wrote down.
    inside = 'node=$0 bound=$1; shift; exec nsenter -t "$(cat /mnt/"$node"/pid)" -m -u -i -n -p -C -r -w setpriv "$bound" env -i "$@"'
    return ["nsenter", "-t", str(pid), "-m", "-n", "-p", "-r", "-w", "sh", "-c", inside, node, BOUND,
            *(f"{name}={value}" for name, value in variables.items()), *map(str, command)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="action", required=True)
    for name in ("up", "run"):
        one = commands.add_parser(name)
        one.add_argument("nodes", type=int)
        one.add_argument("--addresses", type=int, default=1)
        one.add_argument("--delay", type=float, default=0, help="round trip from control to the nodes, in milliseconds")
        one.add_argument("--system", choices=SYSTEMS, default="here", help="what the nodes are")
        one.add_argument("--visible", action="append", default=[], help="a folder of this machine that control sees")
        if name == "run":
            one.add_argument("command", nargs="+")
    one = commands.add_parser("exec")
    one.add_argument("pid", type=int)
    one.add_argument("node")
    one.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    if options.action == "exec":
        command = enter(options.pid, options.node, *options.command)
        os.execvp(command[0], command)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        bed = Bed(options.nodes, options.addresses, options.delay, system=options.system, visible=options.visible)
    except Unavailable as reason:
        print(f"SKYBRO_SKIP: {reason}")
        return
    with bed:
        if options.action == "run":
            sys.exit(subprocess.run(bed.command("control", *options.command), check=False).returncode)
        print(json.dumps({"pid": bed.pid, "control": "control", "nodes": bed.all_names}), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""A real site-to-site tunnel on this machine: Libreswan on-premise, strongSwan in the part of Azure's VPN gateway.

    host 10.2.0.10 ── gateway 10.2.0.1 | 203.0.113.1 ══ 203.0.113.2 | 10.0.0.1 azure ── vm 10.0.1.4

    tunnel.py up [--bare] [--visible FOLDER]…
        boots all four, prints a line of JSON when they are up, and takes them down on SIGTERM, SIGINT, or when its standard
        input ends. The gateway has connection "azure", not up yet; with --bare it has none
    tunnel.py connect PID                   until traffic passes; PID is from the line of JSON of a bed that is up
    tunnel.py fault PID NAME | heal PID     breaks it, mends all that is broken; `tunnel.py faults` lists what there is
    tunnel.py azure PID KEY=VALUE…          Azure's side: key, ike, esp, local, remote, rekey (as swanctl.conf has them)
    tunnel.py exec PID PLACE COMMAND…       runs a command in host, gateway, azure, vm; in host for who works on-premise
    tunnel.py record FOLDER [FAULT…]        writes down what both daemons say 5, 15 and 60 s after each fault

In all four, root, admin (sudo without) and operator (sudo with the password "sesame") have the key of host's root, and
host's root knows them by these names. Needs root. Says SKYBRO_SKIP and why where the machine does not allow it. However it
ends, even by SIGKILL, nothing stays.
"""
import argparse
import dataclasses
import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import nodes
import tunnelrecord
from nodes import Unavailable
from tunnelfaults import CONNECTION, FAULTS

ROOT = nodes.HERE.parents[1]
STRONGSWAN = ROOT / "build" / "judges" / "strongswan"
TOOLS = {**{tool: nodes.TOOLS[tool] for tool in ("ip", "sshd", "ssh-keygen", "unshare", "nsenter", "openssl", "sudo",
                                                 "/lib/systemd/systemd")},
         "linux.uml": "user-mode-linux", "/usr/libexec/ipsec/pluto": "libreswan", "ping": "iputils-ping",
         "iptables-legacy": "iptables", "certutil": "libnss3-tools", "modprobe": "kmod", "sysctl": "procps"}
GUESTS = ("gateway", "azure")
VM = "10.0.1.4"
KEY = "testbed-psk-0123456789"
# What the machine itself must allow: an overlay over its root, bridges, taps, and to trace other processes, by which User
# Mode Linux lives.
PROBE = """
mount -t tmpfs bed /mnt && mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work /mnt/root
ip link add bridge type bridge
ip tuntap add tap mode tap
ip link add one type veth peer name other
python3 -c 'import ctypes, os, sys; c = ctypes.CDLL(None, use_errno=True)
if c.ptrace(0, 0, 0, 0): sys.exit("ptrace: " + os.strerror(ctypes.get_errno()))'
"""

# As sites have it that follow Microsoft's samples, but for modp1024, which stands there and which Debian's Libreswan lacks.
CONF = f"""conn {CONNECTION}
    authby=secret
    auto=add
    type=tunnel
    ikev2=insist
    left=203.0.113.1
    leftsubnet=10.2.0.0/16
    right=203.0.113.2
    rightsubnet=10.0.0.0/16
    ike=aes256-sha1;modp2048
    esp=aes128-sha1
    ikelifetime=8h
    salifetime=1h
    dpddelay=30
    dpdaction=restart
    pfs=no
"""


@dataclasses.dataclass(frozen=True)
class Azure:
    """What Azure's side of the connection is told, in swanctl.conf's words."""
    key: str = KEY
    ike: str = "aes256-sha1-modp2048,aes256-sha1-modp1024"
    esp: str = "aes128-sha1"
    local: str = "10.0.0.0/16"
    remote: str = "10.2.0.0/16"
    rekey: str = "1h"

    def swanctl(self):
        return f"""connections {{ {CONNECTION} {{
    version = 2
    local_addrs = 203.0.113.2
    remote_addrs = 203.0.113.1
    proposals = {self.ike}
    keyingtries = 0
    mobike = no
    dpd_delay = 30s
    rekey_time = 8h
    local {{ auth = psk
        id = 203.0.113.2 }}
    remote {{ auth = psk
        id = 203.0.113.1 }}
    children {{ {CONNECTION} {{
        local_ts = {self.local}
        remote_ts = {self.remote}
        esp_proposals = {self.esp}
        rekey_time = {self.rekey}
        dpd_action = restart }} }} }} }}
secrets {{ ike-1 {{ id-a = 203.0.113.2
    id-b = 203.0.113.1
    secret = "{self.key}" }} }}
"""


def _until(command):
    """A shell's command line that tries the command until a daemon that begins lets it succeed; fails after 30 s."""
    return f"for i in $(seq 300); do {command} && exit; sleep 0.1; done; exit 1"


class Tunnel(nodes.Capsule):
    """The four machines, up when it is made. `azure` is how Azure's side should be; faults change what it is. Raises
    Unavailable; what a machine refuses to do, AssertionError."""

    def __init__(self, bare=False, azure=Azure(), visible=()):
        nodes.require(TOOLS)
        if not (STRONGSWAN / "usr/lib/ipsec/charon").exists():
            raise Unavailable("strongSwan is not unpacked in build/judges/strongswan (installer/deps --full)")
        probe = subprocess.run(["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "sh", "-ec", PROBE],
                               stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if probe.returncode:
            raise Unavailable(f"this machine can have no test bed: {probe.stderr.strip()}")
        try:
            self.start("tunnel.sh", STRONGSWAN, *visible)
        except Unavailable as reason:  # it is no fault of the machine
            raise AssertionError(str(reason)) from reason
        try:
            self.set_azure(azure)
            self.shell("gateway", _until("ipsec whack --status >/dev/null"))
            if not bare:
                self.configure_gateway(CONF, f'203.0.113.1 203.0.113.2 : PSK "{KEY}"\n')
        except BaseException:
            self.down()
            raise

    @classmethod
    def of(cls, pid):
        """One that another process has up."""
        tunnel = cls.__new__(cls)
        tunnel.pid = int(pid)
        return tunnel

    def _state(self, name):
        """What a bed knows of itself, for all who work with it."""
        return Path(f"/proc/{self.pid}/root/mnt/{name}")

    @property
    def azure(self):
        return Azure(**json.loads(self._state("azure.json").read_text(encoding="utf-8")))

    @property
    def faults(self):
        file = self._state("faults")
        return file.read_text(encoding="utf-8").split() if file.exists() else []

    def command(self, node, *command, environment=None):
        if node not in GUESTS:
            return super().command(node, *command, environment=environment)
        words = shlex.join([*(f"{name}={value}" for name, value in (environment or {}).items()), *map(str, command)])
        return self._inside("ssh", "-F", "/mnt/ssh_config", node, "env " + words if environment else words)

    def _inside(self, *command):
        return ["nsenter", "-t", str(self.pid), "-m", "-n", "-p", "-r", "-w", *command]

    def shell(self, node, text, check=True, **options):
        """run() of a shell's command line."""
        return self.run(node, "sh", "-c", text, check=check, **options)

    def line(self, end, change):
        """Changes, as ip-link(8) has it, the end of a line between two machines: see tunnel.sh."""
        subprocess.run(self._inside("ip", "link", "set", end, *change.split()), check=True)

    def configure_gateway(self, conf, secrets):
        """Writes and loads the connection that the gateway's Libreswan has: texts of ipsec.conf and ipsec.secrets."""
        self.shell("gateway", f"umask 077; cat > /etc/ipsec.d/{CONNECTION}.secrets", input=secrets)
        self.shell("gateway", f"cat > /etc/ipsec.d/{CONNECTION}.conf; "
                              f"ipsec auto --rereadsecrets; ipsec auto --add {CONNECTION}", input=conf)

    def set_azure(self, azure, begin_again=True):
        """Gives Azure's side other settings, for good."""
        self._state("azure.json").write_text(json.dumps(dataclasses.asdict(azure)), encoding="utf-8")
        self.configure_azure(azure, begin_again)

    def configure_azure(self, azure, begin_again=True):
        """Gives it other settings until the next heal()."""
        self.shell("azure", "umask 077; cat > /etc/swanctl/swanctl.conf; "
                            f"{_until('swanctl --load-all --noprompt')}", input=azure.swanctl())
        if begin_again:
            self.shell("azure", f"swanctl --terminate --ike {CONNECTION} --force --timeout 2", check=False)

    def passes(self, payload=56, patience=2):
        """Whether an ICMP echo of that many bytes, in one piece, comes back from the VM within `patience` seconds."""
        echo = ["ping", "-q", "-n", "-c1", "-M", "do", "-s", payload, "-W", patience, VM]
        return self.run("host", *echo, check=False).returncode == 0

    def wait(self, passing, payload=56, within=30):
        """Seconds until traffic passes, or until it does not; AssertionError if that takes too long."""
        since = time.monotonic()
        while self.passes(payload, 2 if passing else 1) != passing:
            if time.monotonic() - since > within:
                wrong = "does not pass" if passing else "still passes"
                raise AssertionError(f"traffic {wrong} after {within} s:\n{self.status()}")
        return time.monotonic() - since

    def status(self):
        return self.shell("gateway", "ipsec briefstatus; ipsec showstates; journalctl -u ipsec -n 20 --no-pager -o cat",
                          check=False).stdout

    def connect(self, within=30):
        """Seconds until the connection is up, begun anew, and traffic passes."""
        since = time.monotonic()
        self.shell("gateway", f"ipsec auto --down {CONNECTION}; timeout 20 ipsec auto --up {CONNECTION}", check=False)
        self.wait(True, within=within)
        return time.monotonic() - since

    def fault(self, name):
        """Breaks it."""
        with self._state("faults").open("a", encoding="utf-8") as file:
            file.write(name + "\n")
        FAULTS[name].breaks(self)

    def heal(self, connect=True):
        """Mends all that fault() broke; with `connect`, returns seconds until traffic passes again."""
        since = time.monotonic()
        broken = [FAULTS[name] for name in reversed(self.faults)]
        for fault in broken:
            fault.mends(self)
        self._state("faults").write_text("", encoding="utf-8")
        if not connect:
            return 0
        if any(fault.anew for fault in broken) or not self.passes(max([56, *(fault.payload for fault in broken)])):
            self.connect()
        return time.monotonic() - since


def attached(options):
    """Commands for a bed that another process has up."""
    tunnel = Tunnel.of(options.pid)
    match options.action:
        case "connect":
            print(f"{tunnel.connect():.1f} s")
        case "fault":
            tunnel.fault(options.name)
        case "heal":
            print(f"{tunnel.heal():.1f} s")
        case "azure":
            tunnel.set_azure(dataclasses.replace(tunnel.azure, **dict(word.split("=", 1) for word in options.settings)))
        case "exec":
            command = tunnel.command(options.place, *options.command)
            os.execvp(command[0], command)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="action", required=True)
    one = commands.add_parser("up")
    one.add_argument("--bare", action="store_true", help="the gateway has no connection yet")
    one.add_argument("--visible", action="append", default=[], help="a folder of this machine that host and vm see")
    commands.add_parser("faults")
    one = commands.add_parser("record")
    one.add_argument("folder", type=Path)
    one.add_argument("faults", nargs="*", metavar="FAULT", help="all, if none is named")
    for name in ("connect", "fault", "heal", "azure", "exec"):
        one = commands.add_parser(name)
        one.add_argument("pid", type=int)
        if name == "fault":
            one.add_argument("name", choices=FAULTS)
        elif name == "azure":
            one.add_argument("settings", nargs="+", metavar="KEY=VALUE")
        elif name == "exec":
            one.add_argument("place", choices=["host", "gateway", "azure", "vm"])
            one.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    unknown = set(options.faults) - set(FAULTS) if options.action == "record" else None
    if unknown:
        parser.error(f"no such fault: {', '.join(sorted(unknown))}")
    if options.action == "faults":
        for name, fault in FAULTS.items():
            print(f"{name:17} {fault.about}")
        return
    if options.action not in ("up", "record"):
        attached(options)
        return
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        if options.action == "record":
            with Tunnel() as tunnel:
                tunnelrecord.record(tunnel, options.folder, options.faults or FAULTS)
            return
        with Tunnel(options.bare, visible=options.visible) as tunnel:
            print(json.dumps({"pid": tunnel.pid, "host": "10.2.0.10", "gateway": "10.2.0.1", "vm": VM}), flush=True)
            sys.stdin.read()
    except Unavailable as reason:
        print(f"SKYBRO_SKIP: {reason}")


if __name__ == "__main__":
    main()

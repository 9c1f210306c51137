"""A gateway with a firewall, on this machine's own kernel: the guests of tunnel.py know no nftables.

    control ── node2 at home 10.213.0.11 ── 10.213.0.10 node1 203.0.113.1 ── 203.0.113.2 node3, 10.0.1.4 "in Azure"

No IPsec is between them: judged is what the firewall lets through, and what becomes of TCP's segments.
"""
import json
import subprocess
from pathlib import Path

import nodes

VM = "10.0.1.4"
SITE = """azure: {subscription: 00000000-0000-0000-0000-000000000000, credential: environment}
gateway: {host: node1, connection: azure, address: 203.0.113.1, networks: [10.213.0.0/16]}
tunnel: {profile: strong, azureAddress: 203.0.113.2, azureNetworks: [10.0.0.0/16]}
"""
WIRE = """ip link add wan1 type veth peer name wan3
ip link set wan1 netns "$(cat /mnt/node1/pid)"
ip link set wan3 netns "$(cat /mnt/node3/pid)"
"""
# Says what it is told on ports 500, 4500 and 501, and by ESP; begins to with "ready".
LISTEN = """
import select, socket, sys, time
names = {}
for port in (500, 4500, 501):
    one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    one.bind(("203.0.113.1", port))
    names[one] = str(port)
names[socket.socket(socket.AF_INET, socket.SOCK_RAW, 50)] = "esp"
print("ready", flush=True)
heard, until = set(), time.monotonic() + 1.5
while time.monotonic() < until:
    for one in select.select(list(names), [], [], 0.1)[0]:
        one.recv(99)
        heard.add(names[one])
print(*sorted(heard))
"""
TELL = """
import contextlib, socket
for kind, proto, port in ((socket.SOCK_DGRAM, 0, 500), (socket.SOCK_DGRAM, 0, 4500), (socket.SOCK_DGRAM, 0, 501), (socket.SOCK_RAW, 50, 0)):
    one = socket.socket(socket.AF_INET, kind, proto)
    one.bind(("203.0.113.2", 0))
    with contextlib.suppress(OSError):
        one.sendto(b"x" * 40, ("203.0.113.1", port))
"""
# A firewall of nftables as a site may have it.
STRICT = """for chain in input forward; do
    nft add table inet filter
    nft add chain inet filter $chain "{ type filter hook $chain priority 0; policy drop; }"
    nft add rule inet filter $chain ct state established,related accept
done
nft add rule inet filter input tcp dport 22 accept
"""
# Largest segment that the other end takes, less 12 bytes for time stamps; "blocked".
SEGMENT = """
import socket, sys
try:
    print(socket.create_connection((sys.argv[1], 22), 2).getsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG))
except OSError:
    print("blocked")
"""


def segment(run, node, address):
    """What `run` of a bed's finds on the way from there."""
    return run(node, "python3", "-c", SEGMENT, address).stdout.strip()


class GatewayBed(nodes.Bed):
    """The three, and in control's home the site "gateway", an inventory and the playbook that the product writes."""

    def __init__(self, program):
        super().__init__(3, visible=[Path(program).parent])
        self.program = program
        try:
            subprocess.run(["nsenter", "-t", str(self.pid), "-m", "-n", "-p", "-r", "-w", "sh", "-ec", WIRE], check=True)
            self.shell("node1", "ip link set wan1 name wan0; ip addr add 203.0.113.1/29 dev wan0; ip link set wan0 up; "
                                "ip route add 10.0.0.0/16 via 203.0.113.2")
            self.shell("node3", "ip link set wan3 name wan0; ip addr add 203.0.113.2/29 dev wan0; ip link set wan0 up; "
                                f"ip addr add {VM}/32 dev lo; ip route add 10.213.0.11 via 203.0.113.1 src {VM}")
            self.shell("control", "mkdir -p .config/skybro/sites; cat >.config/skybro/sites/gateway.yaml", SITE)
            self.shell("control", "cat >hosts.ini", "node1\n[onpremise]\nnode2\n")
            self.shell("control", f"{program} --site gateway tunnel config show --playbook >tunnel.yml")
        except BaseException:
            self.down()
            raise

    def shell(self, node, text, stdin=""):
        return self.run(node, "sh", "-ec", "cd; " + text, input=stdin).stdout

    def play(self):
        """Runs the playbook; how many tasks changed something, on all of them."""
        said = self.shell("control", f"{self.program} setup run tunnel.yml -i hosts.ini --json").splitlines()
        return sum(host["changed"] for host in json.loads(said[-1])["recap"].values())

    def told(self):
        """What `tunnel config show` says."""
        return json.loads(self.shell("control", f"{self.program} --site gateway tunnel config show --json"))

    def heard(self):
        """What of the far gateway's comes in."""
        listener = subprocess.Popen(self.command("node1", "python3", "-c", LISTEN), stdout=subprocess.PIPE, text=True)
        listener.stdout.readline()
        self.run("node3", "python3", "-c", TELL)
        return listener.communicate()[0].split()

    def passes(self):
        """(from home, from Azure): largest segments, or "blocked"."""
        return segment(self.run, "node2", VM), segment(self.run, "node3", "10.213.0.11")

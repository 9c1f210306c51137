#!/usr/bin/env python3
"""The tunnel's test bed itself: it comes up, passes traffic, breaks and heals as told, and is gone afterwards, however it
ended."""
import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
import unittest
from pathlib import Path

import nodes
import tunnel

STRONG = """conn azure
    authby=secret
    auto=start
    ikev2=insist
    left=%defaultroute
    leftid=203.0.113.1
    leftsubnet=10.2.0.0/16
    right=203.0.113.2
    rightsubnet=10.0.0.0/16
    ike=aes256-sha2_256;modp2048
    esp=aes_gcm256;modp2048
    pfs=yes
"""


def processes_of(namespace):
    """Ids of the processes in a PID namespace."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and os.readlink(folder / "ns/pid") == namespace:
                found.append(folder.name)
        except OSError:
            pass  # gone since
    return found


def traces():
    """What a bed might leave on this machine, where others are at work, too."""
    ours = {"host", "vm", "gateway", "azure", "lan", "wan", "vnet", "gateway0", "gateway1", "azure0", "azure1"}
    names = {str(path) for place in ("/run/netns", "/sys/class/net", Path.home() / ".uml")
             for path in Path(place).glob("*") if path.name in ours}
    mounts = {line for line in Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()
              if line.split()[4].startswith("/mnt") or " - tmpfs bed " in line or "hostfs" in line}
    return names | mounts


class TunnelTest(unittest.TestCase):
    """`tunnel` and `before`, the traces before it came up, are main's."""

    @classmethod
    def setUpClass(cls):
        # Nothing passes in the clear: what does, passes through the tunnel.
        assert not cls.tunnel.passes()
        print(f"connected in {cls.tunnel.connect():.1f} s", flush=True)

    @classmethod
    def tearDownClass(cls):
        namespace = os.readlink(f"/proc/{cls.tunnel.pid}/ns/pid")
        since = time.monotonic()
        cls.tunnel.down()
        print(f"down in {time.monotonic() - since:.1f} s", flush=True)
        assert processes_of(namespace) == []
        assert traces() == cls.before
        with tunnel.Tunnel() as again:
            print(f"once more: connected in {again.connect():.1f} s", flush=True)
        assert traces() == cls.before

    def on_premise(self, *command, check=True, **options):
        return self.tunnel.run("host", "ssh", "-o", "BatchMode=yes", *command, check=check, **options).stdout

    def test_both_ways(self):
        self.tunnel.wait(True)
        self.tunnel.run("vm", "ping", "-q", "-c1", "-W2", "10.2.0.10")
        self.tunnel.run("host", "test", "-x", nodes.HERE / "tunnel.py")
        self.assertEqual(self.on_premise("vm", "hostname; id -un").split(), ["vm", "root"])
        self.assertIn('"azure"', self.tunnel.run("gateway", "ipsec", "trafficstatus").stdout)
        self.assertIn("ESTABLISHED", self.tunnel.run("azure", "swanctl", "--list-sas", "--raw").stdout)

    def test_ways_into_the_gateway(self):
        status = "ipsec trafficstatus"
        self.assertIn('"azure"', self.on_premise("gateway", status))
        self.assertIn('"azure"', self.on_premise("admin@gateway", f"sudo -n {status}"))
        self.assertIn('"azure"', self.on_premise("operator@gateway", f"echo sesame | sudo -S -p '' {status}"))
        self.assertEqual(self.on_premise("operator@gateway", f"sudo -n {status}", check=False), "")
        self.assertNotIn('"azure"', self.on_premise("admin@gateway", status, check=False))
        self.assertIn("Linux gateway 6.", self.on_premise("gateway", "uname -a"))
        self.assertIn("pluto", self.on_premise("gateway", "journalctl -u ipsec -n 5 --no-pager"))
        self.assertEqual(self.on_premise("gateway", "systemctl is-active ipsec").strip(), "active")

    def test_another_configuration(self):
        """As a program brings it that works on-premise, and as Azure is told to match it."""
        before = self.tunnel.azure
        write = "umask 077; cp -p /etc/ipsec.d/azure.* /root/; cat > /etc/ipsec.d/azure.secrets; cat /etc/ipsec.d/azure.secrets"
        secret = '203.0.113.1 203.0.113.2 : PSK "another-key"\n'
        self.assertEqual(self.on_premise("gateway", write, input=secret), secret)
        self.on_premise("admin@gateway", "sudo -n tee /etc/ipsec.d/azure.conf", input=STRONG)
        self.tunnel.set_azure(dataclasses.replace(before, key="another-key", ike="aes256-sha256-modp2048",
                                                  esp="aes256gcm16-modp2048"))
        self.on_premise("gateway", "ipsec addconn --checkconfig && ipsec auto --rereadsecrets && ipsec auto --replace azure")
        self.tunnel.connect()
        self.assertIn("AES_GCM_16_256", self.tunnel.run("gateway", "ipsec", "status").stdout)
        self.on_premise("gateway", "mv /root/azure.* /etc/ipsec.d/; ipsec auto --rereadsecrets; ipsec auto --replace azure")
        self.tunnel.set_azure(before)
        self.tunnel.connect()

    def test_bulk(self):
        self.tunnel.shell("vm", "iperf3 -s -1 -D")
        done = json.loads(self.tunnel.run("host", "iperf3", "-c", tunnel.VM, "-t", "1", "--json").stdout)
        rate = done["end"]["sum_received"]["bits_per_second"] / 1e6
        print(f"throughput {rate:.0f} Mbit/s", flush=True)
        self.assertGreater(rate, 1)

    def test_a_fault_and_its_end(self):
        """The others break it, and heal, under the eyes of judge_tunnel. Large packets are what an MTU stops: small ones pass."""
        fault = tunnel.FAULTS["mtu"]
        try:
            self.tunnel.fault("mtu")
            self.tunnel.wait(False, fault.payload, within=60)
            self.assertTrue(self.tunnel.passes(patience=5))
        finally:
            self.tunnel.heal()
        self.tunnel.wait(True, fault.payload)
        self.assertEqual(self.tunnel.faults, [])

    def test_killed_beside_others(self):
        """Another one and a bed of nodes are up at the same time, and the other one is killed in the middle of its work."""
        cli = [sys.executable, "-B", nodes.HERE / "tunnel.py"]
        process = subprocess.Popen([*cli, "up"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        with nodes.Bed(1) as bed:
            about = json.loads(process.stdout.readline())
            namespace = os.readlink(f"/proc/{about['pid']}/ns/pid")
            subprocess.run([*cli, "connect", str(about["pid"])], check=True, stdout=subprocess.DEVNULL)
            subprocess.run([*cli, "fault", str(about["pid"]), "vm-down"], check=True)
            self.assertGreater(len(processes_of(namespace)), 4)
            self.tunnel.wait(True, within=5)            # one bed's fault is no other's
            process.send_signal(signal.SIGKILL)
            process.communicate()
            until = time.monotonic() + 30
            while processes_of(namespace):
                self.assertLess(time.monotonic(), until, "the bed outlives the one who asked for it")
                time.sleep(0.05)
            self.assertEqual(bed.run("control", "ssh", "node1", "hostname").stdout.strip(), "node1")
        self.assertEqual(traces(), self.before)
        self.tunnel.wait(True, within=5)


if __name__ == "__main__":
    os.environ["PATH"] = nodes.PATH
    TunnelTest.before = traces()
    begun = time.monotonic()
    try:
        TunnelTest.tunnel = tunnel.Tunnel(visible=[tunnel.ROOT / "tests"])
    except nodes.Unavailable as reason:
        print(f"SKYBRO_SKIP: {reason}")
        sys.exit(0)
    print(f"up in {time.monotonic() - begun:.1f} s", flush=True)
    unittest.main(verbosity=2)

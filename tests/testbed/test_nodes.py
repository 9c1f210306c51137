#!/usr/bin/env python3
"""The test bed itself: nodes come up, are machines of their own, and are gone afterwards, however it ended."""
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import unittest
from pathlib import Path

import nodes


class NodesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bed = nodes.Bed(2, addresses=2)

    @classmethod
    def tearDownClass(cls):
        cls.bed.down()

    def ssh(self, host, command, check=True):
        return self.bed.run("control", "ssh", "-o", "BatchMode=yes", host, command, check=check)

    def test_ways_in(self):
        self.assertEqual(self.ssh("node1", "hostname; id -un").stdout.split(), ["node1", "root"])
        self.assertEqual(self.ssh("node2x2", "hostname").stdout.strip(), "node2")
        self.assertEqual(self.ssh("admin@node2", "sudo -n id -un").stdout.strip(), "root")
        self.assertNotEqual(self.ssh("operator@node2", "sudo -n id -un", check=False).returncode, 0)
        self.assertEqual(self.ssh("operator@node2", "echo sesame | sudo -S -p '' id -un").stdout.strip(), "root")

    def test_a_machine_of_its_own(self):
        self.assertEqual(self.ssh("node1", "cat /proc/1/comm").stdout.strip(), "systemd")
        self.ssh("node1", "systemctl start cron && systemctl is-active cron && echo x > /etc/judged && rm /etc/motd")
        self.assertNotEqual(self.ssh("node2", "systemctl is-active cron || ls /etc/judged", check=False).returncode, 0)
        self.assertEqual({"etc/judged", "etc/motd"} & set(self.bed.changed("node1")), {"etc/judged", "etc/motd"})
        self.assertEqual(self.bed.about("node1", "etc/judged"), ("-rw-r--r--", 0, 0, b"x\n"))
        self.assertIsNone(self.bed.about("node1", "etc/motd"))
        self.assertFalse(Path("/etc/judged").exists())
        self.assertEqual(self.ssh("node1", "ls -A /tmp /home/admin").stdout.split(), ["/home/admin:", ".ssh", "/tmp:"])

    def test_what_all_share(self):
        """The kernel is this machine's: nothing that a node does may change it for others."""
        zone = self.ssh("node1", "systemctl start dbus; timedatectl set-timezone Asia/Tokyo; readlink /etc/localtime")
        self.assertIn("Asia/Tokyo", zone.stdout)
        set_clock = "import time; time.clock_settime(time.CLOCK_REALTIME, time.time())"  # what it is: no harm if it works
        for node in ("control", "node1"):
            self.assertIn("PermissionError", self.bed.run(node, "python3", "-c", set_clock, check=False).stderr)
        self.assertIn("PermissionError", self.ssh("node1", f'python3 -c "{set_clock}"', check=False).stderr)
        self.assertNotEqual(self.ssh("node1", "echo 1 > /proc/sys/vm/swappiness", check=False).returncode, 0)
        self.ssh("node1", "echo 1 > /proc/sys/net/ipv4/ip_forward")

    def test_a_line_that_takes_its_time(self):
        with nodes.Bed(1, delay=200) as bed:
            bed.run("control", "ssh", "-M", "-N", "-f", "-S", "/tmp/master", "node1")
            since = time.monotonic()
            bed.run("control", "ssh", "-S", "/tmp/master", "node1", "true")
            self.assertGreater(time.monotonic() - since, 0.39)  # two exchanges at the least

    def test_another_system(self):
        for tool, package in nodes.SYSTEMS["rocky"].items():
            if not shutil.which(tool, path=nodes.PATH):
                self.skipTest(f"package {package} is not installed (installer/deps --full)")
        with nodes.Bed(1, system="rocky") as bed:
            def told(command):
                return bed.run("control", "ssh", "-o", "BatchMode=yes", "node1", command, check=False).stdout.strip()
            self.assertEqual(told("cat /etc/redhat-release; . /etc/os-release; echo $ID"), "Rocky Linux release 9.4 (Blue Onyx)\nrocky")
            self.assertEqual(told("ls /etc/debian_version /usr/bin/apt-get /usr/bin/dpkg /etc/init.d"), "")
            self.assertEqual(told("for unit in chrony chronyd munge slurmd ipsec; do systemctl show -P LoadState $unit; done"),
                             "\n".join(["not-found"] * 5))
            self.assertEqual(told("dnf -qy install slurm-slurmd; rpm -q slurm-slurmd"), "package slurm-slurmd is not installed")
            self.assertEqual(told("dnf -qy install epel-release munge >&2; dnf -qy install slurm-slurmd >&2; rpm -q slurm"),
                             "slurm-9.4-1.el9.noarch")
            self.assertEqual(told("stat -c '%U %a' /etc/munge; systemctl show -P LoadState munge"), "munge 700\nloaded")

    def test_killed(self):
        process = subprocess.Popen([sys.executable, "-B", nodes.HERE / "nodes.py", "up", "1"], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, text=True)
        about = json.loads(process.stdout.readline())
        self.assertTrue(Path(f"/proc/{about['pid']}").exists())
        process.send_signal(signal.SIGKILL)
        process.communicate()
        until = time.monotonic() + 30
        while Path(f"/proc/{about['pid']}").exists():
            self.assertLess(time.monotonic(), until, "the bed outlives the one who asked for it")
            time.sleep(0.05)
        nodes.Bed(1).down()
        left = [group.name for group in nodes.cgroup_root().glob(f"skybro-bed-*-{process.pid}")]
        self.assertEqual(left, [])


if __name__ == "__main__":
    os.environ["PATH"] = nodes.PATH
    try:
        nodes.Bed(1).down()
    except nodes.Unavailable as reason:
        print(f"SKYBRO_SKIP: {reason}")
        sys.exit(0)
    unittest.main()

#!/usr/bin/env python3
"""Judges `skybroctl tunnel config` on a real tunnel: it comes up from the files that the product wrote and applied over SSH,
what does not work is taken back by itself, however the change broke off, and the pre-shared key is told nowhere.

    judge_tunnelconfig.py SKYBROCTL SKYBRO-SIM [TEST…]      all tests, if none is named

The program works in the test bed's host, as an administrator's desktop does on-premise. Of Azure, skybro-sim plays the
resource manager and strongSwan the gateway; what one is told the judge carries over to the other.
"""
import dataclasses
import json
import signal
import subprocess
import sys
import time
import unittest
from pathlib import Path

import gatewaybed
import nodes
import tunnel

KEY = "judge-key-0123456789-abcdefghijklmnop"
DEFAULT = dataclasses.replace(tunnel.Azure(), key=KEY)
STRONG = dataclasses.replace(DEFAULT, ike="aes256-sha256-modp2048", esp="aes256gcm16-modp2048")
GATEWAY = ("gateway: {host: %s, connection: azure, azureConnection: onprem-to-azure, address: 203.0.113.1, "
           "networks: [10.2.0.0/16], probe: 10.0.1.4}\n")
TUNNEL = "tunnel: {profile: %s, azureAddress: 203.0.113.2, azureNetworks: [10.0.0.0/16]%s}\n"
AZURE = "azure: {subscription: 00000000-0000-0000-0000-000000000000, credential: environment}\n"
LEGACY = ", ike: aes256-sha1;modp2048, esp: aes128-sha1"
WRONG = ", ike: aes256-sha1;modp2048, esp: aes256-sha2_256"
# As an administrator may have it; it means what the site file "legacy" says.
BY_HAND = """# our tunnel; ask Bente before you change it
conn %default
    authby=secret

conn our-proposals      # older devices
\tike = aes256-sha1-modp2048
\tphase2alg="aes128-sha1"

conn azure
    also=our-proposals
    type=tunnel
    ikev2=insist
    auto=add
    # the office
    left=%defaultroute
    leftid=203.0.113.1
    leftsubnet=10.2.0.0/16

    right=203.0.113.2
    rightsubnet=10.0.0.0/16
    ikelifetime=8h
    salifetime=7.5h
    dpddelay=40
    dpdaction=restart
    pfs=no
    x-of-our-own="kept as it is"
"""
# A rule that makes Azure refuse the fourth key: after the one that works, and the two of the one that is put back.
FAULTS = {"rules": [{"method": "PUT", "path": "/sharedkey$", "nth": 4, "status": 400,
                     "body": {"error": {"code": "Refused", "message": "Not now."}}}]}
ASK_SIM = """
import json, ssl, urllib.parse, urllib.request
ready = json.load(open("/root/ready.json"))
trust = ssl.create_default_context(cafile=ready["ca"])
form = {"grant_type": "client_credentials", "client_id": ready["clientId"], "client_secret": ready["clientSecret"],
        "scope": ready["endpoint"] + "/.default"}
token = json.load(urllib.request.urlopen(ready["authority"].rstrip("/") + "/" + ready["tenant"] + "/oauth2/v2.0/token",
                                         urllib.parse.urlencode(form).encode(), context=trust))["access_token"]
def get(path):
    request = urllib.request.Request(ready["endpoint"] + path + "?api-version=2022-07-01",
                                     headers={"Authorization": "Bearer " + token})
    return json.load(urllib.request.urlopen(request, context=trust))
path = ("/subscriptions/" + ready["subscription"] + "/resourceGroups/rg-network"
        "/providers/Microsoft.Network/connections/onprem-to-azure")
connection = get(path)
print(json.dumps({"policies": connection["properties"]["ipsecPolicies"], "key": get(path + "/sharedkey")["value"],
                  "tags": connection.get("tags"), "to": connection["properties"]["localNetworkGateway2"]}))
"""


class Judge(unittest.TestCase):
    """`tunnel`, `program` and `sim` are main's. In the order of their names: each begins where the one before ended."""
    said = []  # all that the program has ever printed

    @classmethod
    def setUpClass(cls):
        cls.shell("install -m 600 /dev/null /root/key; cat >/root/key", KEY + "\n")
        cls.tunnel.shell("gateway", "systemctl enable ipsec")  # else each answer says that nobody starts it at boot
        for name, profile, more in (("default", "azure-default", ""), ("strong", "strong", ""), ("legacy", "azure-default", LEGACY),
                                    ("wrong", "azure-default", WRONG)):
            cls.site(name, AZURE + GATEWAY % "gateway" + TUNNEL % (profile, more))

    @classmethod
    def shell(cls, text, stdin=""):
        return cls.tunnel.shell("host", text, input=stdin).stdout

    @classmethod
    def site(cls, name, text):
        cls.shell(f"mkdir -p /root/.config/skybro/sites; cat >/root/.config/skybro/sites/{name}.yaml", text)

    def gateway(self, text, **options):
        return self.tunnel.shell("gateway", text, **options).stdout

    def begin(self, *command, errors=subprocess.STDOUT):
        """A process in host that end() ends: nsenter, which leads there, would leave it behind."""
        return subprocess.Popen(self.tunnel.command("host", "sh", "-c", 'echo $$ >/root/pid; exec "$@"', "sh", *command),
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True)

    def end(self, pid, number):
        self.tunnel.run("host", "kill", f"-{number}", pid, check=False)

    def command(self, site, *arguments):
        return self.program, "--site", site, "tunnel", "config", *arguments

    def config(self, site, *arguments, code=0):
        done = self.tunnel.run("host", *self.command(site, *arguments), check=False)
        self.said.append(done.stdout + done.stderr)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout, done.stderr

    def apply(self, site, *arguments, code=0, azure="--gateway-only"):
        since = time.monotonic()
        said = self.config(site, "apply", "--yes", *filter(None, [azure]), *arguments, code=code)[1]
        print(f"\n  {time.monotonic() - since:5.1f} s: {said.strip().splitlines()[-1][:150]}", flush=True)
        return said

    def files(self):
        """What is under the gateway's /etc that a change might touch: modes, owners, sums."""
        return self.gateway("cd /etc; find ipsec.d ipsec.conf ipsec.secrets sysctl.d -type f -printf '%m %u:%g %p ' "
                            "-exec sha256sum {} \\; | sort; cd /proc/sys/net/ipv4; cat ip_forward conf/all/rp_filter")

    def text(self, path):
        return self.gateway(f"cat {path}")

    def test_1_what_the_build_refuses_is_said_before_anything_is_written(self):
        before = self.files()
        said = self.apply("default", "--key-file", "/root/key", code=2)
        self.assertIn("modp1024", said)
        self.assertIn("not supported", said)
        self.assertEqual(self.files(), before)
        self.config("strong", "diff", "--gateway-only", code=1)     # no key anywhere

    def test_2_up_from_the_files_that_were_written(self):
        self.tunnel.set_azure(STRONG)
        self.assertFalse(self.tunnel.passes())
        shown = self.config("strong", "diff", "--gateway-only", "--key-file", "/root/key")[0]
        self.assertIn("+conn azure", shown)
        self.apply("strong", "--key-file", "/root/key")
        self.tunnel.wait(True, within=5)
        self.assertIn("AES_GCM_16_256", self.gateway("ipsec status"))
        modes = self.gateway("stat -c '%a %U %n' /etc/ipsec.d/azure.* /etc/sysctl.d/60-skybro-azure.conf").splitlines()
        self.assertEqual(modes, ["644 root /etc/ipsec.d/azure.conf", "600 root /etc/ipsec.d/azure.secrets",
                                 "644 root /etc/sysctl.d/60-skybro-azure.conf"])
        self.assertEqual(self.text("/etc/ipsec.d/azure.secrets"), f'203.0.113.1 203.0.113.2 : PSK "{KEY}"\n')
        self.assertEqual(self.gateway("cat /proc/sys/net/ipv4/conf/all/rp_filter").strip(), "2")
        # Kept, where only we can read it; nothing is left to do, on the gateway neither.
        kept = self.shell("find /root/.config/skybro/secrets -type f -printf '%m\\n'").split()
        self.assertEqual(kept, ["600"])
        self.assertEqual(self.config("strong", "diff", "--gateway-only")[0], "")
        self.assertEqual(self.gateway("ls -A /etc/ipsec.d | grep skybro || true"), "")
        self.assertEqual(self.gateway("systemctl list-timers --all | grep skybro || true"), "")

    def test_3_the_other_profile_and_another_user(self):
        """By sudo without a password; with one it is refused, and nothing happens."""
        self.tunnel.set_azure(DEFAULT)
        self.site("sudo", AZURE + GATEWAY % "admin@gateway" + TUNNEL % ("azure-default", LEGACY))
        self.site("password", AZURE + GATEWAY % "operator@gateway" + TUNNEL % ("azure-default", LEGACY))
        before = self.files()
        self.assertIn("without a password", self.apply("password", "--key-file", "/root/key", code=1))
        self.assertEqual(self.files(), before)
        self.apply("sudo", "--key-file", "/root/key")
        self.tunnel.wait(True, within=5)
        status = self.gateway("ipsec status")
        self.assertIn("AES_CBC_128-HMAC_SHA1_96", status)
        self.assertNotIn("AES_GCM_16_256-", self.gateway("ipsec showstates"))
        self.apply("legacy", "--key-file", "/root/key")             # a site of another name, and nothing to change

    def test_4_what_the_gateway_can_not_read_is_not_touched(self):
        before = self.files()
        # A file of somebody else's that does not parse: Libreswan would not start with it.
        self.gateway("printf 'conn broken\\n  no key\\n' >/etc/ipsec.d/broken.conf")
        self.assertIn("broken.conf:2", self.apply("wrong", "--key-file", "/root/key", code=2))
        self.gateway("rm /etc/ipsec.d/broken.conf")
        self.assertEqual(self.files(), before)
        self.assertTrue(self.tunnel.passes())                       # it was never cut

    def test_5_killed_in_the_middle(self):
        """Nobody is there to take it back but the gateway: see test_5c."""
        type(self).before = self.files()
        process = self.begin(*self.command("wrong", "apply", "--yes", "--gateway-only", "--within", "10", "--key-file", "/root/key"))
        self.gateway("until [ -e /var/lib/skybro-tunnel/azure/current/armed ]; do sleep 0.2; done")
        since = time.monotonic()
        self.end(self.shell("cat /root/pid").strip(), "KILL")
        self.said.append(process.communicate()[0])
        self.tunnel.wait(False, within=20)
        type(self).killed = since

    def test_5b_a_playbook_for_the_gateway(self):
        """Run as it is told to, with each of the firewalls, whose commands for a shell do the same; a second run changes
        nothing. Meanwhile the timer of test_5 runs."""
        with gatewaybed.GatewayBed(self.program) as bed:
            self.assertEqual(bed.passes(), ("blocked", "blocked"))                   # there is no route, and no forwarding
            self.assertEqual(bed.play(), 6)
            self.assertEqual(bed.play(), 0)
            self.assertEqual(bed.passes(), ("1338", "1338"))
            self.assertIn("10.0.0.0/16 via 10.213.0.10 ", bed.shell("node2", "ip route"))
            self.assertEqual(bed.shell("node1", "cd /proc/sys/net/ipv4; cat ip_forward conf/all/rp_filter"), "1\n2\n")
            bed.shell("node1", "systemctl start nftables; systemctl restart nftables")   # which forgets all rules there are
            self.assertEqual(bed.passes(), ("1338", "1338"))
            bed.shell("node1", gatewaybed.STRICT)
            self.assertEqual((bed.passes(), bed.heard()), (("blocked", "blocked"), []))
            bed.shell("node1", "\n".join(bed.told()["nftables"]))
            self.assertEqual((bed.passes(), bed.heard()), (("1338", "1338"), ["4500", "500", "esp"]))
            bed.shell("node1", "systemctl stop skybro-mss-azure nftables; nft flush ruleset; systemctl start firewalld; "
                               "until firewall-cmd -q --state; do sleep 0.1; done")
            self.assertEqual((bed.passes(), bed.heard()), (("blocked", "blocked"), []))
            self.assertEqual(bed.play(), 2)
            self.assertEqual(bed.play(), 0)
            self.assertEqual((bed.passes(), bed.heard()), (("1338", "1338"), ["4500", "500", "esp"]))
            bed.shell("node1", "firewall-cmd -q --permanent --delete-policy=skybro-tunnel; firewall-cmd -q --permanent "
                               "--remove-service=ipsec; firewall-cmd -q --reload; nft delete table inet skybro_azure")
            self.assertEqual((bed.passes(), bed.heard()), (("blocked", "blocked"), []))
            bed.shell("node1", "\n".join(bed.told()["firewalld"]))
            self.assertEqual((bed.passes(), bed.heard()), (("1338", "1338"), ["4500", "500", "esp"]))

    def test_5c_the_gateway_took_it_back(self):
        self.tunnel.wait(True, within=90)
        print(f"\n  {time.monotonic() - self.killed:5.1f} s: the gateway took it back by itself", flush=True)
        self.assertEqual(self.files(), self.before)
        self.site("wrong", AZURE + GATEWAY % "gateway" + TUNNEL % ("azure-default", LEGACY))
        self.assertIn("was interrupted", self.apply("wrong", "--key-file", "/root/key"))

    def test_5d_a_firewall_around_the_real_tunnel(self):
        """The guest's kernel knows iptables only: the rules of `show`, word for word, or as iptables has them."""
        told = json.loads(self.config("legacy", "show", "--json")[0])
        self.assertEqual(gatewaybed.segment(self.tunnel.run, "host", tunnel.VM), "1448")
        rules = ["-P INPUT DROP", "-P FORWARD DROP", "-A INPUT -i lan0 -j ACCEPT"]
        for words in map(str.split, told["firewalld"]):
            if "--direct" in words:
                table, chain, _, *rule = words[words.index("ipv4") + 1:]
                rules.append(f"-t {table} -A {chain} {' '.join(rule)}")
        for rule in told["nftables"]:
            for nft, words in (("nft insert rule inet filter input", "-A INPUT"), ("nft insert rule inet filter forward", "-A FORWARD"),
                               ("ip saddr", "-s"), ("ip daddr", "-d"), ("udp dport { 500, 4500 }", "-p udp -m multiport --dports 500,4500"),
                               ("meta l4proto esp", "-p esp"), ("{", ""), ("}", ""), ("accept", "-j ACCEPT")):
                rule = rule.replace(nft, words)
            rules.append(rule)
        self.gateway("set -e; " + "; ".join(f"iptables {rule}" for rule in rules))
        self.tunnel.connect()
        self.assertEqual(gatewaybed.segment(self.tunnel.run, "host", tunnel.VM), "1338")
        self.gateway("iptables -D INPUT -s 203.0.113.2 -p esp -j ACCEPT")            # they are what lets it pass
        self.assertFalse(self.tunnel.passes(patience=1))
        self.gateway("iptables -P INPUT ACCEPT; iptables -P FORWARD ACCEPT; iptables -F; iptables -t mangle -F")
        self.tunnel.wait(True, within=5)

    def test_6_by_hand_and_unchanged(self):
        """A file by hand that means the same stays byte for byte; one change touches one line; rollback takes it back."""
        self.gateway("cat >/etc/ipsec.d/azure.conf; ipsec auto --replace azure", input=BY_HAND)
        self.assertEqual(self.config("legacy", "diff", "--gateway-only")[0], "")
        self.apply("legacy")
        self.assertEqual(self.text("/etc/ipsec.d/azure.conf"), BY_HAND)
        self.tunnel.connect()
        self.site("legacy", AZURE + GATEWAY % "gateway" + (TUNNEL % ("azure-default", LEGACY)).replace("10.0.0.0/16", "10.0.0.0/16, 10.1.0.0/16"))
        self.tunnel.set_azure(dataclasses.replace(DEFAULT, local="10.0.0.0/16,10.1.0.0/16"))
        self.apply("legacy")
        changed = self.text("/etc/ipsec.d/azure.conf")
        self.assertEqual(changed, BY_HAND.replace("    rightsubnet=10.0.0.0/16\n", "").replace(
            "    x-of-our-own=\"kept as it is\"\n", "    x-of-our-own=\"kept as it is\"\n    rightsubnets=\"10.0.0.0/16 10.1.0.0/16\"\n"))
        self.tunnel.set_azure(DEFAULT)
        self.config("legacy", "rollback", "--yes", "--gateway-only")
        self.assertEqual(self.text("/etc/ipsec.d/azure.conf"), BY_HAND)
        self.tunnel.wait(True, within=20)

    def test_6a_a_key_that_others_may_read(self):
        """Its file is closed although the key stays, and taken back it stays closed."""
        mode = "stat -c %a /etc/ipsec.d/azure.secrets"
        self.site("legacy", AZURE + GATEWAY % "gateway" + TUNNEL % ("azure-default", LEGACY))
        self.gateway("chmod 644 /etc/ipsec.d/azure.secrets")
        shown, said = self.config("legacy", "diff", "--gateway-only")
        self.assertEqual(shown, "# chmod 600 /etc/ipsec.d/azure.secrets\n")
        self.assertIn("may read the pre-shared key in /etc/ipsec.d/azure.secrets", said)
        self.apply("legacy")
        self.assertEqual(self.gateway(mode), "600\n")
        self.config("legacy", "rollback", "--yes", "--gateway-only")
        self.assertEqual(self.gateway(mode), "600\n")
        self.tunnel.wait(True, within=20)

    def test_6b_files_that_nothing_goes_by(self):
        """They need no change, but the connection is not loaded, or the daemon does not run: brought into force."""
        self.site("legacy", AZURE + GATEWAY % "gateway" + TUNNEL % ("azure-default", LEGACY))
        for missing in ("ipsec auto --delete azure", "systemctl stop ipsec"):
            self.gateway(missing)
            before = self.files()
            self.assertIn("is in force", self.apply("legacy"))
            self.assertEqual(self.files(), before)
            self.tunnel.wait(True, within=5)
            self.assertNotIn("is in force", self.apply("legacy"))

    def test_6c_another_connection_to_the_same_subnets(self):
        """A probe is answered, but through the one that is there already."""
        self.site("second", AZURE + (GATEWAY % "gateway").replace("connection: azure,", "connection: az.ure-2,") +
                  TUNNEL % ("azure-default", LEGACY))
        before = self.files()
        self.assertIn("leads to the same subnets as", self.config("second", "diff", "--gateway-only")[1])
        said = self.apply("second", "--within", "10", code=1)
        self.assertIn("did not come up within 10 second", said)
        self.assertEqual(self.files(), before)
        self.tunnel.wait(True, within=20)
        self.assertNotIn("az.ure-2", self.gateway("ipsec status"))

    def azure(self):
        found = json.loads(self.tunnel.run("host", "python3", "-c", ASK_SIM).stdout)
        self.keys.append(found["key"])
        return found

    def wait_for(self, process, happens):
        """Until it happens that the process brings about."""
        while not happens():
            self.assertIsNone(process.poll(), process.stdout.read() if process.poll() is not None else "")
            time.sleep(0.3)

    def test_7_both_ends_in_one_step(self):
        """The policy and another key for Azure and the gateway; each half that fails takes the other back."""
        self.shell("cat >/root/faults.json", json.dumps(FAULTS))
        sim = self.begin(self.sim, "--nodes", "1", "--operation-time", "500", "--faults", "/root/faults.json",
                         "--write-site", "/root/sim.yaml", "--tls-dir", "/root/tls", errors=None)
        self.shell("cat >/root/ready.json", sim.stdout.readline())
        self.addClassCleanup(sim.communicate)
        self.addClassCleanup(self.end, self.shell("cat /root/pid").strip(), "TERM")
        simulated = self.shell("cat /root/sim.yaml")
        self.site("both", simulated.split("gateway:")[0] + GATEWAY % "gateway" + TUNNEL % ("strong", ""))
        # What is inherited can not be overridden: that is said, and nothing changes.
        self.assertIn("inherits", self.config("both", "apply", "--yes", "--new-key", code=1)[1])
        self.gateway("cat >/etc/ipsec.d/azure.conf; ipsec auto --replace azure", input=tunnel.CONF)
        before = self.azure()
        shown = self.config("both", "diff", "--new-key")[0]
        self.assertIn("another pre-shared key", shown)
        self.assertIn('+    "ipsecEncryption": "GCMAES256"', shown)
        process = self.begin(*self.command("both", "apply", "--yes", "--new-key"))
        self.wait_for(process, lambda: self.azure()["key"] != before["key"])
        after = self.azure()
        self.tunnel.set_azure(dataclasses.replace(STRONG, key=after["key"]))
        said = process.communicate()[0]
        self.said.append(said)
        self.assertEqual(process.returncode, 0, said)
        print(f"\n  {said.strip()}", flush=True)
        self.assertEqual(len(after["key"]), 44)                     # 32 bytes in Base64
        self.assertEqual(after["policies"][0]["ipsecEncryption"], "GCMAES256")
        self.assertEqual(after["to"], before["to"])
        self.assertIn(after["key"], self.text("/etc/ipsec.d/azure.secrets"))
        self.tunnel.wait(True, within=5)
        self.assertEqual(self.config("both", "diff")[0], "")

        files = self.files()                                        # the gateway's half fails: strongSwan keeps its key
        said = self.apply("both", "--new-key", "--within", "10", code=1, azure=None)
        self.assertIn("did not pass within 10 second", said)
        self.assertIn("AUTHENTICATION_FAILED", said)
        self.assertEqual(self.azure(), after)
        self.assertEqual(self.files(), files)
        self.tunnel.wait(True, within=20)
        self.assertIn("Not now.", self.apply("both", "--new-key", code=1, azure=None))
        self.assertEqual(self.azure(), after)                       # Azure's half fails
        self.assertEqual(self.files(), files)
        self.assertTrue(self.tunnel.passes())

    def test_8_killed_when_azure_was_changed(self):
        """The next command asks the gateway how it ended, and puts Azure's end to match: whether it was told already or not."""
        before, files = self.azure(), self.files()
        for moment in ("Azure has the key", "the gateway, too"):
            process = self.begin(*self.command("both", "apply", "--yes", "--new-key"))
            self.wait_for(process, lambda: self.azure()["key"] != before["key"])
            if moment == "the gateway, too":
                self.gateway("until [ -e /var/lib/skybro-tunnel/azure/current/touched ]; do sleep 0.1; done")
            self.end(self.shell("cat /root/pid").strip(), "KILL")
            self.said.append(process.communicate()[0])
            self.assertNotEqual(self.azure(), before)
            self.assertIn("not put back yet", self.config("both", "apply", "--yes", "--gateway-only", code=1)[1])
            since = time.monotonic()
            shown, said = self.config("both", "diff")
            print(f"\n  {time.monotonic() - since:5.1f} s: {said.strip().splitlines()[0][:150]}", flush=True)
            self.assertIn("Azure's end was put back", said)
            self.assertEqual(shown, "")
            self.assertEqual(self.azure(), before)
            self.assertEqual(self.files(), files)
            self.tunnel.wait(True, within=5)
        self.assertEqual(self.config("both", "diff")[0], "")       # once

    def test_9_both_ends_are_taken_back(self):
        """A good change that altered policy and key at both ends, and later was not wanted any more."""
        before, files = self.azure(), self.files()
        simulated = self.shell("cat /root/sim.yaml")
        self.site("other", simulated.split("gateway:")[0] + GATEWAY % "gateway" + TUNNEL % ("azure-default", LEGACY))
        process = self.begin(*self.command("other", "apply", "--yes", "--new-key"))
        self.wait_for(process, lambda: self.azure()["key"] != before["key"])
        changed = self.azure()
        self.tunnel.set_azure(dataclasses.replace(DEFAULT, key=changed["key"]))
        said = process.communicate()[0]
        self.said.append(said)
        self.assertEqual(process.returncode, 0, said)
        self.assertNotEqual(changed["policies"], before["policies"])
        # One after it that failed, and was put back at both ends, is none to take back, and hides no other.
        self.assertIn("did not pass", self.apply("other", "--new-key", "--within", "10", code=1, azure=None))
        self.assertEqual(self.azure(), changed)
        self.tunnel.wait(True, within=20)
        self.assertIn("say --yes", self.config("other", "rollback", code=2)[1])
        process = self.begin(*self.command("other", "rollback", "--yes"))
        self.wait_for(process, lambda: self.azure() == before)
        self.tunnel.set_azure(dataclasses.replace(STRONG, key=before["key"]))
        said = process.communicate()[0]
        self.said.append(said)
        self.assertEqual(process.returncode, 0, said)
        self.assertIn("Both ends have back", said)
        self.assertEqual(self.azure(), before)
        self.assertEqual(self.files(), files)
        self.tunnel.wait(True, within=5)
        self.assertIn("no change", self.config("other", "rollback", "--yes", code=1)[1])

    def test_a_no_key_is_told(self):
        keys = set(self.keys) | {KEY}
        self.assertGreaterEqual(len(keys), 3)
        told = "\n".join(self.said)
        kept = self.shell("find /root/.local/state/skybro -type f -exec cat {} +; true").encode(errors="replace").decode()
        logs = self.gateway("journalctl --no-pager -o cat; cat /var/log/auth.log 2>/dev/null; true")
        self.assertGreater(len(kept), 1000)
        for key in keys:
            for where, text in (("output", told), ("journal and log", kept), ("the gateway's log", logs)):
                self.assertNotIn(key, text, where)
        # What rests on the gateway of a change is root's alone.
        self.assertEqual(self.gateway("stat -c %a /var/lib/skybro-tunnel").strip(), "700")
        holders = self.gateway(f"grep -rlF -e {' -e '.join(sorted(keys))} /etc /var /run /tmp /root 2>/dev/null; true").split()
        self.assertTrue(all(path == "/etc/ipsec.d/azure.secrets" or path.startswith("/var/lib/skybro-tunnel/azure/current/backup/")
                            for path in holders), holders)


if __name__ == "__main__":
    Judge.program, Judge.sim = (str(Path(word).resolve()) for word in sys.argv[1:3])
    Judge.keys = []
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        Judge.tunnel = tunnel.Tunnel(bare=True, visible=sorted({str(Path(word).resolve().parent) for word in sys.argv[1:3]}))
    except nodes.Unavailable as reason:
        print(f"SKYBRO_SKIP: {reason}")
        sys.exit(0)
    begun = time.monotonic()
    with Judge.tunnel:
        result = unittest.main(argv=[sys.argv[0], *(f"Judge.{name}" for name in sys.argv[3:])], verbosity=2, failfast=True, exit=False).result
    print(f"judged in {time.monotonic() - begun:.0f} s", flush=True)
    sys.exit(not result.wasSuccessful())

#!/usr/bin/env python3
"""Runs each example playbook on real nodes: in check mode, for the first time, and again, when nothing may change.

    judge_examples.py SKYBROCTL PLAYBOOKS [NAME…]     the folder of the examples, resources/playbooks; some or all of them

The real ansible-playbook sets up node1, Skybro node2: both must end with the same files. The nodes are Debian 12 with
systemd; they have no network beyond each other, so that what is installed is installed before. What is there for RHEL's
rebuilds only (firewalld, EPEL) is not run here.
"""
import base64
import re
import secrets
import subprocess
import sys
from pathlib import Path

import judge
import playbookside
from playbookside import nodes

PACKAGES = ("ansible-core", "chrony", "munge", "slurmd", "nfs-common", "libreswan", "postfix", "nftables")
PSK = "psk-" + secrets.token_hex(16)
MUNGE_KEY = secrets.token_bytes(128)

# What an administrator would give to each, and the files that must be there afterwards: mode and a part of the content.
EXAMPLES = {
    "cloud-node": {
        "variables": """
base_hostname: renamed
base_domain: cluster.test
base_hosts: [{address: 10.213.0.1, names: head head.cluster.test}]
base_dns_servers: [10.0.0.2, 10.0.0.3]
base_dns_search: [cluster.test]
base_accounts_from: "{{ inventory_hostname }}"
base_accounts_names: [operator]
base_groups: [{name: hpc, gid: 2000}]
base_users: [{name: anna, uid: 2010, group: hpc, groups: [adm], comment: Anna}]
base_authorized_keys: [{user: anna, keys: [KEY1 one, KEY2 two]}]
base_mail_relay: smtp.cluster.test:587
base_mail_root: hpc-admin@cluster.test
base_time_servers: [10.213.0.1]
base_timezone: Europe/Copenhagen
base_swap_mb: 4
base_swap_on: false
""",
        # Nodes of the test bed may not set the clock that they share with this machine.
        "beforehand": {
            "etc/systemd/system/chrony.service.d/testbed.conf":
                "[Unit]\nConditionCapability=\n[Service]\nType=simple\nExecStart=\nExecStart=!/usr/sbin/chronyd -x -d\n",
        },
        "files": {
            "etc/hostname": ("0644", "renamed\n"),
            "etc/hosts": ("0644", "127.0.1.1 renamed.cluster.test renamed\n"),
            "etc/resolv.conf": ("0644", "search cluster.test\nnameserver 10.0.0.2\nnameserver 10.0.0.3\n"),
            "etc/passwd": ("0644", "anna:x:2010:2000:Anna:/home/anna:/bin/bash\n"),
            "home/anna/.ssh/authorized_keys": ("0600", "two\n"),
            "etc/postfix/main.cf": ("0644", "relayhost = [smtp.cluster.test]:587\n"),
            "etc/aliases": ("0644", "root: hpc-admin@cluster.test\n"),
            "etc/chrony/chrony.conf": ("0644", "server 10.213.0.1 iburst\n"),
            "etc/security/limits.d/90-cluster.conf": ("0644", "* - memlock unlimited\n"),
            "etc/fstab": ("0644", "/swapfile none swap sw 0 0\n"),
            "swapfile": ("0600", "SWAPSPACE2"),
        },
    },
    "slurm-node": {
        "variables": "slurm_munge_key: munge.key\nslurm_conf: slurm.conf\nslurm_conf_more: [cgroup.conf]\n",
        "more": {
            "munge.key": MUNGE_KEY,
            "slurm.conf": b"ClusterName=test\nSlurmctldHost=control\nProctrackType=proctrack/linuxproc\nTaskPlugin=task/none\n"
                          b"SlurmdSpoolDir=/var/spool/slurmd\nSlurmdLogFile=/var/log/slurm/slurmd.log\n"
                          b"NodeName=node1,node2\nPartitionName=all Nodes=ALL\n",
            # A machine that has both versions of control groups is refused by slurmd when it has to choose.
            "cgroup.conf": b"CgroupPlugin=cgroup/v1\n",
        },
        "files": {
            "etc/munge/munge.key": ("0400", ""),
            "etc/slurm/slurm.conf": ("0644", "ClusterName=test"),
            "etc/default/slurmd": ("0644", 'SLURMD_OPTIONS=""\n'),
        },
        "running": ["munge", "slurmd"],
        "secrets": [MUNGE_KEY.hex()],
    },
    "blob-storage": {
        "variables": "blob_mounts: [{account: hpcdata, container: projects, path: /projects, options: ro}]\n",
        "files": {
            "etc/fstab": ("0644", "hpcdata.blob.core.windows.net:/hpcdata/projects /projects nfs sec=sys,vers=3,nolock,proto=tcp,ro,"
                                  "nofail,_netdev,x-systemd.automount,x-systemd.idle-timeout=10min 0 0\n"),
        },
        "units": ["projects.automount"],
    },
    "gateway": {
        "variables": f"""
gateway_right: 10.213.0.200
gateway_left_id: 192.0.2.10
gateway_left_subnets: [10.0.0.0/16]
gateway_right_subnets: [10.8.0.0/16, 10.9.0.0/16]
gateway_psk: {PSK}
gateway_routes: [{{to: 10.1.0.0/16, via: 10.213.0.1}}]
""",
        "files": {
            "etc/ipsec.d/azure.conf": ("0600", "rightsubnets={10.8.0.0/16 10.9.0.0/16}\n"),
            "etc/ipsec.d/azure.secrets": ("0600", f'192.0.2.10 10.213.0.200 : PSK "{PSK}"\n'),
            "etc/sysctl.d/90-vpn-gateway.conf": ("0644", "net.ipv4.ip_forward=1\n"),
            "etc/nftables.d/vpn-gateway.nft": ("0644", "udp dport { 500, 4500 } accept\n"),
            "etc/nftables.conf": ("0755", 'include "/etc/nftables.d/*.nft"\n'),
        },
        "running": ["ipsec", "vpn-gateway-routes"],
        "secrets": [PSK],
    },
}


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
    (inside / "site.yml").write_text((inside / f"{name}.yml").read_text(encoding="utf-8"), encoding="utf-8")
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
    return work


def content(bed, node, path):
    return (bed.folder(node) / path).read_bytes().decode("utf-8", "replace")


def look(bed, node, name, example):
    """Is the node as the example promises? What is wrong, in words."""
    wrong = []
    for path, (mode, part) in example["files"].items():
        file = bed.folder(node) / path
        if not file.exists():
            wrong.append(f"{path} is not there")
        elif f"{file.stat().st_mode & 0o7777:04o}" != mode:
            wrong.append(f"{path} has the mode {file.stat().st_mode & 0o7777:04o}, not {mode}")
        elif part not in content(bed, node, path):
            wrong.append(f"{path} does not say {part!r}:\n{content(bed, node, path)[-1500:]}")
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
        side.run(mode)
        counts = side.recap.get(node, {})
        recaps.append({count: counts.get(count, 0) for count in playbookside.COUNTS})
        print(f"{name} by {side.name}, {mode}: {counts}", flush=True)
        said = side.out + side.err
        failures = [(title, facts.get("msg"), facts.get("stderr")) for title, outcome, facts in side.tasks.get(node, [])
                    if outcome in ("failed", "unreachable")]
        if side.code != 0 or counts.get("failed") or counts.get("unreachable") or not counts.get("ok"):
            wrong.append(f"{name} by {side.name}, {mode}: exit {side.code}, {failures or said[-2500:]}")
        if mode == "second" and counts.get("changed"):
            wrong.append(f"{name} by {side.name} changes again: "
                         f"{[title for title, outcome, _ in side.tasks[node] if outcome == 'changed']}")
        wrong += [f"{name} by {side.name}, {mode}: a secret is in the output" for secret in example.get("secrets", []) if secret in said]
    return wrong + look(side.bed, node, name, example)


def same(bed, name):
    """Do the two nodes agree on every file that an example is about?"""
    wrong = []
    for path in EXAMPLES[name]["files"]:
        if path == "swapfile" or re.search(r"etc/(passwd|hosts)$", path):
            continue  # an identity of its own; names of its own
        if bed.about("node1", path) != bed.about("node2", path):
            wrong.append(f"{name}: {path} differs: {bed.about('node1', path)} by Ansible, {bed.about('node2', path)} by Skybro")
    return wrong


def main():
    program, playbooks = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    if absent := missing_packages():
        judge.skip(f"not installed (installer/deps --full): {', '.join(absent)}")
    wrong = []
    try:
        for name in sys.argv[3:] or EXAMPLES:
            example = EXAMPLES[name]
            # A bed each: the name servers that one sets up answer nobody, and the next would wait for them.
            with nodes.Bed(2, visible=[judge.ROOT, playbooks, program.parent]) as bed:
                work = prepare(bed, playbooks, name, example)
                given = ["-e", "@given.yml"]
                theirs, ours = [], []
                wrong += examine(playbookside.Ansible(bed, work, [*given, "-l", "node1"]), "node1", name, example, theirs)
                wrong += examine(playbookside.Skybro(bed, work, [*given, "-l", "node2"], program), "node2", name, example, ours)
                wrong += same(bed, name)
                if theirs != ours:
                    wrong.append(f"{name}: the recaps differ: {theirs} by Ansible, {ours} by Skybro")
    except nodes.Unavailable as reason:
        judge.skip(reason)
    print("\n".join(wrong) if wrong else "the examples are in order")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()

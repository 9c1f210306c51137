"""What the judge of the example playbooks gives to each, and how a node must be afterwards, by the node's system.

Of an example: `playbook`, if it is called otherwise; `only`, the one system that has it; `variables` given to it, as YAML;
`more`, files of the administrator's beside the playbook; `also`, a play after it; `beforehand`, files that the node must have,
and `start`, services that run there before; `files` afterwards, with mode and a part of the content; `says`, commands and a
part of what they print; `running`, services; `units`, that are known; `secrets` that no output may show.
"""
import secrets

PSK = "psk-" + secrets.token_hex(16)
MUNGE_KEY = secrets.token_bytes(128)

# Nodes of the test bed may not set the clock that they share with this machine: chronyd runs with -x.
UNBOUND = "[Unit]\nConditionCapability=\n[Service]\nType=simple\nExecStart=\nExecStart="
FACTS = """
- name: What they say of the node
  hosts: all
  become: true
  tasks:
    - name: Write it down
      ansible.builtin.copy:
        content: "{% for name in names %}{{ name }}={{ ansible_facts[name] }}\\n{% endfor %}"
        dest: /etc/told
        mode: "0644"
  vars:
    names: [distribution, distribution_version, distribution_major_version, distribution_release, distribution_file_variety,
            distribution_file_path, distribution_file_parsed, os_family, pkg_mgr, service_mgr, system, selinux, lsb]
"""

NFTABLES = {"etc/nftables.d/vpn-gateway.nft": ("0644", "udp dport { 500, 4500 } accept\n")}

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
        "also": FACTS,
        "files": {
            "etc/hostname": ("0644", "renamed\n"),
            "etc/hosts": ("0644", "127.0.1.1 renamed.cluster.test renamed\n"),
            "etc/resolv.conf": ("0644", "search cluster.test\nnameserver 10.0.0.2\nnameserver 10.0.0.3\n"),
            "etc/passwd": ("0644", "anna:x:2010:2000:Anna:/home/anna:/bin/bash\n"),
            "home/anna/.ssh/authorized_keys": ("0600", "two\n"),
            "etc/postfix/main.cf": ("0644", "relayhost = [smtp.cluster.test]:587\n"),
            "etc/aliases": ("0644", "root: hpc-admin@cluster.test\n"),
            "etc/security/limits.d/90-cluster.conf": ("0644", "* - memlock unlimited\n"),
            "etc/fstab": ("0644", "/swapfile none swap sw 0 0\n"),
            "swapfile": ("0600", "SWAPSPACE2"),
        },
        "running": ["postfix"],
        "here": {
            "beforehand": {"etc/systemd/system/chrony.service.d/testbed.conf": UNBOUND + "!/usr/sbin/chronyd -x -d\n"},
            "files": {"etc/chrony/chrony.conf": ("0644", "server 10.213.0.1 iburst\n"),
                      "etc/told": ("0644", "os_family=Debian\npkg_mgr=apt\n")},
            "running": ["chrony"],
        },
        "rocky": {
            "beforehand": {"etc/systemd/system/chronyd.service.d/testbed.conf": UNBOUND + "/usr/sbin/chronyd $OPTIONS -x -d\n"},
            "start": ["NetworkManager"],
            "files": {"etc/chrony.conf": ("0644", "server 10.213.0.1 iburst\n"),
                      "etc/told": ("0644", "distribution=Rocky\ndistribution_version=9.4\ndistribution_major_version=9\n"),
                      "etc/NetworkManager/conf.d/90-cluster-dns.conf": ("0644", "servers=10.0.0.2,10.0.0.3\n"),
                      "home/anna": ("0700", None)},
            "says": {"cat /etc/told": "os_family=RedHat\npkg_mgr=dnf\n", "rpm -q chrony postfix": "postfix-9.4"},
            "running": ["chronyd"],
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
        },
        "running": ["munge", "slurmd"],
        "secrets": [MUNGE_KEY.hex()],
        "here": {"files": {"etc/default/slurmd": ("0644", 'SLURMD_OPTIONS=""\n')}},
        "rocky": {
            "variables": "slurm_networks: [10.213.0.0/16]\n",
            "start": ["firewalld"],
            "files": {"etc/sysconfig/slurmd": ("0644", 'SLURMD_OPTIONS=""\n')},
            "says": {"rpm -q epel-release munge slurm-slurmd": "slurm-slurmd-9.4",
                     "firewall-cmd --list-rich-rules": 'source address="10.213.0.0/16" port port="6818"',
                     "firewall-cmd --permanent --list-rich-rules": 'port port="60001-63000" protocol="tcp" accept'},
        },
    },
    "blob-storage": {
        "variables": "blob_mounts: [{account: hpcdata, container: projects, path: /projects, options: ro}]\n",
        "files": {
            "etc/fstab": ("0644", "hpcdata.blob.core.windows.net:/hpcdata/projects /projects nfs sec=sys,vers=3,nolock,proto=tcp,ro,"
                                  "nofail,_netdev,x-systemd.automount,x-systemd.idle-timeout=10min 0 0\n"),
        },
        "units": ["projects.automount"],
        "rocky": {"says": {"rpm -q nfs-utils": "nfs-utils-9.4"}},
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
        },
        "running": ["ipsec", "vpn-gateway-routes"],
        "secrets": [PSK],
        "here": {
            "files": NFTABLES | {"etc/nftables.conf": ("0755", 'include "/etc/nftables.d/*.nft"\n')},
            "says": {"nft list table inet filter": "udp dport { 500, 4500 } accept"},
        },
        "rocky": {
            "start": ["firewalld"],
            "says": {"rpm -q libreswan": "libreswan-9.4"} | {
                f"firewall-cmd {where} --list-{what}": part for where in ("", "--permanent")
                for what, part in {"ports": "4500/udp", "protocols": "esp"}.items()},
        },
    },
}
# Who has no firewalld there.
EXAMPLES["gateway-nftables"] = EXAMPLES["gateway"] | {
    "playbook": "gateway",
    "only": "rocky",
    "rocky": {
        "variables": "gateway_firewall: nftables\n",
        "files": NFTABLES | {"etc/sysconfig/nftables.conf": ("0600", 'include "/etc/nftables.d/*.nft"\n')},
        "says": {"rpm -q libreswan nftables": "nftables-9.4", "nft list table inet filter": "udp dport { 500, 4500 } accept"},
    },
}


def names(system):
    return [name for name, example in EXAMPLES.items() if example.get("only", system) == system]


def of(name, system):
    """An example as it is on nodes of a system."""
    example = {key: value for key, value in EXAMPLES[name].items() if key not in ("here", "rocky")}
    for key, value in EXAMPLES[name].get(system, {}).items():
        known = example.get(key)
        example[key] = value if known is None else known | value if isinstance(value, dict) else known + value
    return example

"""What can break a tunnel, each with the way to break it in a test bed and to mend it: see tunnel.py.

A fault is what happens at a site, not what a program sees of it: after "wan-cut" Libreswan goes on saying that all is well.
"""
import dataclasses
import re
from collections.abc import Callable

CONNECTION = "azure"
# The file that has the connection, whoever wrote it.
CONF = f"$(grep -l '^conn {CONNECTION}' /etc/ipsec.d/*.conf)"


@dataclasses.dataclass(frozen=True)
class Fault:
    """`breaks` and `mends` get the Tunnel. `payload`: bytes of an ICMP echo that does not pass while it is broken. `anew`:
    the connection has to begin again when it is mended."""
    breaks: Callable
    mends: Callable
    about: str
    payload: int = 56
    anew: bool = False


def _in(place, command):
    return lambda tunnel: tunnel.shell(place, command)


def _undo(place, command):
    """What can not be mended was not broken, or not yet; whether traffic passes again is what counts."""
    return lambda tunnel: tunnel.shell(place, command, check=False)


def _drop(chain, what, *places):
    """A firewall that says nothing; not nft, since the guests' kernel has its filters in no family of addresses."""
    return (lambda tunnel: [tunnel.shell(place, f"iptables -I {chain} {what} -j DROP") for place in places],
            lambda tunnel: [tunnel.shell(place, f"iptables -D {chain} {what} -j DROP", check=False) for place in places])


def _azure(**changes):
    """Azure's side is configured anew and begins again; Libreswan hears of it, and does so, too."""
    return lambda tunnel: tunnel.configure_azure(dataclasses.replace(tunnel.azure, **changes))


def _as_before(tunnel):
    tunnel.configure_azure(tunnel.azure)


def _unplug(end, bridge):
    """One of the lines between the machines (see tunnel.sh) is cut where it ends. It stays "up": a guest's network card
    gives up for good when its line goes down while it sends."""
    return lambda tunnel: tunnel.line(end, "nomaster"), lambda tunnel: tunnel.line(end, f"master {bridge}")


NO_IKE = _drop("INPUT", "-i wan0 -p udp -m multiport --dports 500,4500", "azure")


def _no_answer(tunnel):
    NO_IKE[0](tunnel)
    tunnel.shell("gateway", f"ipsec auto --down {CONNECTION}; ipsec auto --up --asynchronous {CONNECTION}", check=False)


def _pfs(tunnel):
    """The gateway wants perfect forward secrecy and Azure's offer has none. The first keys need no offer: the tunnel comes
    up, and passes traffic for 20 s; after 8 it begins to ask for new ones in vain."""
    plain = re.sub(r"-(modp|ecp|curve|x)\d+\w*", "", tunnel.azure.esp)
    tunnel.configure_azure(dataclasses.replace(tunnel.azure, esp=plain), begin_again=False)
    tunnel.shell("gateway", f"""
        f={CONF}; cp -p "$f" /run/before-pfs
        sed -i -E '/^[[:space:]]*(pfs|salifetime|keylife|rekeymargin|rekeyfuzz|rekey)[[:space:]]*=/d' "$f"
        sed -i 's/^conn {CONNECTION}$/&\\n    pfs=yes\\n    salifetime=20s\\n    rekeymargin=12s\\n    rekeyfuzz=0%/' "$f"
        ipsec auto --replace {CONNECTION}; timeout 20 ipsec auto --up {CONNECTION}""")


def _no_pfs(tunnel):
    tunnel.shell("gateway", f'f={CONF}; mv /run/before-pfs "$f" && ipsec auto --replace {CONNECTION}', check=False)
    tunnel.configure_azure(tunnel.azure)


# Decrypted packets are not checked for their way back (fib_validate_source() in the kernel lets them pass), and those of a
# simple network pass: strict drops something where packets come in by another card than the one the way back leaves by. So
# the host gets what Azure sends by its second line, which is well until rp_filter is strict.
RP_FILTER = ["net.ipv4.conf.all.rp_filter", "net.ipv4.conf.lan0.rp_filter"]
SECOND_LINE = "ip rule {} from 10.0.0.0/16 to 10.2.0.10 lookup 100"

FAULTS = {
    "no-answer": Fault(_no_answer, NO_IKE[1], "a firewall before Azure's gateway drops IKE", anew=True),
    "wrong-psk": Fault(_azure(key="not-the-key-9876543210"), _as_before, "Azure has another pre-shared key", anew=True),
    "ike": Fault(_azure(ike="aes128-sha256-modp3072"), _as_before, "Azure accepts other IKE proposals", anew=True),
    "esp": Fault(_azure(esp="aes256-sha256"), _as_before, "Azure accepts other ESP proposals", anew=True),
    "ts": Fault(_azure(local="10.9.0.0/16"), _as_before, "Azure has other traffic selectors", anew=True),
    "mtu": Fault(*_drop("PREROUTING -t raw", "-i wan0 -m length --length 1200:65535", "gateway", "azure"),
                 "the internet loses large packets", payload=1300),
    "vm-down": Fault(*_unplug("vm", "vnet"), "the VM is off"),
    "wan-cut": Fault(*_unplug("azure1", "wan"), "the internet is cut"),
    "peer-kill": Fault(_in("azure", "systemctl kill -s KILL ipsec; ip xfrm state flush; ip xfrm policy flush"),
                       _undo("azure", "systemctl start ipsec"), "Azure's gateway died, and says nothing any more", anew=True),
    "daemon-stopped": Fault(_in("gateway", "systemctl stop ipsec"), _undo("gateway", "systemctl start ipsec"),
                            "Libreswan is stopped", anew=True),
    "conn-unloaded": Fault(_in("gateway", f"ipsec auto --delete {CONNECTION}"),
                           _undo("gateway", f"ipsec auto --add {CONNECTION}"),
                           "Libreswan does not have the connection", anew=True),
    "not-oriented": Fault(
        _in("gateway", f"sed -i 's/left=203.0.113.1$/left=203.0.113.4/' {CONF}; ipsec auto --replace {CONNECTION}"),
        _undo("gateway", f"sed -i 's/left=203.0.113.4$/left=203.0.113.1/' {CONF}; ipsec auto --replace {CONNECTION}"),
        "the connection's own address is none of the gateway's", anew=True),
    "ip-forward-off": Fault(_in("gateway", "sysctl -qw net.ipv4.ip_forward=0"),
                            _undo("gateway", "sysctl -qw net.ipv4.ip_forward=1"), "the gateway does not forward"),
    "gateway-firewall": Fault(*_drop("FORWARD", "-s 10.2.0.0/16 -d 10.0.0.0/16", "gateway"),
                              "the gateway's firewall drops what hosts on-premise send"),
    "rp-filter-strict": Fault(
        _in("gateway", f"ip route add default via 10.3.0.10 dev lan1 table 100; {SECOND_LINE.format('add')}; "
                       f"sysctl -qw {' '.join(f'{name}=1' for name in RP_FILTER)}"),
        _undo("gateway", f"sysctl -qw {' '.join(f'{name}=0' for name in RP_FILTER)}; "
                         f"{SECOND_LINE.format('del')}; ip route flush table 100"),
        "strict reverse path filter, and the way back is another one"),
    "pfs-rekey": Fault(_pfs, _no_pfs, "the keys can not be renewed: PFS on one side only", anew=True),
    "host-no-route": Fault(_in("host", "ip route del default"), _undo("host", "ip route replace default via 10.2.0.1"),
                           "the host on-premise has no route to Azure"),
    "vm-no-route": Fault(_in("vm", "ip route del default"), _undo("vm", "ip route replace default via 10.0.0.1"),
                         "the VM has no route to the on-premise network"),
    "vm-firewall": Fault(*_drop("INPUT", "-s 10.2.0.0/16", "vm"), "the VM's firewall drops what comes from on-premise"),
}

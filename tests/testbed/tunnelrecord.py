"""Writes down what a tunnel's two daemons say after each fault, for the tests of those who read it: `tunnel.py record`."""
import contextlib
import datetime
import os
import signal
import subprocess
import time

AFTER = (5, 15, 60)  # seconds after the fault began
JOURNAL = "journalctl -u ipsec --no-pager -o short-iso"
SAYS = {
    "gateway": {"trafficstatus": "ipsec trafficstatus", "showstates": "ipsec showstates", "briefstatus": "ipsec briefstatus",
                "status": "ipsec status", "active": "systemctl is-active ipsec",
                "kernel": "sysctl net.ipv4.ip_forward net.ipv4.conf.all.rp_filter net.ipv4.conf.lan0.rp_filter; "
                          "nstat -az TcpExtIPReversePathFilter IpForwDatagrams IpInAddrErrors | tail -n +2; ip route"},
    "azure": {"list-sas-raw": "swanctl --list-sas --raw", "list-sas": "swanctl --list-sas",
              "list-conns": "swanctl --list-conns"},
}


def record(tunnel, folder, names):
    """Each state in a folder of its own: "idle", "up", FAULT/005 … FAULT/060, FAULT/healed, beside pings that went on. A
    file holds the command after "$ ", its output, after "--- stderr" what it complained of, and a line "--- exit CODE,
    MILLISECONDS ms, TIME"."""
    _all(tunnel, folder / "idle", None)
    tunnel.connect()
    _all(tunnel, folder / "up", None)
    for name in names:
        begun = time.time()
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        # As those on-premise do, who go on asking, whatever is broken.
        with _asking(tunnel, place / "ping.txt", 56), _asking(tunnel, place / "ping-large.txt", 1300):
            tunnel.fault(name)
            broken = time.time()
            for seconds in AFTER:
                time.sleep(max(0, broken + seconds - time.time()))
                _all(tunnel, place / f"{seconds:03}", begun)
            took = tunnel.heal()
            print(f"{name:17} healed in {took:.1f} s", flush=True)
            time.sleep(3)
            _all(tunnel, place / "healed", begun)


@contextlib.contextmanager
def _asking(tunnel, file, payload):
    """An ICMP echo a second from host to the VM; the file tells which came back."""
    command = tunnel.command("host", "ping", "-n", "-D", "-O", "-s", payload, "10.0.1.4")
    with file.open("w", encoding="utf-8") as output:
        ping = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                                start_new_session=True)
        try:
            yield
        finally:
            os.killpg(ping.pid, signal.SIGINT)  # it is a child's child: nsenter stands before it
            ping.wait()


def _all(tunnel, folder, since):
    folder.mkdir(parents=True, exist_ok=True)
    for node, commands in SAYS.items():
        log = JOURNAL if since is None else f"{JOURNAL} --since=@{int(since)}"
        for title, command in {**commands, "log": log}.items():
            (folder / f"{node}-{title}.txt").write_text(_say(tunnel, node, command), encoding="utf-8")


def _say(tunnel, node, command):
    began = time.monotonic()
    done = tunnel.shell(node, command, check=False)
    took = (time.monotonic() - began) * 1000
    complaint = f"--- stderr\n{done.stderr}" if done.stderr else ""
    now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
    return f"$ {command}\n{done.stdout}{complaint}--- exit {done.returncode}, {took:.0f} ms, {now}\n"

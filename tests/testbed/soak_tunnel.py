#!/usr/bin/env python3
"""Whether `skybroctl tunnel --watch` raises a false alarm on a real tunnel that carries load. Takes as long as it is told,
so no test of the suite runs it.

    soak_tunnel.py SKYBROCTL [MINUTES [RATE]]    30 minutes, iperf3 both ways as fast as it goes, or at RATE ("2M"); "idle": none
"""
import collections
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nodes
import tunnel
from judge_tunnel import SITE


def main():
    os.environ["PATH"] = nodes.PATH
    program = Path(sys.argv[1]).resolve()
    minutes = float(sys.argv[2]) if len(sys.argv) > 2 else 30
    rate = sys.argv[3] if len(sys.argv) > 3 else "0"
    events, states, longest = collections.Counter(), collections.Counter(), 0
    lost = made = 0
    with tunnel.Tunnel(visible=[program.parents[2]]) as bed:
        bed.connect()
        bed.shell("host", "mkdir -p /root/sites; cat > /root/sites/soak.yaml", input=SITE.format(probe_from="here"))
        load = None
        if rate != "idle":
            bed.shell("vm", "iperf3 -s -D")
            load = subprocess.Popen(bed.command("host", "iperf3", "-c", tunnel.VM, "--bidir", "-b", rate, "-t",
                                                str(int(minutes * 60 + 30)), "-i", "60"), stdin=subprocess.DEVNULL,
                                    stdout=subprocess.PIPE, text=True, start_new_session=True)
        watch = subprocess.Popen(bed.command("host", program, "--site", "/root/sites/soak.yaml", "tunnel", "--watch", "--json"),
                                 stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, start_new_session=True)
        until = time.monotonic() + minutes * 60
        try:
            for line in watch.stdout:
                told = json.loads(line)
                if "event" in told:
                    events[told["event"]] += 1
                    print(line, end="", flush=True)
                else:
                    states[told["state"]] += 1
                    longest = max(longest, told["traffic"]["roundTripMs"] or 0)
                    lost += int(told["traffic"]["state"] == "down")
                    made += 1
                if time.monotonic() > until:
                    break
        finally:
            for process in filter(None, (watch, load)):
                os.killpg(process.pid, signal.SIGTERM)
                process.wait()
        if load:
            print("".join(load.stdout.readlines()[-12:]))
    alarms = events["broke"] + events["flapping"] + events["degraded"] + events["impaired"]
    print(f"{minutes:.0f} minutes: {made} samples {dict(states)}, {lost} without an answer, highest median of the round trip "
          f"{longest:.1f} ms, events {dict(events)}: {alarms} false alarms", flush=True)
    sys.exit(1 if alarms else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""The line between "control" and the nodes of a test bed, which takes its time: for kernels without netem.

    delayline.py ROUND-TRIP-MS NETWORK-NAMESPACE    eth0 there, tocontrol here; ends with the bed
"""
import collections
import ctypes
import fcntl
import os
import select
import struct
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TAP, IFF_NO_PI = 2, 0x1000
CLONE_NEWNET = 0x40000000


def tap(name):
    handle = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(handle, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TAP | IFF_NO_PI))
    return handle


def main():
    delay = float(sys.argv[1]) / 2000
    home = os.open("/proc/self/ns/net", os.O_RDONLY)
    away = os.open(sys.argv[2], os.O_RDONLY)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(away, CLONE_NEWNET):
        sys.exit(f"setns: {os.strerror(ctypes.get_errno())}")
    far = tap("eth0")
    if libc.setns(home, CLONE_NEWNET):
        sys.exit(f"setns: {os.strerror(ctypes.get_errno())}")
    near = tap("tocontrol")
    other = {far: near, near: far}
    waiting = collections.deque()  # (when, where to, frame): in the order of time, since all wait as long
    poll = select.poll()
    for handle in other:
        poll.register(handle, select.POLLIN)
    while True:
        timeout = None
        if waiting:
            timeout = max(0, (waiting[0][0] - time.monotonic()) * 1000)
        for handle, _ in poll.poll(timeout):
            due = time.monotonic() + delay
            try:
                for _ in range(64):
                    waiting.append((due, other[handle], os.read(handle, 65536)))
            except OSError:
                pass  # no more for now, or the link is not up yet
        now = time.monotonic()
        while waiting and waiting[0][0] <= now:
            _, handle, frame = waiting.popleft()
            try:
                os.write(handle, frame)
            except OSError:
                pass  # a line may lose what it is given


if __name__ == "__main__":
    main()

#!/bin/bash
# A path of two hops with a fault of its own, for what measures paths: near (here) - router - far (10.214.2.2).
#   unshare --net --mount --pid --fork --kill-child path.sh FAULT COMMAND…
# runs the command in "near". FAULT: none; narrow (the second hop takes 1400 bytes, and says so); black-hole (the same,
# and nobody says so); lossy (one packet in three is lost); cut. Needs root, iproute2 and nftables; with the command end
# all that is here.
set -euo pipefail
fault=$1
shift
mount -t tmpfs -o mode=755 path /run
ip netns add router
ip netns add far
ip link set lo up
ip link add name eth0 type veth peer name near netns router
ip -n router link add name away type veth peer name eth0 netns far
ip addr add 10.214.1.1/24 dev eth0
ip link set eth0 up
ip route add default via 10.214.1.254
for one in "addr add 10.214.1.254/24 dev near" "addr add 10.214.2.254/24 dev away" "link set near up" "link set away up"; do
    # shellcheck disable=SC2086  # words of a command
    ip -n router $one
done
ip -n far addr add 10.214.2.2/24 dev eth0
ip -n far link set eth0 up
ip -n far link set lo up
ip -n far route add default via 10.214.2.254
ip netns exec router sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'
drop() {
    ip netns exec router nft "add table ip path; add chain ip path forward { type filter hook forward priority 0; };
        add rule ip path forward $1 drop"
}
case $fault in
none) ;;
narrow) ip -n router link set away mtu 1400 ;;
black-hole) drop 'ip length > 1400' ;;
lossy) drop 'numgen random mod 3 < 1' ;;
cut) drop 'ip version 4' ;;
*)
    printf 'path.sh: unknown fault %s\n' "$fault" >&2
    exit 2
    ;;
esac
exec "$@"

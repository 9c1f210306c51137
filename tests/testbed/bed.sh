#!/bin/bash
# The inside of a test bed, started by nodes.py in mount, network and PID namespaces of its own: whatever ends this
# process ends all that is here, and nothing of it stays on the machine.
#   bed.sh NODES ADDRESSES DELAY-MS MEMORY-MIB CGROUP SYSTEM [VISIBLE-FOLDER...]
# Each of node1 … nodeNODES is a machine: namespaces, an overlay over this machine's root as its own, systemd, sshd. Its
# SYSTEM is "here", this machine's, or "rocky": rocky.sh makes it that. With ADDRESSES over 1 it answers to as many names
# (node1x2, node1x3, …). "control" is where the one who sets up works: the same overlay, without systemd, with the
# VISIBLE-FOLDERs of this machine. Prints "ready" when every sshd answers.
set -euo pipefail
nodes=$1 addresses=$2 delay=$3 memory=$4 cgroup=$5 system=$6
shift 6
here=$(cd "$(dirname "$0")" && pwd)
bed=/mnt                                                # a folder that every system has

mount -t proc proc /proc
mount -t tmpfs -o "mode=755,size=${memory}m" bed $bed
cd $bed
"$here/base.sh" 'node*,10.213.*'
{
    printf '127.0.0.1 localhost\n10.213.0.1 control\n'
    for ((i = 1; i <= nodes; ++i)); do
        printf '10.213.0.%d node%d\n' $((i + 9)) "$i"
        for ((k = 1; k < addresses; ++k)); do printf '10.213.%d.%d node%dx%d\n' "$k" $((i + 9)) "$i" $((k + 1)); done
    done
} > base/etc/hosts
for unit in systemd-journald.service systemd-journald.socket systemd-journald-dev-log.socket; do
    ln -s /dev/null base/etc/systemd/system/$unit       # whoever wants no journal boots faster
done
[ "$system" = here ] || "$here/$system.sh" base hide

# One batch of ip(8) is much faster than many calls of it.
mount -t tmpfs -o mode=755 netns /run
names=(control)
for ((i = 1; i <= nodes; ++i)); do names+=("node$i"); done
{
    printf 'link add br0 type bridge forward_delay 0\nlink set br0 up\nlink set lo up\naddr add 10.213.0.254/16 dev br0\n'
    for ((i = 0; i <= nodes; ++i)); do
        n=${names[i]}
        printf 'netns add %s\n' "$n"
        if [ "$n" = control ] && [ "$delay" != 0 ]; then continue; fi
        printf 'link add v%d type veth peer name eth0 netns %s\nlink set v%d master br0 up\n' "$i" "$n" "$i"
    done
} | ip -batch -
if [ "$delay" != 0 ]; then
    python3 -B "$here/delayline.py" "$delay" /run/netns/control &
    for _ in {1..200}; do [ -e /sys/class/net/tocontrol ] && break; sleep 0.02; done
    ip link set tocontrol master br0 up
fi
for ((i = 0; i <= nodes; ++i)); do
    last=$((i == 0 ? 1 : i + 9))
    {
        printf 'link set lo up\n'
        for ((k = 0; k < addresses; ++k)); do
            if ((i == 0 && k > 0)); then break; fi
            printf 'addr add 10.213.%d.%d/16 dev eth0\n' "$k" "$last"
        done
        printf 'link set eth0 address 02:00:0a:d5:00:%02x\nlink set eth0 up\nroute add default via 10.213.0.254\n' "$last"
    } | ip -n "${names[i]}" -batch -
done

mkdir -p pristine/root
mount -t overlay overlay -o lowerdir=base:hide:/ pristine/root
processes=()
for n in "${names[@]}"; do
    mkdir -p "$n"/{upper,work,root,own/etc}
    printf '%s\n' "$n" > "$n/own/etc/hostname"
    mount -t overlay overlay -o "lowerdir=$n/own:base:hide:/,upperdir=$n/upper,workdir=$n/work" "$n/root"
    group=$cgroup/$n
    mkdir "$group"
    kind=systemd visible=()
    if [ "$n" = control ]; then kind=quiet visible=("$@"); fi
    (
        echo $BASHPID > "$group/cgroup.procs"
        exec nsenter --net="/run/netns/$n" unshare --uts --ipc --pid --mount --cgroup --fork --kill-child \
            "$here/node.sh" "$n" $kind "$bed/$n" "${visible[@]}"
    ) </dev/null >"$n/console" 2>&1 &
    processes+=($!)
done

since=$SECONDS
for ((i = 1; i <= nodes; ++i)); do
    until (exec 3<>"/dev/tcp/10.213.0.$((i + 9))/22") 2>/dev/null; do
        if ! kill -0 "${processes[i]}" 2>/dev/null || ((SECONDS - since > 90)); then
            printf 'node%d does not come up: %s\n' "$i" "$(tail -n 5 "node$i/console")" >&2
            exit 1
        fi
        sleep 0.05
    done
done
echo ready
wait

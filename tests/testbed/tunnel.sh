#!/bin/bash
# The inside of a tunnel's test bed, started by tunnel.py in mount, network and PID namespaces of its own: whatever ends
# this process ends all that is here, and nothing of it stays on the machine.
#   tunnel.sh STRONGSWAN-FOLDER [VISIBLE-FOLDER...]
#
#   host 10.2.0.10 ──lan── gateway 10.2.0.1 | 203.0.113.1 ──wan── azure 203.0.113.2 | 10.0.0.1 ──vnet── vm 10.0.1.4
#
# host and vm are overlays over this machine's root with sshd; they see the VISIBLE-FOLDERs. gateway (Libreswan) and
# azure (strongSwan) are User Mode Linux guests, since the kernel here may know no ESP: see guest.sh. The lines are bridges
# in this namespace, which has an address of its own on lan and vnet, so that what is told to a gateway gets there whatever
# is broken. On wan it is the router that both have as their default: it takes what is not for the other gateway, and lets
# nothing through. A second line, host 10.3.0.10 ──lan2── gateway 10.3.0.1, is for packets that come back another way.
# Prints "ready" when all four answer.
set -euo pipefail
trap 'printf "%s: line %s failed\n" "$0" $LINENO >&2' ERR
swan=$1
shift
here=$(cd "$(dirname "$0")" && pwd)
bed=/mnt                                                # a folder that every system has

mount -t proc proc /proc
mount -t tmpfs -o mode=755,size=4096m bed $bed
cd $bed
"$here/base.sh" '*'
mknod hide/etc/ipsec.d c 0 0
cat > base/etc/hosts <<'END'
127.0.0.1 localhost
10.2.0.10 host
10.2.0.1 gateway
10.0.0.1 azure
10.0.1.4 vm
END
cp base/root/.ssh/{id_ed25519,known_hosts} .
cat > ssh_config <<END
Host gateway
HostName 10.2.0.1
Host azure
HostName 10.0.0.1
Host *
User root
IdentityFile $bed/id_ed25519
UserKnownHostsFile $bed/known_hosts
BatchMode yes
ConnectTimeout 15
ControlPath $bed/to-%n
ServerAliveInterval 20
END

mount -t tmpfs -o mode=755 netns /run
ip -batch - <<'END'
link set lo up
netns add host
netns add vm
link add lan type bridge forward_delay 0
link add lan2 type bridge forward_delay 0
link add wan type bridge forward_delay 0
link add vnet type bridge forward_delay 0
link add host type veth peer name eth0 netns host
link add host2 type veth peer name eth1 netns host
link add vm type veth peer name eth0 netns vm
tuntap add gateway0 mode tap
tuntap add gateway1 mode tap
tuntap add gateway2 mode tap
tuntap add azure0 mode tap
tuntap add azure1 mode tap
tuntap add azure2 mode tap
link set host master lan up
link set gateway0 master lan up
link set host2 master lan2 up
link set gateway2 master lan2 up
link set gateway1 master wan up
link set azure1 master wan up
link set azure0 master vnet up
link set vm master vnet up
addr add 10.2.0.254/16 dev lan
addr add 10.0.0.254/16 dev vnet
addr add 203.0.113.6/29 dev wan
link set lan up
link set lan2 up
link set wan up
link set vnet up
END
ip -n host -batch - <<'END'
link set lo up
addr add 10.2.0.10/16 dev eth0
addr add 10.3.0.10/24 dev eth1
link set eth0 up
link set eth1 up
route add default via 10.2.0.1
END
ip -n vm -batch - <<'END'
link set lo up
link set eth0 address 02:00:0a:00:01:04
addr add 10.0.1.4/16 dev eth0
link set eth0 up
route add default via 10.0.0.1
END
sysctl -qw net.ipv4.ip_forward=0                        # a new namespace may have this machine's
for n in host vm; do
    ip netns exec $n sysctl -qw net.ipv4.ip_forward=0 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.eth0.rp_filter=0
done
ip netns exec host sysctl -qw net.ipv4.conf.eth1.rp_filter=0

# Guests: their own kernel's modules, and the scripts that begin them.
uml=(/usr/lib/uml/modules/*)
mkdir -p base/usr/lib/modules
ln -s "${uml[0]}" base/usr/lib/modules/
mkdir -p {host,vm,gateway,azure}/{own/etc,root} {host,vm}/{upper,work} {gateway,azure}/memory
for n in host vm gateway azure; do printf '%s\n' $n > $n/own/etc/hostname; done
for n in gateway azure; do
    mkdir -p $n/own/etc/testbed
    cp "$here/guest.sh" $n/own/etc/testbed/
done
mkdir -p gateway/own/var/lib/ipsec/nss                  # a guest takes seconds to make this
certutil -N -d sql:gateway/own/var/lib/ipsec/nss --empty-password
cp -a "$swan"/{etc,usr} azure/own/                      # a folder of "/" can be no layer beside "/"
"$here/gateways.sh" gateway/own azure/own
processes=()
for n in host vm; do
    mount -t overlay overlay -o "lowerdir=$n/own:base:hide:/,upperdir=$n/upper,workdir=$n/work" $n/root
    nsenter --net=/run/netns/$n unshare --uts --ipc --pid --mount --cgroup --fork --kill-child \
        "$here/node.sh" $n sshd $bed/$n "$@" </dev/null >$n/console 2>&1 &
    processes+=($!)
done
for n in gateway azure; do
    mount -t overlay overlay -o "lowerdir=$n/own:base:hide:/" $n/root
    cards=()
    for i in 0 1 2; do cards+=("vec$i:transport=tap,ifname=$n$i,depth=64"); done
    TMPDIR=$bed/$n/memory setsid linux.uml mem=256M rootfstype=hostfs rootflags=$bed/$n/root ro \
        init=/etc/testbed/guest.sh con=null con0=fd:0,fd:1 umid=$n uml_dir=$bed/$n/ quiet "${cards[@]}" \
        </dev/null >$n/console 2>&1 &
    processes+=($!)
done

since=$SECONDS
i=0
for place in host:10.2.0.10 vm:10.0.1.4 gateway:10.2.0.1 azure:10.0.0.1; do
    n=${place%:*}
    # Into the gateways, one connection for all that is asked of them.
    until case $n in
        host | vm) (exec 3<>"/dev/tcp/${place#*:}/22") ;;
        *) ssh -F ssh_config -M -N -f "$n" </dev/null >/dev/null ;;
    esac 2>"$n/way-in"; do
        if ! kill -0 "${processes[i]}" 2>/dev/null || ((SECONDS - since > 90)); then
            printf '%s does not come up: %s\n' "$n" "$(tail -n 5 "$n/console" "$n/way-in")" >&2
            exit 1
        fi
        sleep 0.1
    done
    i=$((i + 1))
done
echo ready
wait

#!/bin/bash
# Fills the layers that the two gateways of a tunnel's test bed have for themselves: addresses, units, strongSwan's
# plugins. The connections are tunnel.py's.
#   gateways.sh GATEWAY-FOLDER AZURE-FOLDER
set -euo pipefail
gateway=$1 azure=$2

for own in "$gateway" "$azure"; do
    units=$own/etc/systemd/system
    mkdir -p "$units"
    # Nothing of this machine's own file systems, and nobody who waits for a network that is there already.
    printf '# the root is all there is\n' > "$own/etc/fstab"
    mknod "$units/network-online.target.wants" c 0 0
    # guest.sh has loaded all modules; generators find nothing here, and take long to.
    ln -s /dev/null "$units/modprobe@.service"
    mkdir -p "$own/usr/lib/systemd"
    mknod "$own/usr/lib/systemd/system-generators" c 0 0
    mkdir -p "$own/etc/alternatives"                    # this kernel's nf_tables know no family of addresses
    for tool in iptables ip6tables; do
        for suffix in '' -save -restore; do ln -s /usr/sbin/$tool-legacy$suffix "$own/etc/alternatives/$tool$suffix"; done
    done
    cat > "$units/gateway.target" <<'END'
[Unit]
Description=A gateway of the test bed
DefaultDependencies=no
Requires=node-sshd.service
Wants=ipsec.service systemd-journald.socket
AllowIsolate=yes
END
done

# Who is far away, or in Azure's fabric, is not looked for in the neighbourhood, where a cut would be noticed at once.
cat > "$gateway/etc/testbed/network" <<'END'
link set lo up
link set vec0 name lan0
link set vec1 name wan0 address 02:00:cb:00:71:01
link set vec2 name lan1
addr add 10.2.0.1/16 dev lan0
addr add 203.0.113.1/29 dev wan0
addr add 10.3.0.1/24 dev lan1
link set lan0 up
link set wan0 up
link set lan1 up
route add default via 203.0.113.6
neigh add 203.0.113.2 lladdr 02:00:cb:00:71:02 dev wan0 nud permanent
END
cat > "$azure/etc/testbed/network" <<'END'
link set lo up
link set vec0 name lan0
link set vec1 name wan0 address 02:00:cb:00:71:02
addr add 10.0.0.1/16 dev lan0
addr add 203.0.113.2/29 dev wan0
link set lan0 up
link set wan0 up
route add default via 203.0.113.6
neigh add 203.0.113.1 lladdr 02:00:cb:00:71:01 dev wan0 nud permanent
neigh add 10.0.1.4 lladdr 02:00:0a:00:01:04 dev lan0 nud permanent
END

# As Debian's package has it; what this machine may have of its own is hidden by tunnel.sh.
mkdir -p "$gateway/etc/ipsec.d"
cp -r /etc/ipsec.d/policies "$gateway/etc/ipsec.d/"
printf 'config setup\ninclude /etc/ipsec.d/*.conf\n' > "$gateway/etc/ipsec.conf"
printf 'include /etc/ipsec.d/*.secrets\n' > "$gateway/etc/ipsec.secrets"
chmod 600 "$gateway/etc/ipsec.secrets"

# Debian's own unit, without the half minute in which it loads modules: guest.sh has loaded them.
mkdir -p "$gateway/etc/systemd/system/ipsec.service.d"
cat > "$gateway/etc/systemd/system/ipsec.service.d/testbed.conf" <<'END'
[Service]
RuntimeDirectory=pluto
RuntimeDirectoryPreserve=yes
ExecStartPre=
ExecStartPre=/usr/libexec/ipsec/addconn --config /etc/ipsec.conf --checkconfig
ExecStartPre=/usr/sbin/ipsec --checknss
END

cat > "$azure/etc/systemd/system/ipsec.service" <<'END'
[Unit]
Description=strongSwan
[Service]
ExecStart=/usr/lib/ipsec/charon
ExecStartPost=/bin/sh -c 'until swanctl --load-all --noprompt; do sleep 0.1; done'
END
cat > "$azure/etc/strongswan.conf" <<'END'
charon {
    load = random nonce openssl aes sha1 sha2 hmac kdf pem pkcs1 x509 pubkey kernel-netlink socket-default updown vici counters
    syslog {
        daemon {
            default = 1
            ike = 2
            knl = 2
        }
    }
}
swanctl {
    load = random openssl pem x509 pkcs1 pubkey
}
END

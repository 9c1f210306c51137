#!/bin/bash
# The first process of a gateway, in the kernel of its User Mode Linux guest: mounts what systemd wants, sets the network
# up, and becomes systemd. The root that it finds is tunnel.sh's overlay over hostfs, read-only; what is written goes to
# memory.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc
read -r name < /etc/hostname
hostname "$name"
modprobe -a overlay
mount -t tmpfs -o mode=755 layer /mnt
mkdir /mnt/{upper,work,root}
mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work /mnt/root
cd /mnt/root || exit 1
mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t devtmpfs dev dev
pivot_root . mnt
cd /
umount -l /mnt

# What Libreswan, strongSwan and the firewall may ask for: a look-up in the middle of an exchange of keys is slow.
modprobe -a xfrm_user esp4 authenc authencesn cbc gcm ctr hmac echainiv seqiv crypto_null sha512_generic drbg ansi_cprng \
    udp_tunnel xfrm4_tunnel iptable_filter iptable_mangle iptable_raw xt_tcpudp xt_multiport xt_length xt_policy xt_TCPMSS
ip -batch /etc/testbed/network
sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.all.send_redirects=0
for card in lan0 lan1 wan0; do
    [ -e /sys/class/net/$card ] && sysctl -qw net.ipv4.conf.$card.rp_filter=0 net.ipv4.conf.$card.send_redirects=0
done
exec env -i PATH="$PATH" /lib/systemd/systemd --unit=gateway.target --log-target=null --show-status=no

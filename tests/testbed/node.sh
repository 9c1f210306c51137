#!/bin/bash
# Becomes the first process of one node of a test bed, which starts it in the node's namespaces.
#   node.sh NAME KIND FOLDER [VISIBLE-FOLDER...]        FOLDER holds root, the node's root file system
# KIND: systemd, a whole machine; sshd, with no more than a way in; quiet, with nothing that runs.
set -euo pipefail
name=$1 kind=$2 folder=$3
shift 3
read -r pid _ < /proc/self/stat                         # as the bed counts: its /proc is still mounted here
printf '%s\n' "$pid" > "$folder/pid"
hostname "$name"
cd "$folder/root"
# What belongs to the one kernel of all is out of reach: its clock (to set a time zone may move it), modules, parameters
# other than the network's.
mount -t proc proc proc
mount --bind proc/sys proc/sys
mount --bind proc/sys/net proc/sys/net
mount -o remount,bind,ro proc/sys
if [ -e proc/sysrq-trigger ]; then
    mount --bind proc/sysrq-trigger proc/sysrq-trigger
    mount -o remount,bind,ro proc/sysrq-trigger
fi
mount -t sysfs -o ro sysfs sys
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=755 tmpfs dev
for device in null zero full random urandom tty; do
    : > "dev/$device"
    mount --bind "/dev/$device" "dev/$device"
done
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts dev/pts
mount -t tmpfs -o mode=1777 tmpfs dev/shm
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
for ((i = 0; i < 3; ++i)); do ln -s "/proc/self/fd/$i" "dev/$(printf 'stdin\nstdout\nstderr\n' | sed -n $((i + 1))p)"; done
for path in "$@"; do
    mkdir -p ".$path"
    mount --rbind "$path" ".$path"
done
[ "$kind" = systemd ] && [ -d sys/fs/cgroup ] && mount -t cgroup2 none sys/fs/cgroup
mkdir -p mnt
pivot_root . mnt
cd /
umount -l /mnt
bound=--bounding-set=-sys_time,-sys_module,-sys_rawio,-syslog,-wake_alarm
if [ "$kind" != systemd ]; then
    mkdir -p /run/sshd
    [ "$kind" = quiet ] || /usr/sbin/sshd
    exec setpriv "$bound" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin sh -c 'while :; do sleep 1000 & wait; done'
fi
exec setpriv "$bound" env -i container=skybro PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    /lib/systemd/systemd --unit=node.target --log-target=null --show-status=no

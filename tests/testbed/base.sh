#!/bin/bash
# Makes base/ and hide/ in the current folder: what all machines of a test bed have over this machine's root as layers of
# an overlay. hide/ has nothing of those who work on this machine (a character device 0/0 is overlay's way to say "not
# there"), base/ users, keys, sshd, systemd's units.
#   base.sh HOSTS                                       their names and addresses, as patterns of known_hosts
# root and two more users have the key of control's root: `admin`, whose sudo asks nothing, and `operator`, whose sudo
# wants the password "sesame".
set -euo pipefail
hosts=$1

mkdir base hide
keep=' bin boot dev etc lib lib32 lib64 libx32 proc sbin srv sys usr var '
for path in /* /.[!.]*; do
    [ -e "$path" ] && [[ $keep != *" ${path#/} "* ]] && mknod "hide$path" c 0 0
done
mkdir -p hide/{etc,var/spool} base/{etc,home,root,tmp,run,opt,mnt,media} base/var/{tmp,mail} base/var/spool/cron
for path in etc/ssh var/tmp var/mail var/spool/cron; do mknod "hide/$path" c 0 0; done
# What lsattr says of a file of this machine's file system, chattr can not do on a node's, and Ansible's backups fail.
mkdir -p hide/usr/bin
mknod hide/usr/bin/lsattr c 0 0
chmod 700 base/root
chmod 1777 base/tmp base/var/tmp
if getent group crontab >/dev/null; then
    install -d -m 1730 -g crontab base/var/spool/cron/crontabs
fi

cd base
cp -a /etc/{passwd,group,shadow,gshadow} etc/
# shellcheck disable=SC2016  # the salt is fixed, so that all beds are alike
sesame='$6$skybro$'$(openssl passwd -6 -salt skybro sesame | cut -d'$' -f4)
for user in admin:2001 operator:2002; do
    name=${user%:*} id=${user#*:}
    sed -i "/^$name:/d" etc/{passwd,group,shadow,gshadow} # Debian has a group of that name
    printf '%s:x:%d:%d::/home/%s:/bin/bash\n' "$name" "$id" "$id" "$name" >> etc/passwd
    printf '%s:x:%d:\n' "$name" "$id" >> etc/group
    printf '%s:!::\n' "$name" >> etc/gshadow
    printf '%s:%s:19000:0:99999:7:::\n' "$name" "$sesame" >> etc/shadow
    mkdir -p "home/$name/.ssh"
done
mkdir -p etc/sudoers.d root/.ssh
cp -a /etc/sudoers.d/. etc/sudoers.d/ 2>/dev/null || true
printf 'admin ALL=(ALL:ALL) NOPASSWD: ALL\noperator ALL=(ALL:ALL) ALL\n' > etc/sudoers.d/testbed
chmod 440 etc/sudoers.d/testbed

mkdir -p etc/ssh/sshd_config.d
ssh-keygen -q -t ed25519 -N '' -C host -f etc/ssh/ssh_host_ed25519_key
ssh-keygen -q -t ed25519 -N '' -C testbed -f root/.ssh/id_ed25519
cat > etc/ssh/sshd_config <<'END'
HostKey /etc/ssh/ssh_host_ed25519_key
UsePAM no
UseDNS no
PermitRootLogin prohibit-password
PasswordAuthentication no
MaxStartups 500
MaxSessions 100
Subsystem sftp internal-sftp
END
printf '# as OpenSSH has it\n' > etc/ssh/ssh_config
for home in root home/admin home/operator; do
    cp root/.ssh/id_ed25519.pub "$home/.ssh/authorized_keys"
    chmod 700 "$home/.ssh"
done
chown -R 2001:2001 home/admin
chown -R 2002:2002 home/operator

read -r kind key _ < etc/ssh/ssh_host_ed25519_key.pub
printf '%s %s %s\n' "$hosts" "$kind" "$key" > root/.ssh/known_hosts
printf 'nameserver 127.0.0.1\n' > etc/resolv.conf             # where nobody is: "not known" comes at once

# Of systemd what a service needs, and nothing that looks for hardware or for work of its own.
mkdir -p etc/systemd/system
cat > etc/systemd/system/node.target <<'END'
[Unit]
Description=A node of the test bed
DefaultDependencies=no
Requires=node-sshd.service
Wants=dbus.socket
AllowIsolate=yes
END
cat > etc/systemd/system/node-sshd.service <<'END'
[Unit]
Description=The way into this node
DefaultDependencies=no
[Service]
RuntimeDirectory=sshd
ExecStart=/usr/sbin/sshd -D
END
for unit in dev-hugepages.mount dev-mqueue.mount kmod-static-nodes.service proc-sys-fs-binfmt_misc.automount \
    sys-fs-fuse-connections.mount sys-kernel-config.mount sys-kernel-debug.mount sys-kernel-tracing.mount \
    systemd-binfmt.service systemd-firstboot.service systemd-hwdb-update.service systemd-journal-catalog-update.service \
    systemd-journal-flush.service systemd-journald-audit.socket systemd-logind.service systemd-machine-id-commit.service \
    systemd-modules-load.service systemd-random-seed.service systemd-remount-fs.service systemd-sysctl.service \
    systemd-sysusers.service systemd-timesyncd.service systemd-tmpfiles-setup-dev.service systemd-tmpfiles-setup.service \
    systemd-udev-trigger.service systemd-udevd.service systemd-udevd-control.socket systemd-udevd-kernel.socket \
    systemd-update-done.service systemd-update-utmp.service systemd-pstore.service systemd-pcrphase-sysinit.service; do
    ln -s /dev/null "etc/systemd/system/$unit"
done

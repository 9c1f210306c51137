#!/bin/bash
# Makes the nodes of a test bed Rocky Linux 9, as far as what sets them up can tell: its release files and useradd's
# defaults, the real dnf with repositories on the disk of the node, nothing of Debian's package managers, and of what the
# examples install neither units nor configuration nor accounts until dnf brings them. The programs stay this machine's.
#   rocky.sh BASE HIDE             the layer that all nodes share, and the one that says what of this machine is not there
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)/rocky
base=$(realpath "$1") hide=$(realpath "$2")

absent() {
    local path
    for path in "$@"; do
        mkdir -p "$hide$(dirname "$path")"
        [ ! -e "$path" ] && [ ! -L "$path" ] || [ -e "$hide$path" ] || mknod "$hide$path" c 0 0
    done
}

# Folders first: what is below one that is hidden can not be hidden itself.
absent /etc/{apt,debian_version,default,init.d,rc?.d,chrony,ipsec.{conf,d,secrets},munge,nfs.conf,nfs.conf.d,nftables.conf} \
    /etc/{postfix,slurm} /usr/bin/{apt*,dpkg*,lsb_release} \
    /var/lib/{apt,chrony,dnf,dpkg,ipsec,munge,rpm,slurm} /var/log/{chrony,munge,slurm} /var/cache/dnf
mapfile -t files < <(dpkg-query -L chrony munge slurmd nfs-common libreswan postfix nftables |
    sed -n 's|^/lib/systemd/|/usr&|; \|^/usr/lib/systemd/system|p')
for file in "${files[@]}"; do
    [ -d "$file" ] || absent "$file"
done
for link in /etc/systemd/system/{,*.wants/}*.{service,target}; do
    if [ -L "$link" ] && [ -c "$hide$(readlink -f "$link")" ]; then absent "$link"; fi
done
for name in _chrony munge slurm; do sed -i "/^$name:/d" "$base"/etc/{passwd,group,shadow,gshadow}; done

mkdir -p "$base"/etc/{default,dnf,rpm,sysconfig}
printf '%%_dbpath /var/lib/rpm\n' > "$base/etc/rpm/macros"
printf '[main]\ngpgcheck=1\ninstallonly_limit=3\nclean_requirements_on_remove=True\nbest=True\nskip_if_unavailable=False\n' \
    > "$base/etc/dnf/dnf.conf"
printf 'GROUP=100\nHOME=/home\nINACTIVE=-1\nEXPIRE=\nSHELL=/bin/bash\nSKEL=/etc/skel\nCREATE_MAIL_SPOOL=yes\n' \
    > "$base/etc/default/useradd"
cat > "$base/etc/login.defs" <<'END'
MAIL_DIR /var/spool/mail
UMASK 022
HOME_MODE 0700
PASS_MAX_DAYS 99999
PASS_MIN_DAYS 0
PASS_WARN_AGE 7
UID_MIN 1000
UID_MAX 60000
SYS_UID_MIN 201
SYS_UID_MAX 999
GID_MIN 1000
GID_MAX 60000
SYS_GID_MIN 201
SYS_GID_MAX 999
CREATE_HOME yes
USERGROUPS_ENAB yes
ENCRYPT_METHOD SHA512
END

# What is in the image, and what is to be had.
work=$(mktemp -d -p "$base/tmp")
rpmbuild -bb --quiet --define "_topdir $work" --define "_sourcedir $here" --define "_rpmdir $work" \
    --define "_rpmfilename %%{NAME}.rpm" "$here/packages.spec"
rpm --root "$base" --dbpath /var/lib/rpm -i "$work"/{rocky-release,rocky-repos,bash,NetworkManager}.rpm
mkdir -p "$base"/srv/{rocky,epel}/9
mv "$work"/slurm*.rpm "$base/srv/epel/9"
mv "$work"/*.rpm "$base/srv/rocky/9"
rm -rf "$work"
for repository in rocky epel; do createrepo_c -q "$base/srv/$repository/9"; done

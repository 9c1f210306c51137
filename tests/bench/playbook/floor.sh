#!/bin/bash
# What site.yml does, by hand: the same twenty commands, each by ssh(1) over one shared connection a host.
#   floor.sh FOLDER HOST         FOLDER: that of site.yml, with files/large
set -e
folder=$1 host=$2
control=/tmp/floor-$host
ssh -M -N -f -S "$control" "$host" </dev/null >/dev/null 2>&1
run() { ssh -S "$control" "$host" "$@" >/dev/null; }
# put PATH MODE: standard input becomes the file, unless that is what it is.
put() { run "t=\$(mktemp $1.XXXXXX) && cat >\$t && if cmp -s \$t $1; then rm \$t; else chmod $2 \$t && mv \$t $1; fi"; }

run '[ -d /srv/bench ] || mkdir -m 750 /srv/bench' </dev/null
run '[ -d /srv/bench/log ] || { mkdir -m 755 /srv/bench/log && chown admin:admin /srv/bench/log; }' </dev/null
put /etc/motd 644 <<< Welcome
put /srv/bench/limits.conf 644 < "$folder/files/limits.conf"
put /srv/bench/large 600 < "$folder/files/large"
put /srv/bench/app.conf 640 <<END
# $host
port = 8650
server1 = 10.0.0.1:8651
server2 = 10.0.0.2:8652
server3 = 10.0.0.3:8653
END
for ((i = 1; i <= 20; ++i)); do echo "10.20.0.$i node$i"; done | put /srv/bench/hosts 644
run 'grep -qx BENCH=1 /etc/environment || echo BENCH=1 >>/etc/environment' </dev/null
run 'grep -qx port=8650 /srv/bench/settings 2>/dev/null || echo port=8650 >>/srv/bench/settings' </dev/null
run 'grep -q "BEGIN ANS" /srv/bench/settings ||
    printf "# BEGIN ANS\nfirst=1\nsecond=2\n# END ANS\n" >>/srv/bench/settings' </dev/null
run '[ -e /srv/bench/done ] || touch /srv/bench/done' </dev/null
run 'uname -r' </dev/null
run 'getent group bench || groupadd -g 4100 bench' </dev/null
run 'getent passwd bench || useradd -u 4100 -g bench -M bench' </dev/null
run 'getent passwd bench2 || useradd -u 4101 -g bench -M -s /usr/sbin/nologin bench2' </dev/null
# shellcheck disable=SC2016  # readlink is to run there
run '[ "$(readlink /etc/bench.conf)" = /srv/bench/app.conf ] || ln -s /srv/bench/app.conf /etc/bench.conf' </dev/null
run 'chown bench:bench /srv/bench/hosts; chmod 640 /srv/bench/hosts' </dev/null
run 'systemctl is-active cron || systemctl start cron' </dev/null
run '! systemctl is-enabled apt-daily.timer || systemctl disable apt-daily.timer' </dev/null
uname -r | put /srv/bench/kernel 644
ssh -S "$control" -O exit "$host" 2>/dev/null

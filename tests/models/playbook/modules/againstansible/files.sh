# Makes, in the current directory, what the tasks copy, unpack, run and download.
set -e
umask 022
export TZ=UTC0
printf 'plain text\nsecond line\n' >plain.txt
printf 'a\000b\377c\036d\n' >binary.bin
mkdir -p tree/sub/deep
echo one >tree/one
echo two >tree/sub/two
printf 'three' >tree/sub/deep/three
chmod 0750 tree/sub
chmod 0600 tree/one
ln -s one tree/link
printf 'Hello {{ x }}\n' >greeting.j2
printf 'Hello {{ y }}\n' >undefined.j2
cat >say.sh <<'S'
#!/bin/sh
echo "args: $*"
echo "here: $(pwd)"
echo wrong >&2
case ${1-} in fail) exit 3 ;; esac
S
mkdir packed
mkdir packed/dir
echo inner >packed/dir/inner
printf 'x\000y' >packed/dir/binary
ln -s inner packed/dir/link
echo top >packed/top
chmod 0755 packed packed/dir
chmod 0640 packed/top
find packed -exec touch -h -d '2024-03-01 10:11:12' '{}' +
(cd packed && tar --owner=0 --group=0 --sort=name -czf ../packed.tar.gz top dir)
(cd packed && tar --owner=0 --group=0 --sort=name -cf ../packed.tar top dir)
(cd packed && tar --owner=0 --group=0 --sort=name -cJf ../packed.tar.xz top dir)
python3 - <<'P'
import zipfile
with zipfile.ZipFile('packed.zip', 'w') as archive:
    for name, mode, text in (('ztop', 0o640, b'top\n'), ('zdir/', 0o40755, b''), ('zdir/inner', 0o644, b'inner\n')):
        info = zipfile.ZipInfo(name, (2024, 3, 1, 10, 11, 12))
        info.external_attr = mode << 16
        archive.writestr(info, text)
P
sha256sum plain.txt >SUMS
: >empty.tar

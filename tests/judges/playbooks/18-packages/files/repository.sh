#!/bin/sh
# Makes a repository of small packages in /srv/repository.
set -e
export SOURCE_DATE_EPOCH=1700000000 # the same files each time
mkdir -p /srv/repository /tmp/build
cd /tmp/build
for package in one:1.0 two:1.0 three:1.0 three:2.0 four:1.0; do
    name=judge-${package%:*} version=${package#*:}
    rm -rf "$name"
    mkdir -p "$name/DEBIAN" "$name/opt/$name"
    echo "$version" > "$name/opt/$name/version"
    printf 'Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: judge <judge@example.org>\nDescription: for a test\n' \
        "$name" "$version" > "$name/DEBIAN/control"
    dpkg-deb --root-owner-group -Znone -b "$name" "/srv/repository/${name}_${version}_all.deb" > /dev/null
done
cd /srv/repository
for deb in *.deb; do
    dpkg-deb -f "$deb"
    echo "Filename: ./$deb"
    echo "Size: $(stat -c %s "$deb")"
    echo "SHA256: $(sha256sum "$deb" | cut -d' ' -f1)"
    echo
done > Packages
rm -rf /tmp/build

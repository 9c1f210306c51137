#!/bin/sh
# Makes a repository of small packages in /srv/rpms.
set -e
export SOURCE_DATE_EPOCH=1700000000 # the same files each time
mkdir -p /srv/rpms /tmp/rpmbuild
cd /tmp/rpmbuild
for package in one:1.0 two:1.0 three:1.0 three:2.0 four:1.0 five:1.0 six:1.0; do
    name=judge-${package%:*} version=${package#*:}
    cat > "$name.spec" <<END
Name: $name
Version: $version
Release: 1
Summary: For a test
License: MIT
BuildArch: noarch
%description
For a test.
%install
mkdir -p %{buildroot}/opt/$name
echo $version > %{buildroot}/opt/$name/version
%files
/opt/$name/version
END
    rpmbuild -bb --quiet --define "use_source_date_epoch_as_buildtime 1" --define "clamp_mtime_to_source_date_epoch 1" \
        --define "_buildhost judge" --define "_topdir /tmp/rpmbuild" --define "_rpmdir /srv/rpms" \
        --define "_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm" "$name.spec" > /dev/null 2>&1
done
find /srv/rpms -name '*.rpm' -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
createrepo_c -q --no-database --revision 1 --set-timestamp-to-revision /srv/rpms
rm -rf /tmp/rpmbuild

#!/bin/sh
# Makes a repository of small packages in /srv/rpms.
set -e
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
    rpmbuild -bb --quiet --define "_topdir /tmp/rpmbuild" --define "_rpmdir /srv/rpms" \
        --define "_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm" "$name.spec" > /dev/null 2>&1
done
createrepo_c -q /srv/rpms
rm -rf /tmp/rpmbuild

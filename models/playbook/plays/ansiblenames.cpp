#include "models/playbook/plays/ansiblenames.h"

#include <QSet>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

bool isAnsibleModule(const QString &name)
{
    static const QSet<QString> names = [] {
        // ansible-doc -l of ansible-core, and what else turns up in playbooks of sites.
        const QString all =
            u"add_host apt apt_key apt_repository assemble assert async_status blockinfile command copy cron "
            "debconf debug dnf dpkg_selections expect fail fetch file find gather_facts get_url getent git "
            "group "
            "group_by hostname import_playbook import_role import_tasks include include_role include_tasks "
            "include_vars iptables known_hosts lineinfile meta package package_facts pause ping pip raw "
            "reboot "
            "replace rpm_key script service service_facts set_fact set_stats setup shell slurp stat "
            "subversion "
            "systemd systemd_service sysvinit tempfile template unarchive uri user validate_argument_spec "
            "wait_for wait_for_connection yum yum_repository "
            "acl alternatives archive at authorized_key capabilities composer cronvar dconf docker_compose "
            "docker_container docker_image docker_network docker_volume filesystem firewalld flatpak gem "
            "gconftool2 "
            "github_release htpasswd influxdb_database ini_file interfaces_file java_cert java_keystore "
            "kernel_blacklist "
            "ldap_attrs ldap_entry locale_gen lvg lvol mail make modprobe mount mysql_db mysql_user nmcli "
            "npm "
            "open_iscsi openssl_certificate openssl_csr openssl_dhparam openssl_pkcs12 openssl_privatekey "
            "pacman "
            "pam_limits pamd parted patch podman_container podman_image postgresql_db postgresql_user "
            "rabbitmq_user redhat_subscription rhel_facts rhsm_release rhsm_repository rpm_ostree_pkg sebool "
            "seboolean sefcontext selinux selinux_permissive selogin seport slack snap sudoers supervisorctl "
            "synchronize sysctl timezone ufw x509_certificate xattr xfs_quota xml yum_versionlock zfs zypper "
            "zypper_repository"_s;
        const QStringList words = all.split(u' ');
        return QSet<QString>(words.begin(), words.end());
    }();
    return name.count(u'.') >= 2 || names.contains(name);
}

} // namespace skybro::playbook

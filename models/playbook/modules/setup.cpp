#include "models/playbook/modules/facts.h"
#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

// The node tells what it has; what the facts are called, and how they are counted, is decided in facts.cpp
// and its companions.
const QByteArray body = R"sh(
give() { if [ -r "$2" ]; then put_bytes "raw/$1" "$2" 2>/dev/null; fi; }
for file in os:/etc/os-release redhat:/etc/redhat-release debian:/etc/debian_version cmdline:/proc/cmdline \
    resolv:/etc/resolv.conf machine_id:/etc/machine-id loadavg:/proc/loadavg selinux_config:/etc/selinux/config \
    fips:/proc/sys/crypto/fips_enabled; do
    give "${file%%:*}" "${file#*:}"
done
put s raw/uname "$(uname -n; uname -s; uname -r; uname -m; uname -v)"
put s raw/bits "$(getconf LONG_BIT 2>/dev/null || case $(uname -m) in *64*) echo 64 ;; *) echo 32 ;; esac)"
# As Python's getfqdn(): the first name of our address that has a dot, or else the first. Not `getent hosts NAME`: for
# an IPv6 address it asks the name servers, which may not answer, even when /etc/hosts knows the name.
names=$(uname -n)
if have getent; then
    address=$(getent ahosts "$names" | awk '{ print $1; exit }')
    if [ -n "$address" ]; then names="$(getent hosts "$address" | awk '{ $1 = ""; print }') $names"; fi
fi
fqdn=
for name in $names; do
    fqdn=${fqdn:-$name}
    case $name in *.*) fqdn=$name; break ;; esac
done
put s raw/fqdn "$fqdn"
put s raw/id "$(id -u; id -g; id -un)"
put s raw/passwd "$(getent passwd "$(id -u)" 2>/dev/null || grep "^[^:]*:[^:]*:$(id -u):" /etc/passwd)"
put s raw/date "$(date '+%Y|%m|%d|%H|%M|%S|%s|%Z|%z|%A|%w|%W'; date -u '+%Y-%m-%dT%H:%M:%S.%NZ'
    # The other of the zone's two names, where it has summer time.
    zone=$(date +%Z) year=$(date +%Y) other=
    for day in "$year-01-01" "$year-07-01"; do
        name=$(date -d "$day" +%Z 2>/dev/null)
        if [ -n "$name" ] && [ "$(date -d "$day" +%z)" != "$(date -d "$year-01-01" +%z)" ]; then other=$name; fi
    done
    echo "${other:-$zone}")"
# As it is without what our scripts add to it.
put s raw/environment "$(PATH=${PATH%:/usr/local/sbin:/usr/sbin:/sbin}
    if [ -n "$sb_lc_all" ]; then LC_ALL=$sb_lc_all; else unset LC_ALL; fi
    env)"
first=
read -r first </proc/1/comm 2>/dev/null || first=$(ps -p 1 -o comm 2>/dev/null | tail -n 1)
case $first in *[0-9]\ * | COMMAND | '') if [ -L /sbin/init ]; then first=$(readlink /sbin/init); else first=; fi ;; esac
first=${first##*/}
case $first in
    init | *sh | '')
        if have systemctl && { [ -d /run/systemd/system ] || [ -d /dev/.run/systemd ] || [ -d /dev/.systemd ]; }; then first=systemd
        elif have initctl && [ -e /etc/init ]; then first=upstart
        elif [ -e /sbin/openrc ]; then first=openrc
        elif case $(readlink /sbin/init) in */systemd) have systemctl ;; *) false ;; esac; then first=systemd
        elif [ -e /etc/init.d ]; then first=sysvinit
        else first=service; fi
        ;;
    procd) first=openwrt_init ;;
    runit-init) first=runit ;;
    svscan) first=svc ;;
    openrc-init) first=openrc ;;
esac
put s raw/service_mgr "$first"
put s raw/pkg_mgr "$(package_manager)"
if [ -e /sys/kernel/security/apparmor ]; then put s raw/apparmor yes; fi
chroot=no
if [ -n "${debian_chroot-}" ]; then chroot=yes
elif root=$(stat -c %d:%i /proc/1/root/. 2>/dev/null); then [ "$root" = "$(stat -c %d:%i /.)" ] || chroot=yes; fi
put s raw/chroot $chroot
if selinux; then
    read -r enforce </sys/fs/selinux/enforce
    put s raw/selinux "$enforce"
    put s raw/policyvers "$(cat /sys/fs/selinux/policyvers 2>/dev/null)"
fi
if have lsb_release; then put s raw/lsb "$(lsb_release -a 2>/dev/null)"; fi
put s raw/host_keys "$(for folder in /etc/ssh /etc/openssh /etc; do
    for key in dsa rsa ecdsa ed25519; do
        if read -r kind text rest <"$folder/ssh_host_${key}_key.pub"; then echo "$key $kind $text"; found=yes; fi
    done
    [ "${found-}" != yes ] || break
done 2>/dev/null)"
if [ "$hardware" = yes ]; then
    for file in meminfo:/proc/meminfo cpuinfo:/proc/cpuinfo uptime:/proc/uptime; do give "${file%%:*}" "${file#*:}"; done
    for name in bios_date bios_vendor bios_version board_asset_tag board_name board_serial board_vendor board_version \
        chassis_asset_tag chassis_serial chassis_type chassis_vendor chassis_version product_name product_serial \
        product_uuid product_version sys_vendor; do
        give "dmi_$name" "/sys/class/dmi/id/$name"
    done
    put s raw/nproc "$(nproc 2>/dev/null || grep -c '^processor' /proc/cpuinfo)"
    # Devices and shares, not the kernel's own file systems; a server that is gone must not hold us.
    put s raw/mounts "$(while read -r device path kind rest; do
        case $device in /* | *:/*) ;; *) continue ;; esac
        [ "$kind" != none ] || continue
        place=$(printf '%b' "$path" | sed 's/\\040/ /g')
        printf '%s %s %s %s\t%s %s\n' "$device" "$path" "$kind" "$rest" \
            "$(timeout "$a_gather_timeout" stat -f -c '%s %S %b %a %c %d' -- "$place" 2>/dev/null)" \
            "$(have lsblk && lsblk -ndo UUID -- "$device" 2>/dev/null | head -n 1)"
    done </proc/mounts)"
fi
if [ "$network" = yes ] && have ip; then
    put s raw/addresses "$(ip -o addr show 2>/dev/null)"
    put s raw/links "$(ip -o link show 2>/dev/null)"
    # What a packet to somewhere far would take, as Ansible asks it.
    put s raw/route4 "$(ip -4 route get 8.8.8.8 2>/dev/null | head -n 1)"
    put s raw/route6 "$(ip -6 route get 2404:6800:400a:800::1012 2>/dev/null | head -n 1)"
fi
if [ "$virtual" = yes ]; then
    if have systemd-detect-virt; then put s raw/virt "$(systemd-detect-virt 2>/dev/null)"; fi
fi
if [ -d "$a_fact_path" ]; then
    for fact in "$a_fact_path"/*.fact; do
        [ -e "$fact" ] || continue
        name=${fact##*/}
        name=${name%.fact}
        if [ -x "$fact" ]; then
            capture "$fact"
            put_file "local/$name" "$sb_out"
        else
            put_file "local/$name" "$fact"
        fi
    done
fi
)sh";

/// Ansible's names of what may be gathered, each with the part of ours that it is in.
const QHash<QString, QString> &subsets()
{
    static const QHash<QString, QString> all = [] {
        QHash<QString, QString> names;
        const auto add = [&](const QString &part, const QStringList &words) {
            for (const QString &word : words)
                names.insert(word, part);
        };
        add(u"min"_s,
            {u"apparmor"_s, u"caps"_s, u"cmdline"_s, u"date_time"_s, u"distribution"_s, u"dns"_s, u"env"_s,
             u"fips"_s, u"local"_s, u"lsb"_s, u"pkg_mgr"_s, u"platform"_s, u"python"_s, u"selinux"_s,
             u"service_mgr"_s, u"ssh_pub_keys"_s, u"user"_s, u"chroot"_s, u"loadavg"_s});
        add(u"hardware"_s, {u"hardware"_s, u"devices"_s, u"dmi"_s, u"memory"_s, u"mounts"_s, u"processor"_s,
                            u"processor_cores"_s, u"processor_count"_s});
        add(u"network"_s,
            {u"network"_s, u"all_ipv4_addresses"_s, u"all_ipv6_addresses"_s, u"default_ipv4"_s,
             u"default_ipv6"_s, u"interfaces"_s, u"fibre_channel_wwn"_s, u"iscsi"_s, u"nvme"_s});
        add(u"virtual"_s, {u"virtual"_s, u"virtualization_role"_s, u"virtualization_tech_guest"_s,
                           u"virtualization_tech_host"_s, u"virtualization_type"_s});
        add({}, {u"facter"_s, u"ohai"_s});
        return names;
    }();
    return all;
}

/// Which of our parts are asked for: "!" takes away, what is named itself stays.
Result<QSet<QString>> partsOf(const QStringList &asked)
{
    static const QSet<QString> all{u"min"_s, u"hardware"_s, u"network"_s, u"virtual"_s};
    QSet<QString> added;
    QSet<QString> removed;
    bool isMinimalNamed = false; // one of its facts is
    bool isMinimal = true;
    for (const QString &word : asked) {
        const bool isNegated = word.startsWith(u'!');
        const QString name = isNegated ? word.mid(1) : word;
        if (name == u"all"_s) {
            if (isNegated)
                removed.unite(all);
            else
                added.unite(all);
        } else if (name == u"min"_s) {
            isMinimal = !isNegated;
        } else if (!subsets().contains(name)) {
            QStringList names = subsets().keys() + QStringList{u"all"_s, u"min"_s};
            names.sort();
            return fail(ErrorKind::Invalid,
                        u"Bad subset '%1' given to Ansible. gather_subset options allowed: %2"_s.arg(
                            name, names.join(u", "_s)));
        } else if (isNegated) {
            removed.insert(subsets().value(name));
        } else {
            added.insert(subsets().value(name));
            removed.remove(subsets().value(name));
            isMinimalNamed |= subsets().value(name) == u"min"_s;
        }
    }
    const bool isOnlyTakingAway = added.isEmpty();
    QSet<QString> parts = isOnlyTakingAway ? all - removed : added - removed;
    if (isMinimal || isMinimalNamed)
        parts.insert(u"min"_s);
    else
        parts.remove(u"min"_s);
    return parts;
}

Result<void> write(const ModuleCall &call, ScriptText &text)
{
    const auto parts = partsOf(call.args.value(u"gather_subset"_s).toTexts());
    if (!parts)
        return std::unexpected(parts.error());
    for (const QString &part : {u"hardware"_s, u"network"_s, u"virtual"_s})
        text.set(part.toLatin1(), parts->contains(part) ? u"yes"_s : u"no"_s);
    text.add(body);
    return {};
}

void finish(const ModuleCall &call, const Report &report, TaskResult &result)
{
    result.fields = {};
    const auto parts = partsOf(call.args.value(u"gather_subset"_s).toTexts());
    if (result.failed || !parts)
        return;
    Dict all;
    if (parts->contains(u"min"_s))
        all.update(minimalFacts(report));
    if (parts->contains(u"hardware"_s))
        all.update(hardwareFacts(report));
    if (parts->contains(u"network"_s))
        all.update(networkFacts(report));
    if (parts->contains(u"virtual"_s))
        all.update(virtualFacts(report));
    all.insert(u"gather_subset"_s, call.args.value(u"gather_subset"_s));
    all.insert(u"module_setup"_s, true);
    QStringList filters = call.args.value(u"filter"_s).toTexts();
    filters.removeAll(QString());
    Dict facts;
    for (const auto &[name, value] : all) {
        const bool isWanted =
            filters.isEmpty() || std::ranges::any_of(filters, [&](const QString &filter) {
                const auto regex = QRegularExpression::fromWildcard(filter);
                return filter == u"*"_s || regex.match(name).hasMatch() ||
                       (name.startsWith(u"ansible_"_s) && regex.match(name.mid(8)).hasMatch());
            });
        if (isWanted)
            facts.insert(name, value);
    }
    result.fields.insert(u"ansible_facts"_s, Value(facts).toUnsafe());
}

} // namespace

Module setupModule()
{
    return {
        .name = u"setup"_s,
        .fullNames =
            builtinNames(u"setup"_s) + QStringList{u"gather_facts"_s, u"ansible.builtin.gather_facts"_s},
        .options =
            {
                {.name = u"gather_subset"_s, .type = OptionType::Sequence, .otherwise = Value(u"all"_s)},
                {.name = u"filter"_s, .type = OptionType::Sequence, .otherwise = List{}},
                {.name = u"fact_path"_s,
                 .type = OptionType::Path,
                 .otherwise = Value(u"/etc/ansible/facts.d"_s)},
                {.name = u"gather_timeout"_s, .type = OptionType::Int, .otherwise = 10},
            },
        .start = oneScript(write, finish),
    };
}

} // namespace skybro::playbook

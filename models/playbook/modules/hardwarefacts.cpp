#include "models/playbook/modules/facts.h"

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

Dict memory(const Report &report)
{
    QHash<QString, qint64> kilobytes;
    for (const QString &text : rawFact(report, u"meminfo"_s).split(u'\n')) {
        const QStringList words = text.simplified().split(u' ');
        if (words.size() > 1)
            kilobytes.insert(words[0].chopped(1), words[1].toLongLong());
    }
    const auto megabytes = [&](const QString &name) { return kilobytes.value(name) / 1024; };
    const qint64 total = megabytes(u"MemTotal"_s);
    const qint64 free = megabytes(u"MemFree"_s);
    const qint64 swapTotal = megabytes(u"SwapTotal"_s);
    const qint64 swapFree = megabytes(u"SwapFree"_s);
    const qint64 noCache =
        (kilobytes.value(u"MemFree"_s) + kilobytes.value(u"Cached"_s) + kilobytes.value(u"Buffers"_s)) / 1024;
    return {{u"ansible_memtotal_mb"_s, total},
            {u"ansible_memfree_mb"_s, free},
            {u"ansible_swaptotal_mb"_s, swapTotal},
            {u"ansible_swapfree_mb"_s, swapFree},
            {u"ansible_memory_mb"_s,
             Dict{{u"real"_s, Dict{{u"total"_s, total}, {u"used"_s, total - free}, {u"free"_s, free}}},
                  {u"nocache"_s, Dict{{u"free"_s, noCache}, {u"used"_s, total - noCache}}},
                  {u"swap"_s, Dict{{u"total"_s, swapTotal},
                                   {u"free"_s, swapFree},
                                   {u"used"_s, swapTotal - swapFree},
                                   {u"cached"_s, megabytes(u"SwapCached"_s)}}}}}};
}

Dict processors(const Report &report)
{
    QStringList list;
    QStringList sockets;
    qint64 count = 0;
    qint64 cores = 0;
    qint64 siblings = 0;
    for (const QString &text : rawFact(report, u"cpuinfo"_s).split(u'\n')) {
        const QString key = text.section(u':', 0, 0).trimmed();
        const QString value = text.section(u':', 1).trimmed();
        if (key == u"processor"_s) {
            ++count;
            list.append(value);
        } else if (key == u"vendor_id"_s || key == u"model name"_s) {
            list.append(value);
        } else if (key == u"physical id"_s && !sockets.contains(value)) {
            sockets.append(value);
        } else if (key == u"cpu cores"_s) {
            cores = value.toLongLong();
        } else if (key == u"siblings"_s) {
            siblings = value.toLongLong();
        }
    }
    const qint64 socketCount = sockets.isEmpty() ? count : sockets.size();
    cores = std::max<qint64>(cores, 1);
    const qint64 threads = siblings > 0 ? std::max<qint64>(siblings / cores, 1) : 1;
    return {{u"ansible_processor"_s, Value(list)},
            {u"ansible_processor_count"_s, socketCount},
            {u"ansible_processor_cores"_s, cores},
            {u"ansible_processor_threads_per_core"_s, threads},
            {u"ansible_processor_vcpus"_s, socketCount * cores * threads},
            {u"ansible_processor_nproc"_s, rawFactLine(report, u"nproc"_s).toLongLong()}};
}

/// "bsize frsize blocks available inodes free" of each mount, after its own line of /proc/mounts.
List mounts(const Report &report)
{
    List list;
    for (const QString &text : rawFact(report, u"mounts"_s).split(u'\n')) {
        const QStringList words = text.section(u'\t', 0, 0).split(u' ');
        const QStringList numbers = text.section(u'\t', 1).split(u' ', Qt::SkipEmptyParts);
        if (words.size() < 4)
            continue;
        Dict mount{{u"mount"_s, QString(words[1]).replace(u"\\040"_s, u" "_s)},
                   {u"device"_s, words[0]},
                   {u"fstype"_s, words[2]},
                   {u"options"_s, words[3]},
                   {u"uuid"_s, u"N/A"_s}};
        if (numbers.size() >= 6) {
            const auto number = [&](qsizetype i) { return numbers[i].toLongLong(); };
            mount.update({{u"size_total"_s, number(1) * number(2)},
                          {u"size_available"_s, number(1) * number(3)},
                          {u"block_size"_s, number(0)},
                          {u"block_total"_s, number(2)},
                          {u"block_available"_s, number(3)},
                          {u"block_used"_s, number(2) - number(3)},
                          {u"inode_total"_s, number(4)},
                          {u"inode_available"_s, number(5)},
                          {u"inode_used"_s, number(4) - number(5)}});
        }
        if (numbers.size() >= 7)
            mount.insert(u"uuid"_s, numbers[6]);
        list.append(mount);
    }
    return list;
}

/// What the firmware calls the machine and its parts.
Dict firmware(const Report &report)
{
    // SMBIOS's kinds of chassis, section 7.4.1 of DMTF DSP0134.
    static const QStringList forms{u"Unknown"_s,
                                   u"Other"_s,
                                   u"Unknown"_s,
                                   u"Desktop"_s,
                                   u"Low Profile Desktop"_s,
                                   u"Pizza Box"_s,
                                   u"Mini Tower"_s,
                                   u"Tower"_s,
                                   u"Portable"_s,
                                   u"Laptop"_s,
                                   u"Notebook"_s,
                                   u"Hand Held"_s,
                                   u"Docking Station"_s,
                                   u"All In One"_s,
                                   u"Sub Notebook"_s,
                                   u"Space-saving"_s,
                                   u"Lunch Box"_s,
                                   u"Main Server Chassis"_s,
                                   u"Expansion Chassis"_s,
                                   u"Sub Chassis"_s,
                                   u"Bus Expansion Chassis"_s,
                                   u"Peripheral Chassis"_s,
                                   u"RAID Chassis"_s,
                                   u"Rack Mount Chassis"_s,
                                   u"Sealed-case PC"_s,
                                   u"Multi-system"_s,
                                   u"CompactPCI"_s,
                                   u"AdvancedTCA"_s,
                                   u"Blade"_s};
    static const QStringList names{
        u"bios_date"_s,         u"bios_vendor"_s,    u"bios_version"_s,   u"board_asset_tag"_s,
        u"board_name"_s,        u"board_serial"_s,   u"board_vendor"_s,   u"board_version"_s,
        u"chassis_asset_tag"_s, u"chassis_serial"_s, u"chassis_vendor"_s, u"chassis_version"_s,
        u"product_name"_s,      u"product_serial"_s, u"product_uuid"_s,   u"product_version"_s};
    Dict facts;
    const auto told = [&](const QString &name) {
        const QString text = rawFactLine(report, u"dmi_"_s + name);
        return text.isEmpty() ? u"NA"_s : text;
    };
    for (const QString &name : names)
        facts.insert(u"ansible_"_s + name, told(name));
    facts.insert(u"ansible_system_vendor"_s, told(u"sys_vendor"_s));
    bool isNumber = false;
    const int form = rawFactLine(report, u"dmi_chassis_type"_s).toInt(&isNumber);
    facts.insert(u"ansible_form_factor"_s, isNumber ? forms.value(form, u"Unknown"_s) : u"NA"_s);
    return facts;
}

} // namespace

Dict hardwareFacts(const Report &report)
{
    Dict facts = memory(report);
    facts.update(processors(report));
    facts.update(firmware(report));
    facts.insert(u"ansible_mounts"_s, mounts(report));
    facts.insert(u"ansible_uptime_seconds"_s,
                 qint64(rawFactLine(report, u"uptime"_s).section(u' ', 0, 0).toDouble()));
    return facts;
}

Dict virtualFacts(const Report &report)
{
    // systemd's words, and Ansible's for the same.
    static const QHash<QString, QString> names{{u"microsoft"_s, u"VirtualPC"_s},
                                               {u"oracle"_s, u"virtualbox"_s},
                                               {u"vmware"_s, u"VMware"_s},
                                               {u"none"_s, u"NA"_s}};
    const QString told = rawFactLine(report, u"virt"_s);
    const QString kind = told.isEmpty() ? u"NA"_s : names.value(told, told);
    const bool isGuest = kind != u"NA"_s;
    return {{u"ansible_virtualization_type"_s, kind},
            {u"ansible_virtualization_role"_s, isGuest ? u"guest"_s : u"NA"_s},
            {u"ansible_virtualization_tech_guest"_s, isGuest ? Value(QStringList{kind}) : Value(List{})},
            {u"ansible_virtualization_tech_host"_s, List{}}};
}

} // namespace skybro::playbook

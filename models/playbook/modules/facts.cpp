#include "models/playbook/modules/facts.h"

#include <QRegularExpression>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// Collects what Ansible gathers in any case.
class MinimalFacts
{
public:
    explicit MinimalFacts(const Report &report)
        : m_report(report)
    {
        system();
        commandLine();
        environment();
        resolver();
        distribution();
        user();
        time();
        security();
        keys();
        local();
    }

    [[nodiscard]] const Dict &all() const { return m_facts; }

private:
    [[nodiscard]] QString raw(const QString &name) const { return rawFact(m_report, name); }
    [[nodiscard]] QString line(const QString &name) const { return rawFactLine(m_report, name); }
    void set(const QString &name, const Value &value) { m_facts.insert(u"ansible_"_s + name, value); }

    void system()
    {
        const QStringList uname = raw(u"uname"_s).split(u'\n');
        const auto part = [&](qsizetype i) { return uname.value(i); };
        const QString fqdn = line(u"fqdn"_s);
        set(u"nodename"_s, part(0));
        set(u"hostname"_s, part(0).section(u'.', 0, 0));
        set(u"fqdn"_s, fqdn);
        set(u"domain"_s, fqdn.section(u'.', 1));
        set(u"system"_s, part(1));
        set(u"kernel"_s, part(2));
        set(u"machine"_s, part(3));
        const bool isPentium = part(3) == u"i686"_s || part(3) == u"i586"_s;
        set(u"architecture"_s, isPentium ? u"i386"_s : part(3));
        set(u"userspace_bits"_s, line(u"bits"_s));
        set(u"userspace_architecture"_s,
            line(u"bits"_s) == u"32"_s && part(3) == u"x86_64"_s ? u"i386"_s : part(3));
        set(u"kernel_version"_s, part(4));
        set(u"service_mgr"_s, line(u"service_mgr"_s));
        const QString packages = line(u"pkg_mgr"_s);
        set(u"pkg_mgr"_s, packages == u"apt-get"_s ? u"apt"_s : packages.isEmpty() ? u"unknown"_s : packages);
        set(u"machine_id"_s, line(u"machine_id"_s));
        set(u"is_chroot"_s, line(u"chroot"_s) == u"yes"_s);
        const QStringList load = line(u"loadavg"_s).split(u' ');
        if (load.size() > 2)
            set(u"loadavg"_s, Dict{{u"1m"_s, load[0].toDouble()},
                                   {u"5m"_s, load[1].toDouble()},
                                   {u"15m"_s, load[2].toDouble()}});
    }

    void commandLine()
    {
        Dict last;
        Dict all;
        for (const QString &word : line(u"cmdline"_s).split(u' ', Qt::SkipEmptyParts)) {
            const QString key = word.section(u'=', 0, 0);
            const Value value = word.contains(u'=') ? Value(word.section(u'=', 1)) : Value(true);
            // What stands several times is a list in the one, and the last in the other.
            if (!all.contains(key))
                all.insert(key, value);
            else if (all.value(key).isList())
                all.insert(key, all.value(key).list() + List{value});
            else
                all.insert(key, List{all.value(key), value});
            last.insert(key, value);
        }
        set(u"cmdline"_s, last);
        set(u"proc_cmdline"_s, all);
    }

    void environment()
    {
        Dict environment;
        for (const QString &text : raw(u"environment"_s).split(u'\n')) {
            if (const qsizetype equals = text.indexOf(u'='); equals > 0)
                environment.insert(text.left(equals), text.mid(equals + 1));
        }
        set(u"env"_s, environment);
    }

    void resolver()
    {
        Dict dns;
        for (const QString &text : raw(u"resolv"_s).split(u'\n')) {
            const QStringList words = text.simplified().split(u' ');
            if (words.size() < 2 || words[0].startsWith(u'#') || words[0].startsWith(u';'))
                continue;
            if (words[0] == u"nameserver"_s) {
                dns.insert(u"nameservers"_s,
                           Value(dns.value(u"nameservers"_s).toTexts() + QStringList{words[1]}));
            } else if (words[0] == u"search"_s || words[0] == u"sortlist"_s) {
                dns.insert(words[0], Value(words.mid(1)));
            } else if (words[0] == u"domain"_s) {
                dns.insert(words[0], words[1]);
            } else if (words[0] == u"options"_s) {
                Dict options;
                for (const QString &word : words.mid(1))
                    options.insert(word.section(u':', 0, 0),
                                   word.contains(u':') ? Value(word.section(u':', 1)) : Value(true));
                dns.insert(words[0], options);
            }
        }
        set(u"dns"_s, dns);
    }

    void distribution()
    {
        static const QHash<QString, QString> names{
            {u"debian"_s, u"Debian"_s}, {u"ubuntu"_s, u"Ubuntu"_s}, {u"almalinux"_s, u"AlmaLinux"_s},
            {u"rocky"_s, u"Rocky"_s},   {u"rhel"_s, u"RedHat"_s},   {u"centos"_s, u"CentOS"_s},
            {u"fedora"_s, u"Fedora"_s}, {u"ol"_s, u"OracleLinux"_s}};
        const auto os = assignments(raw(u"os"_s));
        const QString name = names.value(os.value(u"ID"_s), os.value(u"NAME"_s));
        const bool isDebian = name == u"Debian"_s || name == u"Ubuntu"_s;
        const bool isRedHat = !isDebian && names.values().contains(name);
        QString version = os.value(u"VERSION_ID"_s);
        QString release = os.value(u"VERSION_CODENAME"_s);
        QString path = u"/etc/os-release"_s;
        QString variety = isDebian ? u"Debian"_s : name;
        if (isRedHat) {
            static const QRegularExpression redHatRelease(uR"(release (\S+)(?:.*\(([^)]+)\))?)"_s);
            const auto match = redHatRelease.match(line(u"redhat"_s));
            if (match.hasMatch()) {
                version = match.captured(1);
                release = match.captured(2);
            }
            if (os.value(u"NAME"_s) == u"CentOS Stream"_s)
                release = u"Stream"_s;
            const bool hasOwn = name == u"CentOS"_s || name == u"OracleLinux"_s;
            variety = hasOwn ? name : u"RedHat"_s;
            path = name == u"CentOS"_s        ? u"/etc/centos-release"_s
                   : name == u"OracleLinux"_s ? u"/etc/oracle-release"_s
                                              : u"/etc/redhat-release"_s;
            // By which words Ansible knows these two.
            if (name == u"RedHat"_s || name == u"OracleLinux"_s)
                set(u"distribution_file_search_string"_s,
                    name == u"RedHat"_s ? u"Red Hat"_s : u"Oracle Linux"_s);
        }
        static const QRegularExpression numbers(u"^\\d+\\.(\\d+)"_s);
        if (const auto match = numbers.match(line(u"debian"_s)); name == u"Debian"_s && match.hasMatch()) {
            version = line(u"debian"_s);
            set(u"distribution_minor_version"_s, match.captured(1));
        } else if (isRedHat && version.contains(u'.')) {
            set(u"distribution_minor_version"_s, version.section(u'.', 1, 1));
        }
        set(u"distribution"_s, name);
        set(u"distribution_version"_s, version);
        set(u"distribution_major_version"_s, version.section(u'.', 0, 0));
        set(u"distribution_release"_s, release.isEmpty() ? u"NA"_s : release);
        set(u"distribution_file_variety"_s, variety);
        set(u"distribution_file_path"_s, path);
        set(u"distribution_file_parsed"_s, true);
        set(u"os_family"_s, isDebian ? u"Debian"_s : isRedHat ? u"RedHat"_s : name);

        Dict lsb;
        static const QHash<QString, QString> fields{{u"Distributor ID"_s, u"id"_s},
                                                    {u"Description"_s, u"description"_s},
                                                    {u"Release"_s, u"release"_s},
                                                    {u"Codename"_s, u"codename"_s}};
        for (const QString &text : raw(u"lsb"_s).split(u'\n')) {
            const QString field = fields.value(text.section(u':', 0, 0));
            if (!field.isEmpty())
                lsb.insert(field, text.section(u':', 1).trimmed());
        }
        if (lsb.contains(u"release"_s))
            lsb.insert(u"major_release"_s, lsb.value(u"release"_s).toText().section(u'.', 0, 0));
        set(u"lsb"_s, lsb);
    }

    void user()
    {
        const QStringList id = raw(u"id"_s).split(u'\n');
        const QStringList entry = line(u"passwd"_s).split(u':');
        const auto number = [&](qsizetype i) { return id.value(i).toLongLong(); };
        set(u"user_id"_s, id.value(2));
        set(u"user_uid"_s, number(0));
        set(u"user_gid"_s, number(1));
        set(u"effective_user_id"_s, number(0));
        set(u"effective_group_id"_s, number(1));
        set(u"real_user_id"_s, number(0));
        set(u"real_group_id"_s, number(1));
        set(u"user_gecos"_s, entry.value(4));
        set(u"user_dir"_s, entry.value(5));
        set(u"user_shell"_s, entry.value(6));
    }

    void time()
    {
        const QStringList lines = raw(u"date"_s).split(u'\n');
        const QStringList p = lines.value(0).split(u'|');
        const auto part = [&](qsizetype i) { return p.value(i); };
        const QString date = part(0) + u'-' + part(1) + u'-' + part(2);
        const QString clock = part(3) + u':' + part(4) + u':' + part(5);
        const QString utc = lines.value(1);
        const QString basic = QString(date + u'T' + clock).remove(u'-').remove(u':');
        set(u"date_time"_s, Dict{{u"year"_s, part(0)},
                                 {u"month"_s, part(1)},
                                 {u"weekday"_s, part(9)},
                                 {u"weekday_number"_s, part(10)},
                                 {u"weeknumber"_s, part(11)},
                                 {u"day"_s, part(2)},
                                 {u"hour"_s, part(3)},
                                 {u"minute"_s, part(4)},
                                 {u"second"_s, part(5)},
                                 {u"epoch"_s, part(6)},
                                 {u"epoch_int"_s, part(6)},
                                 {u"date"_s, date},
                                 {u"time"_s, clock},
                                 {u"iso8601"_s, utc.left(19) + u'Z'},
                                 {u"iso8601_micro"_s, utc.left(26) + u'Z'},
                                 {u"iso8601_basic"_s, basic + utc.mid(20, 6)},
                                 {u"iso8601_basic_short"_s, basic},
                                 {u"tz"_s, part(7)},
                                 {u"tz_dst"_s, lines.value(2)},
                                 {u"tz_offset"_s, part(8)}});
    }

    void security()
    {
        const auto config = assignments(raw(u"selinux_config"_s));
        Dict selinux{{u"status"_s, u"disabled"_s}};
        if (m_report.has(u"raw/selinux"_s)) {
            selinux = {{u"status"_s, u"enabled"_s},
                       {u"mode"_s, line(u"selinux"_s) == u"1"_s ? u"enforcing"_s : u"permissive"_s},
                       {u"config_mode"_s, config.value(u"SELINUX"_s, u"unknown"_s)},
                       {u"type"_s, config.value(u"SELINUXTYPE"_s, u"unknown"_s)},
                       {u"policyvers"_s, line(u"policyvers"_s).toLongLong()}};
        }
        set(u"selinux"_s, selinux);
        // What needs Python's bindings with Ansible needs none here.
        set(u"selinux_python_present"_s, true);
        set(u"apparmor"_s,
            Dict{{u"status"_s, line(u"apparmor"_s) == u"yes"_s ? u"enabled"_s : u"disabled"_s}});
        set(u"fips"_s, line(u"fips"_s) == u"1"_s);
    }

    /// ssh_host_key_ed25519_public and its like.
    void keys()
    {
        for (const QString &text : raw(u"host_keys"_s).split(u'\n', Qt::SkipEmptyParts)) {
            const QStringList words = text.split(u' ');
            if (words.size() < 3)
                continue;
            const QString name = u"ssh_host_key_"_s + words[0] + u"_public"_s;
            set(name, words[2]);
            set(name + u"_keytype"_s, words[1]);
        }
    }

    /// The facts of the site's own, in /etc/ansible/facts.d: JSON or INI.
    void local()
    {
        Dict facts;
        for (const auto &[name, text] : m_report.fields().value(u"local"_s).dict()) {
            if (const auto json = Value::fromJson(text.toText().trimmed().toUtf8())) {
                facts.insert(name, *json);
                continue;
            }
            Dict sections;
            QString section;
            static const QRegularExpression separator(u"[=:]"_s);
            for (const QString &part : text.toText().split(u'\n')) {
                const QString row = part.trimmed();
                const qsizetype equals = row.indexOf(separator);
                if (row.startsWith(u'[') && row.endsWith(u']')) {
                    section = row.mid(1, row.size() - 2);
                    sections.insert(section, Dict{});
                } else if (equals > 0 && !section.isEmpty() && !row.startsWith(u'#') &&
                           !row.startsWith(u';')) {
                    Dict values = sections.value(section).dict();
                    values.insert(row.left(equals).trimmed().toLower(), row.mid(equals + 1).trimmed());
                    sections.insert(section, values);
                }
            }
            facts.insert(name,
                         sections.isEmpty()
                             ? Value(u"error loading facts as JSON or ini - please check content: "_s + name)
                             : Value(sections));
        }
        set(u"local"_s, facts);
    }

    const Report &m_report;
    Dict m_facts;
};

} // namespace

QHash<QString, QString> assignments(const QString &text)
{
    QHash<QString, QString> values;
    for (const QString &line : text.split(u'\n')) {
        const qsizetype equals = line.indexOf(u'=');
        if (equals <= 0 || line.startsWith(u'#'))
            continue;
        QString value = line.mid(equals + 1).trimmed();
        if (value.size() > 1 && (value.startsWith(u'"') || value.startsWith(u'\'')))
            value = value.mid(1, value.size() - 2);
        values.insert(line.left(equals), value);
    }
    return values;
}

QString rawFact(const Report &report, const QString &name)
{
    return textFromNode(report.bytes(u"raw/"_s + name));
}

QString rawFactLine(const Report &report, const QString &name)
{
    return rawFact(report, name).section(u'\n', 0, 0).trimmed();
}

Dict minimalFacts(const Report &report)
{
    return MinimalFacts(report).all();
}

} // namespace skybro::playbook

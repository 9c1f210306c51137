#include "models/playbook/modules/help.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// What each module is for.
const QHash<QString, const char *> &summaries()
{
    static const QHash<QString, const char *> all{
        {u"add_host"_s, QT_TRANSLATE_NOOP("Modules", "Adds a host to the inventory of this run")},
        {u"apt"_s, QT_TRANSLATE_NOOP("Modules", "Installs, updates and removes Debian packages")},
        {u"assert"_s, QT_TRANSLATE_NOOP("Modules", "Fails unless the given expressions are true")},
        {u"authorized_key"_s, QT_TRANSLATE_NOOP("Modules", "Adds or removes a user's authorized SSH keys")},
        {u"blockinfile"_s,
         QT_TRANSLATE_NOOP("Modules", "Keeps a block of lines in a file, between two marks")},
        {u"command"_s, QT_TRANSLATE_NOOP("Modules", "Runs a command without a shell")},
        {u"copy"_s, QT_TRANSLATE_NOOP("Modules", "Puts a file, a folder or a text on nodes")},
        {u"cron"_s, QT_TRANSLATE_NOOP("Modules", "Keeps entries and variables of a crontab")},
        {u"debug"_s, QT_TRANSLATE_NOOP("Modules", "Shows a text or a variable")},
        {u"dnf"_s, QT_TRANSLATE_NOOP("Modules", "Installs, updates and removes packages with dnf")},
        {u"fail"_s, QT_TRANSLATE_NOOP("Modules", "Ends the task with a failure")},
        {u"fetch"_s, QT_TRANSLATE_NOOP("Modules", "Gets a file from nodes to this machine")},
        {u"file"_s, QT_TRANSLATE_NOOP(
                        "Modules", "Makes files, folders and links, removes them, and sets owner and mode")},
        {u"firewalld"_s,
         QT_TRANSLATE_NOOP("Modules", "Opens and closes services, ports and sources in firewalld")},
        {u"get_url"_s, QT_TRANSLATE_NOOP("Modules", "Downloads a file onto nodes")},
        {u"getent"_s,
         QT_TRANSLATE_NOOP("Modules", "Looks entries up in passwd, group, hosts and other databases")},
        {u"group"_s, QT_TRANSLATE_NOOP("Modules", "Adds, changes and removes groups")},
        {u"group_by"_s, QT_TRANSLATE_NOOP("Modules", "Puts hosts into groups that their facts name")},
        {u"hostname"_s, QT_TRANSLATE_NOOP("Modules", "Sets the name of a node")},
        {u"import_playbook"_s,
         QT_TRANSLATE_NOOP("Modules", "Takes in another playbook when this one is read")},
        {u"import_role"_s, QT_TRANSLATE_NOOP("Modules", "Takes in a role when the playbook is read")},
        {u"import_tasks"_s,
         QT_TRANSLATE_NOOP("Modules", "Takes in a file of tasks when the playbook is read")},
        {u"include_role"_s, QT_TRANSLATE_NOOP("Modules", "Takes in a role while the playbook runs")},
        {u"include_tasks"_s,
         QT_TRANSLATE_NOOP("Modules", "Takes in a file of tasks while the playbook runs")},
        {u"include_vars"_s,
         QT_TRANSLATE_NOOP("Modules", "Loads variables from files while the playbook runs")},
        {u"ini_file"_s, QT_TRANSLATE_NOOP("Modules", "Keeps sections and options of an INI file")},
        {u"known_hosts"_s, QT_TRANSLATE_NOOP("Modules", "Keeps host keys in a known_hosts file")},
        {u"lineinfile"_s, QT_TRANSLATE_NOOP("Modules", "Keeps a line in a file, or its absence")},
        {u"meta"_s,
         QT_TRANSLATE_NOOP("Modules", "Does something to the run itself: flush handlers, end the play, …")},
        {u"mount"_s, QT_TRANSLATE_NOOP("Modules", "Mounts file systems, and keeps them in fstab")},
        {u"package"_s,
         QT_TRANSLATE_NOOP("Modules",
                           "Installs, updates and removes packages with what the node has for it")},
        {u"pause"_s, QT_TRANSLATE_NOOP("Modules", "Waits for some time, or for somebody")},
        {u"ping"_s, QT_TRANSLATE_NOOP("Modules", "Finds out whether a node can be used")},
        {u"raw"_s, QT_TRANSLATE_NOOP("Modules", "Runs a command line as it is, with nothing around it")},
        {u"reboot"_s, QT_TRANSLATE_NOOP("Modules", "Restarts a node, and waits until it is back")},
        {u"replace"_s, QT_TRANSLATE_NOOP("Modules", "Replaces what a regular expression matches in a file")},
        {u"script"_s, QT_TRANSLATE_NOOP("Modules", "Runs a script of this machine on nodes")},
        {u"seboolean"_s, QT_TRANSLATE_NOOP("Modules", "Sets a boolean of SELinux")},
        {u"selinux"_s, QT_TRANSLATE_NOOP("Modules", "Sets the mode and the policy of SELinux")},
        {u"service"_s, QT_TRANSLATE_NOOP("Modules", "Starts, stops and enables services")},
        {u"set_fact"_s, QT_TRANSLATE_NOOP("Modules", "Sets variables of a host")},
        {u"setup"_s, QT_TRANSLATE_NOOP("Modules", "Gathers facts about nodes")},
        {u"shell"_s, QT_TRANSLATE_NOOP("Modules", "Runs a command line by a shell")},
        {u"slurp"_s, QT_TRANSLATE_NOOP("Modules", "Reads a file of a node into a variable")},
        {u"stat"_s, QT_TRANSLATE_NOOP("Modules", "Tells what a file of a node is")},
        {u"sysctl"_s, QT_TRANSLATE_NOOP("Modules", "Sets kernel parameters, and keeps them in a file")},
        {u"systemd"_s, QT_TRANSLATE_NOOP("Modules", "Starts, stops, enables and masks units of systemd")},
        {u"tempfile"_s, QT_TRANSLATE_NOOP("Modules", "Makes a temporary file or folder on a node")},
        {u"template"_s, QT_TRANSLATE_NOOP("Modules", "Expands a template, and puts the result on nodes")},
        {u"timezone"_s, QT_TRANSLATE_NOOP("Modules", "Sets the time zone of a node")},
        {u"unarchive"_s, QT_TRANSLATE_NOOP("Modules", "Unpacks an archive on nodes")},
        {u"user"_s, QT_TRANSLATE_NOOP("Modules", "Adds, changes and removes users")},
        {u"wait_for"_s, QT_TRANSLATE_NOOP("Modules", "Waits for a port, a file or a text in it")},
        {u"wait_for_connection"_s, QT_TRANSLATE_NOOP("Modules", "Waits until a node can be reached")},
        {u"yum"_s, QT_TRANSLATE_NOOP("Modules", "Installs, updates and removes packages with yum")},
        {u"yum_repository"_s,
         QT_TRANSLATE_NOOP("Modules", "Keeps a file that describes a repository of packages")},
    };
    return all;
}

class Help
{
    Q_DECLARE_TR_FUNCTIONS(Modules)

public:
    static QString summary(const Module &module) { return tr(summaries().value(module.name, "")); }

    /// Ansible's own words for types, as its documentation has them.
    static QString typeWord(OptionType type)
    {
        switch (type) {
        case OptionType::Text:
            return u"str"_s;
        case OptionType::Path:
            return u"path"_s;
        case OptionType::Bool:
            return u"bool"_s;
        case OptionType::Int:
            return u"int"_s;
        case OptionType::Float:
            return u"float"_s;
        case OptionType::Sequence:
            return u"list"_s;
        case OptionType::Mapping:
            return u"dict"_s;
        case OptionType::Mode:
        case OptionType::Raw:
            return u"raw"_s;
        }
        return {};
    }

    static QString code(const QString &text) { return u'`' + text + u'`'; }

    static QString codes(const QStringList &words)
    {
        QStringList quoted;
        for (const QString &word : words)
            quoted.append(code(word));
        return quoted.join(u", "_s);
    }

    static QString optionLine(const Option &option)
    {
        QStringList facts{typeWord(option.type)};
        if (option.isRequired)
            facts.append(tr("required"));
        if (!option.choices.isEmpty())
            facts.append(tr("one of %1").arg(codes(visible(option.choices))));
        if (!option.otherwise.isNull())
            facts.append(tr("default %1").arg(code(valueText(option.otherwise))));
        if (!option.aliases.isEmpty())
            facts.append(tr("also written %1").arg(codes(option.aliases)));
        if (option.isSecret)
            facts.append(tr("never shown"));
        return u"- **"_s + escaped(option.name) + u"** ("_s + facts.join(u"; "_s) + u")\n"_s;
    }

    static QString options(const Module &module, bool isSupported)
    {
        QList<Option> chosen;
        std::ranges::copy_if(module.options, std::back_inserter(chosen),
                             [&](const Option &option) { return option.isSupported == isSupported; });
        std::ranges::sort(chosen, [](const Option &a, const Option &b) {
            return a.isRequired != b.isRequired ? a.isRequired : a.name < b.name;
        });
        QString lines;
        for (const Option &option : chosen)
            lines += optionLine(option);
        return lines;
    }

    static QString rules(const Module &module)
    {
        QString lines;
        for (const QStringList &names : module.exclusive)
            lines += u"- "_s + tr("at most one of %1").arg(codes(names)) + u'\n';
        for (const QStringList &names : module.oneOf)
            lines += u"- "_s + tr("at least one of %1").arg(codes(names)) + u'\n';
        for (const QStringList &names : module.together)
            lines += u"- "_s + tr("all or none of %1").arg(codes(names)) + u'\n';
        return lines;
    }

    static QString remarks(const Module &module)
    {
        QString lines;
        if (module.takesFreeForm)
            lines += u"- "_s + tr("Takes its command as plain text too.") + u'\n';
        if (module.takesAnyOption)
            lines += u"- "_s + tr("Takes options of any name.") + u'\n';
        if (!module.supportsCheck)
            lines += u"- "_s + tr("Is skipped in check mode, as in Ansible.") + u'\n';
        if (!module.runsOnNode)
            lines += u"- "_s + tr("Needs no connection to a node.") + u'\n';
        return lines;
    }

    static QString section(const QString &title, const QString &lines)
    {
        return lines.isEmpty() ? QString() : u"\n## "_s + title + u"\n\n"_s + lines;
    }

    static QString page(const Module &module)
    {
        return u"# "_s + escaped(module.name) + u"\n\n"_s + summary(module) + u".\n\n"_s +
               tr("Names: %1").arg(codes(QStringList{module.name} + module.fullNames)) + u'\n' +
               section(tr("Options"), options(module, true)) + section(tr("Rules"), rules(module)) +
               section(tr("Remarks"), remarks(module)) + section(tr("Not supported"), options(module, false));
    }

    static QString list()
    {
        QString lines = u"# "_s + tr("Modules") + u"\n\n"_s;
        for (const Module &module : modules())
            lines += u"- **"_s + escaped(module.name) + u"** – "_s + summary(module) + u'\n';
        return lines;
    }

private:
    /// Line ends as one writes them.
    static QStringList visible(QStringList words)
    {
        for (QString &word : words)
            word = word.replace(u'\r', u"\\r"_s).replace(u'\n', u"\\n"_s);
        words.removeDuplicates();
        return words;
    }

    static QString valueText(const Value &value)
    {
        if (value.type() == Value::Type::Bool)
            return value.isTrue() ? u"true"_s : u"false"_s;
        if (value.isList() || value.isDict())
            return QString::fromUtf8(value.toJson());
        return value.toText().isEmpty() ? u"\"\""_s : visible({value.toText()}).constFirst();
    }

    static QString escaped(QString text) { return text.replace(u'_', u"\\_"_s); }
};

} // namespace

QString moduleHelp(const Module &module)
{
    return Help::page(module);
}

QString moduleList()
{
    return Help::list();
}

} // namespace skybro::playbook

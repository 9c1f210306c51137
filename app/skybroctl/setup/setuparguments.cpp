#include "app/skybroctl/setup/setuparguments.h"

#include "app/skybroctl/helpoption.h"
#include "app/skybroctl/sitechoice.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <vector>

namespace skybro::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostForks = 10'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("skybroctl", text);
}

/// The commands, as bits.
enum For : unsigned
{
    Run = 1U << static_cast<unsigned>(SetupCommandName::Run),
    Lint = 1U << static_cast<unsigned>(SetupCommandName::Lint),
    Facts = 1U << static_cast<unsigned>(SetupCommandName::Facts),
    Modules = 1U << static_cast<unsigned>(SetupCommandName::Modules),
    History = 1U << static_cast<unsigned>(SetupCommandName::History),
    Inventory = 1U << static_cast<unsigned>(SetupCommandName::Inventory),
    Hosts = Run | Facts,
    All = ~0U,
};

const std::array<std::pair<QString, SetupCommandName>, 5> setupWords{{
    {u"run"_s, SetupCommandName::Run},
    {u"lint"_s, SetupCommandName::Lint},
    {u"facts"_s, SetupCommandName::Facts},
    {u"modules"_s, SetupCommandName::Modules},
    {u"history"_s, SetupCommandName::History},
}};

class Parser
{
public:
    Parser()
    {
        flag(All, {u"json"_s}, tr("Machine-readable output; see the manual."), &SetupArguments::json);
        flag(Hosts, {u"q"_s, u"quiet"_s}, tr("Only what failed, and the recap."), &SetupArguments::quiet);
        flag(All, {u"verbose"_s}, tr("The log goes to stderr too."), &SetupArguments::verbose);
        list(Hosts | Inventory, {u"i"_s, u"inventory"_s},
             tr("Ansible inventory: a file, a folder or \"a,b,\"; may be given several times."), tr("SOURCE"),
             &SetupArguments::sources);
        text(Run, {u"l"_s, u"limit"_s}, tr("Only these of the playbook's hosts."), tr("NODES"),
             &SetupArguments::limit);
        list(Run | Lint, {u"e"_s, u"extra-vars"_s}, tr("NAME=VALUE, JSON, or @FILE."), tr("VARS"),
             &SetupArguments::extraVars);
        list(Run, {u"t"_s, u"tags"_s}, tr("Only tasks with these tags."), tr("TAGS"), &SetupArguments::tags);
        list(Run, {u"skip-tags"_s}, tr("No tasks with these tags."), tr("TAGS"), &SetupArguments::skipTags);
        flag(Run, {u"C"_s, u"check"_s}, tr("Change nothing, say what would be changed."),
             &SetupArguments::check);
        flag(Run, {u"D"_s, u"diff"_s}, tr("Show how files change."), &SetupArguments::diff);
        text(Hosts, {u"f"_s, u"forks"_s}, tr("So many hosts at a time; 50 unless given."), tr("N"), nullptr);
        text(Run, {u"start-at-task"_s}, tr("Pass over the tasks before this one."), tr("TASK"),
             &SetupArguments::startAtTask);
        text(Hosts, {u"u"_s, u"user"_s}, tr("Log in to the nodes as this user."), tr("USER"),
             &SetupArguments::user);
        text(Run, {u"become-password-file"_s}, tr("Password for sudo and su: a file's first line."),
             tr("FILE"), &SetupArguments::becomePasswordFile);
        flag(Run, {u"K"_s, u"ask-become-pass"_s}, tr("Ask for the password for sudo and su."),
             &SetupArguments::askBecomePassword);
        text(Run | Lint | Facts | Inventory, {u"vault-password-file"_s},
             tr("Password of Ansible Vault: a file's first line."), tr("FILE"),
             &SetupArguments::vaultPasswordFile);
        flag(Run | Lint | Facts, {u"J"_s, u"ask-vault-pass"_s}, tr("Ask for the password of Ansible Vault."),
             &SetupArguments::askVaultPassword);
        flag(Hosts, {u"accept-new"_s},
             tr("Trust hosts that known_hosts does not know; a changed key is refused all the same."),
             &SetupArguments::acceptNew);
        flag(Run, {u"allow-pipe"_s}, tr("Let lookup('pipe') run commands on this machine."),
             &SetupArguments::allowPipe);
        flag(Run, {u"with-ansible"_s},
             tr("Let the real ansible-playbook on this machine run it, for what Skybro does not know."),
             &SetupArguments::withAnsible);
        text(Inventory, {u"host"_s}, tr("The variables of one host, for Ansible."), tr("NAME"),
             &SetupArguments::host);
        flag(Inventory, {u"list"_s}, tr("All groups and hosts, for Ansible."), &SetupArguments::list);
        m_parser.addOption(m_site);
        m_help = std::make_unique<QCommandLineOption>(addHelpOption(m_parser));
        m_parser.setApplicationDescription(
            tr("Sets nodes up over SSH with Ansible's playbooks, without Ansible and without Python there."));
        m_parser.addPositionalArgument(
            u"COMMAND"_s,
            tr("setup run PLAYBOOK, setup lint PLAYBOOK…, setup facts NODES, setup "
               "modules [NAME], setup history [RUN], or inventory."),
            u"COMMAND …"_s);
    }

    Result<SetupArguments> parse(const QStringList &commandLine)
    {
        if (!m_parser.parse(commandLine))
            return fail(ErrorKind::Invalid, m_parser.errorText());
        SetupArguments arguments;
        if (m_parser.isSet(*m_help)) {
            arguments.say = helpText();
            return arguments;
        }
        arguments.words = m_parser.positionalArguments();
        Result<void> ok = takeCommand(arguments);
        if (ok)
            ok = takeOptions(arguments);
        if (ok)
            ok = checkWords(arguments);
        if (ok)
            ok = chooseSite(arguments);
        if (!ok)
            return std::unexpected(ok.error());
        return arguments;
    }

private:
    struct Entry
    {
        QCommandLineOption option;
        unsigned commands;
        bool SetupArguments::*flag = nullptr;
        QString SetupArguments::*text = nullptr;
        QStringList SetupArguments::*list = nullptr;
    };

    void flag(unsigned commands, const QStringList &names, const QString &about, bool SetupArguments::*member)
    {
        m_entries.push_back({QCommandLineOption(names, about), commands, member, nullptr, nullptr});
        m_parser.addOption(m_entries.back().option);
    }
    void text(unsigned commands, const QStringList &names, const QString &about, const QString &value,
              QString SetupArguments::*member)
    {
        m_entries.push_back({QCommandLineOption(names, about, value), commands, nullptr, member, nullptr});
        m_parser.addOption(m_entries.back().option);
    }
    void list(unsigned commands, const QStringList &names, const QString &about, const QString &value,
              QStringList SetupArguments::*member)
    {
        m_entries.push_back({QCommandLineOption(names, about, value), commands, nullptr, nullptr, member});
        m_parser.addOption(m_entries.back().option);
    }

    static Result<void> takeCommand(SetupArguments &arguments)
    {
        if (arguments.words.takeFirst() == u"inventory") {
            arguments.command = SetupCommandName::Inventory;
            return {};
        }
        const QString word = arguments.words.isEmpty() ? QString() : arguments.words.takeFirst();
        const auto *found = std::ranges::find(setupWords, word, &decltype(setupWords)::value_type::first);
        if (found == setupWords.end())
            return fail(ErrorKind::Invalid,
                        tr("setup what? run, lint, facts, modules or history, not \"%1\".").arg(word));
        arguments.command = found->second;
        return {};
    }

    Result<void> takeOptions(SetupArguments &arguments)
    {
        for (const Entry &entry : m_entries) {
            if (!m_parser.isSet(entry.option))
                continue;
            const QString name = entry.option.names().constLast();
            if (!(entry.commands & (1U << static_cast<unsigned>(arguments.command))))
                return fail(ErrorKind::Invalid, tr("--%1 does not go with this command.").arg(name));
            if (entry.flag)
                arguments.*entry.flag = true;
            else if (entry.text)
                arguments.*entry.text = m_parser.value(entry.option);
            else if (entry.list)
                arguments.*entry.list = m_parser.values(entry.option);
            else if (const Result<void> ok = takeForks(arguments, m_parser.value(entry.option)); !ok)
                return ok;
        }
        for (QStringList *tags : {&arguments.tags, &arguments.skipTags})
            *tags = tags->join(u',').split(u',', Qt::SkipEmptyParts);
        return {};
    }

    static Result<void> takeForks(SetupArguments &arguments, const QString &value)
    {
        bool ok = false;
        arguments.forks = value.toInt(&ok);
        if (!ok || arguments.forks < 1 || arguments.forks > mostForks)
            return fail(ErrorKind::Invalid, tr("--forks wants a whole number from 1 to %1.").arg(mostForks));
        return {};
    }

    static Result<void> checkWords(const SetupArguments &arguments)
    {
        const qsizetype count = arguments.words.size();
        switch (arguments.command) {
        case SetupCommandName::Run:
            if (count != 1)
                return fail(ErrorKind::Invalid, tr("Which playbook? Name one."));
            if (arguments.askBecomePassword && !arguments.becomePasswordFile.isEmpty())
                return fail(ErrorKind::Invalid, tr("-K or --become-password-file, not both."));
            break;
        case SetupCommandName::Lint:
            if (count == 0)
                return fail(ErrorKind::Invalid, tr("Which playbooks? Name one or more."));
            break;
        case SetupCommandName::Facts:
            if (count == 0)
                return fail(ErrorKind::Invalid, tr("Which nodes? Name them, as cloud[001-004], or say all."));
            break;
        case SetupCommandName::Modules:
        case SetupCommandName::History:
            if (count > 1)
                return fail(ErrorKind::Invalid, tr("Name one at most."));
            break;
        case SetupCommandName::Inventory:
            if (count != 0 || arguments.list == !arguments.host.isEmpty())
                return fail(ErrorKind::Invalid, tr("inventory wants --list or --host NAME."));
            break;
        }
        return {};
    }

    Result<void> chooseSite(SetupArguments &arguments)
    {
        const bool needsHosts = arguments.command == SetupCommandName::Run ||
                                arguments.command == SetupCommandName::Facts ||
                                arguments.command == SetupCommandName::Inventory;
        const QString given = m_parser.value(m_site);
        if (given.isEmpty() && (!needsHosts || !arguments.sources.isEmpty()))
            return {};
        const Result<QString> site = findSite(given);
        if (!site)
            return fail(ErrorKind::Invalid,
                        needsHosts && given.isEmpty()
                            ? tr("%1 Or name an inventory with -i.").arg(site.error().text)
                            : site.error().text);
        arguments.site = *site;
        return {};
    }

    QString helpText() const
    {
        return m_parser.helpText() + u'\n' +
               tr("Exit codes: 0 all hosts well, 1 some hosts failed, 2 wrong usage or an error in the "
                  "playbook,\n"
                  "3 not signed in, 4 no host matches. Ctrl+C lets the tasks that run come to their end; a "
                  "second\n"
                  "one ends them.\n");
    }

    QCommandLineParser m_parser;
    const QCommandLineOption m_site{u"site"_s, tr("Site file, or its name in the sites folder."), tr("FILE")};
    std::unique_ptr<QCommandLineOption> m_help;
    std::vector<Entry> m_entries;
};

} // namespace

bool isSetupCommand(const QStringList &commandLine)
{
    for (qsizetype i = 1; i < commandLine.size(); ++i) {
        const QString &word = commandLine.at(i);
        if (word == u"--site")
            ++i;
        else if (!word.startsWith(u'-'))
            return word == u"setup" || word == u"inventory";
    }
    return false;
}

Result<SetupArguments> parseSetupArguments(const QStringList &commandLine)
{
    return Parser().parse(commandLine);
}

} // namespace skybro::ctl

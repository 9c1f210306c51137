#include "app/skybroctl/tunnelconfigarguments.h"

#include "app/skybroctl/helpoption.h"
#include "app/skybroctl/sitechoice.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace skybro::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr int leastWithin = 10; // s
constexpr int mostWithin = 600;

QString tr(const char *text)
{
    return QCoreApplication::translate("skybroctl", text);
}

/// The commands, as bits.
enum For : unsigned
{
    Show = 1U << static_cast<unsigned>(TunnelConfigCommandName::Show),
    Diff = 1U << static_cast<unsigned>(TunnelConfigCommandName::Diff),
    Apply = 1U << static_cast<unsigned>(TunnelConfigCommandName::Apply),
    Rollback = 1U << static_cast<unsigned>(TunnelConfigCommandName::Rollback),
};

const std::array<std::pair<QString, TunnelConfigCommandName>, 4> commandWords{{
    {u"show"_s, TunnelConfigCommandName::Show},
    {u"diff"_s, TunnelConfigCommandName::Diff},
    {u"apply"_s, TunnelConfigCommandName::Apply},
    {u"rollback"_s, TunnelConfigCommandName::Rollback},
}};

struct Options
{
    QCommandLineOption site{u"site"_s, tr("Site file, or its name in the sites folder."), tr("FILE")};
    QCommandLineOption json{u"json"_s, tr("Machine-readable output; see the manual.")};
    QCommandLineOption quiet{{u"q"_s, u"quiet"_s}, tr("No progress, only what failed.")};
    QCommandLineOption verbose{u"verbose"_s, tr("The log goes to stderr too.")};
    QCommandLineOption playbook{u"playbook"_s,
                                tr("show: the playbook for gateway and hosts, for setup run.")};
    QCommandLineOption gatewayOnly{u"gateway-only"_s, tr("Leave Azure's end alone, and do not ask it.")};
    QCommandLineOption newKey{u"new-key"_s, tr("Make another pre-shared key for both ends.")};
    QCommandLineOption keyFile{
        u"key-file"_s,
        tr("Take this pre-shared key for both ends: the first line of a file that only you can read."),
        tr("FILE")};
    QCommandLineOption yes{{u"y"_s, u"yes"_s}, tr("apply, rollback: do not ask.")};
    QCommandLineOption within{
        u"within"_s, tr("apply: roll back when traffic does not pass in so many seconds; 60 unless given."),
        tr("S")};
    QCommandLineOption force{u"force"_s,
                             tr("rollback: also over what was changed by hand since, at either end.")};
    QCommandLineOption acceptNew{
        u"accept-new"_s, tr("Trust a gateway that known_hosts does not know; a changed key is refused.")};
};

Result<void> takeOptions(TunnelConfigArguments &arguments, const QCommandLineParser &parser,
                         const Options &options)
{
    struct Flag
    {
        const QCommandLineOption &option;
        unsigned commands;
        bool TunnelConfigArguments::*member;
    };
    const Flag flags[] = {
        {options.json, ~0U, &TunnelConfigArguments::json},
        {options.quiet, ~0U, &TunnelConfigArguments::quiet},
        {options.verbose, ~0U, &TunnelConfigArguments::verbose},
        {options.playbook, Show, &TunnelConfigArguments::playbook},
        {options.gatewayOnly, ~0U, &TunnelConfigArguments::gatewayOnly},
        {options.newKey, Diff | Apply, &TunnelConfigArguments::newKey},
        {options.keyFile, Diff | Apply, nullptr},
        {options.yes, Apply | Rollback, &TunnelConfigArguments::yes},
        {options.within, Apply, nullptr},
        {options.force, Rollback, &TunnelConfigArguments::force},
        {options.acceptNew, Diff | Apply | Rollback, &TunnelConfigArguments::acceptNew},
    };
    for (const Flag &flag : flags) {
        if (!parser.isSet(flag.option))
            continue;
        if (!(flag.commands & (1U << static_cast<unsigned>(arguments.command))))
            return fail(ErrorKind::Invalid,
                        tr("--%1 does not go with this command.").arg(flag.option.names().constLast()));
        if (flag.member)
            arguments.*flag.member = true;
    }
    arguments.keyFile = parser.value(options.keyFile);
    if (arguments.newKey && !arguments.keyFile.isEmpty())
        return fail(ErrorKind::Invalid, tr("--new-key or --key-file, not both."));
    if (arguments.newKey && arguments.gatewayOnly)
        return fail(ErrorKind::Invalid, tr("A new key must go to Azure, too: --new-key does not go with "
                                           "--gateway-only."));
    if (parser.isSet(options.within)) {
        bool ok = false;
        const int seconds = parser.value(options.within).toInt(&ok);
        if (!ok || seconds < leastWithin || seconds > mostWithin)
            return fail(ErrorKind::Invalid,
                        tr("--within wants a whole number from %1 to %2.").arg(leastWithin).arg(mostWithin));
        arguments.within = std::chrono::seconds(seconds);
    }
    return {};
}

} // namespace

bool isTunnelConfigCommand(const QStringList &commandLine)
{
    QStringList words;
    for (qsizetype i = 1; i < commandLine.size(); ++i) {
        const QString &word = commandLine.at(i);
        if (word == u"--site")
            ++i;
        else if (!word.startsWith(u'-'))
            words.append(word);
    }
    return words.value(0) == u"tunnel" && words.value(1) == u"config";
}

Result<TunnelConfigArguments> parseTunnelConfigArguments(const QStringList &commandLine)
{
    QCommandLineParser parser;
    const Options options;
    parser.setApplicationDescription(tr(
        "Configures both ends of the tunnel as the site file has it, and takes that back when traffic does "
        "not pass."));
    const QCommandLineOption help = addHelpOption(parser);
    parser.addOptions({options.site, options.json, options.quiet, options.verbose, options.playbook,
                       options.gatewayOnly, options.newKey, options.keyFile, options.yes, options.within,
                       options.force, options.acceptNew});
    parser.addPositionalArgument(u"COMMAND"_s, tr("show, diff, apply or rollback."),
                                 u"tunnel config COMMAND"_s);
    if (!parser.parse(commandLine))
        return fail(ErrorKind::Invalid, parser.errorText());
    TunnelConfigArguments arguments;
    if (parser.isSet(help)) {
        arguments.say =
            parser.helpText() + u'\n' +
            tr("Exit codes: 0 done, or nothing to do; 1 failed, or rolled back; 2 wrong usage, or "
               "the gateway does\nnot take the configuration; 3 not signed in.\n");
        return arguments;
    }
    const QStringList words = parser.positionalArguments();
    const auto *found =
        std::ranges::find(commandWords, words.value(2), &decltype(commandWords)::value_type::first);
    if (words.size() != 3 || found == commandWords.end())
        return fail(ErrorKind::Invalid, tr("tunnel config what? show, diff, apply or rollback."));
    arguments.command = found->second;
    if (const Result<void> taken = takeOptions(arguments, parser, options); !taken)
        return std::unexpected(taken.error());
    const Result<QString> site = findSite(parser.value(options.site));
    if (!site)
        return fail(ErrorKind::Invalid, site.error().text);
    arguments.site = *site;
    return arguments;
}

} // namespace skybro::ctl

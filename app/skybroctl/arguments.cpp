#include "app/skybroctl/arguments.h"

#include "app/skybroctl/helpoption.h"
#include "app/skybroctl/sitechoice.h"
#include "models/slurm/hostlist.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace skybro::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr int timeoutLimit = 7 * 24 * 3600; // s
constexpr int listLimit = 100'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("skybroctl", text);
}

struct Options
{
    QCommandLineOption site{u"site"_s, tr("Site file, or its name in the sites folder."), u"FILE"_s};
    QCommandLineOption json{u"json"_s, tr("Machine-readable output; see the manual.")};
    QCommandLineOption quiet{{u"q"_s, u"quiet"_s}, tr("No progress, only what failed.")};
    QCommandLineOption verbose{u"verbose"_s, tr("The log goes to stderr too.")};
    QCommandLineOption all{u"all"_s, tr("All nodes of the site.")};
    QCommandLineOption keep{u"keep-allocated"_s,
                            tr("stop: power off and keep the hardware; the billing goes on.")};
    QCommandLineOption noWait{u"no-wait"_s, tr("Return when Azure has accepted it.")};
    QCommandLineOption timeout{u"timeout"_s, tr("Wait so long at most; Azure goes on after that."), u"S"_s};
    QCommandLineOption ignoreMissing{u"ignore-missing"_s, tr("Pass over nodes that do not exist.")};
    QCommandLineOption prices{u"prices"_s, tr("nodes: ask for retail prices too.")};
    QCommandLineOption dot{u"dot"_s, tr("topology: for Graphviz.")};
    QCommandLineOption svg{u"svg"_s, tr("topology: a picture; FILE may be -."), u"FILE"_s};
    QCommandLineOption watch{u"watch"_s, tr("tunnel: a line for each sample and event, until Ctrl+C.")};
    QCommandLineOption doctor{u"doctor"_s, tr("tunnel: also what the finding rests on, and both ends.")};
    QCommandLineOption prometheus{u"prometheus"_s, tr("tunnel: metrics for Prometheus.")};
    QCommandLineOption acceptNew{
        u"accept-new"_s,
        tr("tunnel: trust a gateway that known_hosts does not know; a changed key is refused.")};
    QCommandLineOption limit{u"limit"_s, tr("operations: list so many at most."), u"N"_s};
};

Result<int> number(const QCommandLineParser &parser, const QCommandLineOption &option, int highest)
{
    bool ok = false;
    const int value = parser.value(option).toInt(&ok);
    if (!ok || value < 1 || value > highest)
        return fail(
            ErrorKind::Invalid,
            tr("--%1 wants a whole number from 1 to %2.").arg(option.names().constFirst()).arg(highest));
    return value;
}

Result<void> parseCommand(Arguments &arguments, const QString &command, bool keepAllocated)
{
    if (command == u"nodes") {
        arguments.command = CommandName::Nodes;
    } else if (command == u"start") {
        arguments.command = CommandName::Power;
        arguments.action = fleet::PowerAction::Start;
    } else if (command == u"stop") {
        arguments.command = CommandName::Power;
        arguments.action = keepAllocated ? fleet::PowerAction::PowerOff : fleet::PowerAction::Deallocate;
    } else if (command == u"restart") {
        arguments.command = CommandName::Power;
        arguments.action = fleet::PowerAction::Restart;
    } else if (command == u"operations") {
        arguments.command = CommandName::Operations;
    } else if (command == u"topology") {
        arguments.command = CommandName::Topology;
    } else if (command == u"tunnel") {
        arguments.command = CommandName::Tunnel;
    } else {
        return fail(ErrorKind::Invalid, tr("There is no command \"%1\": nodes, start, stop, restart, "
                                           "operations, topology, tunnel, setup, inventory.")
                                            .arg(command));
    }
    return {};
}

/// Names the first option that the command has no use for.
Result<void> checkFit(const QCommandLineParser &parser, const Options &options, const QString &command)
{
    const bool isPower = command == u"start" || command == u"stop" || command == u"restart";
    const std::pair<const QCommandLineOption *, bool> fits[] = {
        {&options.keep, command == u"stop"},
        {&options.noWait, isPower || command == u"operations"},
        {&options.timeout, true},
        {&options.all, isPower || command == u"nodes"},
        {&options.ignoreMissing, isPower || command == u"nodes"},
        {&options.prices, command == u"nodes"},
        {&options.limit, command == u"operations"},
        {&options.dot, command == u"topology"},
        {&options.svg, command == u"topology"},
        {&options.watch, command == u"tunnel"},
        {&options.doctor, command == u"tunnel"},
        {&options.prometheus, command == u"tunnel"},
        {&options.acceptNew, command == u"tunnel"},
    };
    for (const auto &[option, isFit] : fits) {
        if (parser.isSet(*option) && !isFit)
            return fail(ErrorKind::Invalid,
                        tr("--%1 does not go with %2.").arg(option->names().constFirst(), command));
    }
    return {};
}

Result<void> parseNodes(Arguments &arguments, const QString &command, const QStringList &hostlists)
{
    const bool takesNone = arguments.command == CommandName::Operations ||
                           arguments.command == CommandName::Topology ||
                           arguments.command == CommandName::Tunnel;
    if (takesNone && !hostlists.isEmpty())
        return fail(ErrorKind::Invalid, tr("%1 takes no nodes.").arg(command));
    if (arguments.all && !hostlists.isEmpty())
        return fail(ErrorKind::Invalid, tr("Name nodes or say --all, not both."));
    if (arguments.command == CommandName::Power && !arguments.all && hostlists.isEmpty())
        return fail(ErrorKind::Invalid, tr("Which nodes? Name them, as cloud[001-004], or say --all."));
    if (hostlists.isEmpty()) {
        arguments.all = true;
        return {};
    }
    const Result<QStringList> names = slurm::expandHostlist(hostlists.join(u','));
    if (!names)
        return std::unexpected(names.error());
    arguments.nodes = *names;
    return {};
}

Result<void> parseForm(Arguments &arguments, const QCommandLineParser &parser, const Options &options)
{
    const std::pair<const QCommandLineOption *, TopologyForm> forms[] = {{&options.json, TopologyForm::Json},
                                                                         {&options.dot, TopologyForm::Dot},
                                                                         {&options.svg, TopologyForm::Svg}};
    for (const auto &[option, form] : forms) {
        if (!parser.isSet(*option))
            continue;
        if (arguments.form != TopologyForm::Tree)
            return fail(ErrorKind::Invalid, tr("One of --json, --dot and --svg, not several."));
        arguments.form = form;
    }
    arguments.svgFile = parser.value(options.svg);
    if (arguments.form == TopologyForm::Svg && arguments.svgFile.isEmpty())
        return fail(ErrorKind::Invalid, tr("--svg wants a file."));
    return {};
}

Result<void> parseTunnel(Arguments &arguments, const QCommandLineParser &parser, const Options &options)
{
    arguments.watch = parser.isSet(options.watch);
    arguments.doctor = parser.isSet(options.doctor);
    arguments.prometheus = parser.isSet(options.prometheus);
    arguments.acceptNew = parser.isSet(options.acceptNew);
    if (arguments.command != CommandName::Tunnel)
        return {};
    const int forms = int(arguments.json) + int(arguments.doctor) + int(arguments.prometheus);
    if (forms > 1)
        return fail(ErrorKind::Invalid, tr("One of --json, --doctor and --prometheus, not several."));
    if (arguments.watch && (arguments.doctor || arguments.prometheus))
        return fail(ErrorKind::Invalid, tr("--watch goes with --json or alone."));
    return {};
}

QString helpText(const QCommandLineParser &parser)
{
    return parser.helpText() + u'\n' +
           tr("NODES is a hostlist, as cloud[001-004,7], or --all.\n"
              "\"skybroctl setup --help\" tells of setup and inventory, \"skybroctl tunnel config --help\" "
              "of\n"
              "how the tunnel's ends are configured.\n"
              "Exit codes: 0 all done, 1 some failed, 2 wrong usage, 3 not signed in, 4 no such node; of "
              "tunnel:\n0 traffic passes, 1 it does not, 5 not sure.\n");
}

} // namespace

Result<Arguments> parseArguments(const QStringList &commandLine)
{
    QCommandLineParser parser;
    const Options options;
    parser.setApplicationDescription(
        tr("Cloud nodes of a Slurm cluster in Azure: shows, starts and stops them."));
    const QCommandLineOption help = addHelpOption(parser);
    const QCommandLineOption version = parser.addVersionOption();
    parser.addOptions({options.site, options.json, options.quiet, options.verbose, options.all, options.keep,
                       options.noWait, options.timeout, options.ignoreMissing, options.prices, options.limit,
                       options.dot, options.svg, options.watch, options.doctor, options.prometheus,
                       options.acceptNew});
    parser.addPositionalArgument(
        u"COMMAND"_s, tr("nodes, start, stop, restart, operations, topology, tunnel, setup or inventory."),
        u"COMMAND [NODES]"_s);
    if (!parser.parse(commandLine))
        return fail(ErrorKind::Invalid, parser.errorText());

    Arguments arguments;
    if (parser.isSet(help)) {
        arguments.say = helpText(parser);
        return arguments;
    }
    if (parser.isSet(version)) {
        arguments.say = u"skybroctl %1\n"_s.arg(QCoreApplication::applicationVersion());
        return arguments;
    }
    QStringList words = parser.positionalArguments();
    if (words.isEmpty())
        return fail(ErrorKind::Invalid, tr("Which command? nodes, start, stop, restart, operations, "
                                           "topology, tunnel, setup or inventory."));
    const QString command = words.takeFirst();
    arguments.json = parser.isSet(options.json);
    arguments.quiet = parser.isSet(options.quiet);
    arguments.verbose = parser.isSet(options.verbose);
    arguments.all = parser.isSet(options.all);
    arguments.ignoreMissing = parser.isSet(options.ignoreMissing);
    arguments.noWait = parser.isSet(options.noWait);
    arguments.prices = parser.isSet(options.prices);

    Result<void> ok = parseCommand(arguments, command, parser.isSet(options.keep));
    if (ok)
        ok = checkFit(parser, options, command);
    if (ok)
        ok = parseForm(arguments, parser, options);
    if (ok)
        ok = parseTunnel(arguments, parser, options);
    if (ok)
        ok = parseNodes(arguments, command, words);
    if (!ok)
        return std::unexpected(ok.error());
    if (parser.isSet(options.timeout)) {
        const Result<int> seconds = number(parser, options.timeout, timeoutLimit);
        if (!seconds)
            return std::unexpected(seconds.error());
        arguments.timeout = std::chrono::seconds(*seconds);
    }
    if (parser.isSet(options.limit)) {
        const Result<int> limit = number(parser, options.limit, listLimit);
        if (!limit)
            return std::unexpected(limit.error());
        arguments.limit = *limit;
    }
    const Result<QString> site = findSite(parser.value(options.site));
    if (!site)
        return std::unexpected(site.error());
    arguments.site = *site;
    return arguments;
}

} // namespace skybro::ctl

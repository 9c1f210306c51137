#include "app/skybro-sim/options.h"

#include <QCommandLineParser>

using namespace Qt::StringLiterals;
using namespace skybro;

namespace {

struct Number
{
    const char *name;
    const char *value;
    const char *text;
    qint64 standard;
    qint64 lowest;
    qint64 highest;
};
constexpr qint64 day = 24 * 3600 * 1000;
constexpr Number numbers[] = {
    {"nodes", "N", "Number of nodes in the demo cloud.", 8, 0, 60'000},
    {"port", "P", "Port on 127.0.0.1; 0 takes a free one.", 0, 0, 65'535},
    {"seed", "N", "Seed of all chance.", 1, 0, INT64_MAX},
    {"latency", "MS", "Of each request, in milliseconds.", 0, 0, 600'000},
    {"operation-time", "MS", "The time a start takes at most.", 8000, 0, day},
    {"token-lifetime", "S", "Seconds a token is good for.", 3600, 1, 86'400},
    {"page-size", "N", "VMs on a page of a list.", 200, 1, 5000},
};

struct Text
{
    const char *name;
    const char *value;
    const char *text;
    QString Options::*target;
};
constexpr Text texts[] = {
    {"scenario", "FILE", "Change the demo cloud: nodes, failures, quotas (JSON).", &Options::scenario},
    {"capture", "FILE", "Fill the cloud from recorded traffic instead.", &Options::capture},
    {"faults", "FILE", "What goes wrong on purpose (JSON).", &Options::faults},
    {"record", "DIR", "Write each exchange into a file, as Microsoft's validator reads them.",
     &Options::record},
    {"boot-hook", "CMD", "Run 'CMD start|stop NAME IP' when a VM begins to run or stops.",
     &Options::bootHook},
    {"state", "FILE", "Keep the cloud here between runs.", &Options::state},
    {"write-site", "FILE", "Write a site file that leads Skybro here.", &Options::writeSite},
    {"tls-dir", "DIR", "Keep the certificate authority here between runs.", &Options::tlsDir},
};

} // namespace

Result<Options> readOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"A simulated Azure on this machine, for trying Skybro and for its tests.\n"
        "Prints one line of JSON when it is ready; ends on SIGTERM."_s);
    // Not Qt's own, which brings along --help-all.
    parser.addOption({{u"h"_s, u"help"_s}, u"Displays help on commandline options."_s});
    parser.addVersionOption();
    for (const Number &number : numbers) {
        parser.addOption({QString::fromLatin1(number.name), QString::fromLatin1(number.text),
                          QString::fromLatin1(number.value), QString::number(number.standard)});
    }
    for (const Text &text : texts)
        parser.addOption({QString::fromLatin1(text.name), QString::fromLatin1(text.text),
                          QString::fromLatin1(text.value)});
    if (!parser.parse(arguments))
        return fail(ErrorKind::Invalid, parser.errorText());
    if (parser.isSet(u"help"_s))
        parser.showHelp(0);
    if (parser.isSet(u"version"_s))
        parser.showVersion();
    if (!parser.positionalArguments().isEmpty())
        return fail(ErrorKind::Invalid,
                    u"Unexpected argument '%1'."_s.arg(parser.positionalArguments().constFirst()));

    QHash<QString, qint64> values;
    for (const Number &number : numbers) {
        const QString name = QString::fromLatin1(number.name);
        bool ok = false;
        const qint64 value = parser.value(name).toLongLong(&ok);
        if (!ok || value < number.lowest || value > number.highest)
            return fail(
                ErrorKind::Invalid,
                u"--%1 needs a number from %2 to %3."_s.arg(name).arg(number.lowest).arg(number.highest));
        values.insert(name, value);
    }
    Options options;
    options.nodes = static_cast<int>(values[u"nodes"_s]);
    options.nodesGiven = parser.isSet(u"nodes"_s);
    options.port = static_cast<quint16>(values[u"port"_s]);
    options.settings.seed = static_cast<quint64>(values[u"seed"_s]);
    options.settings.latency = std::chrono::milliseconds(values[u"latency"_s]);
    options.settings.operationTime = std::chrono::milliseconds(values[u"operation-time"_s]);
    options.settings.tokenLifetime = std::chrono::seconds(values[u"token-lifetime"_s]);
    options.settings.pageSize = static_cast<int>(values[u"page-size"_s]);
    for (const Text &text : texts)
        options.*text.target = parser.value(QString::fromLatin1(text.name));
    if (!options.capture.isEmpty() && (options.nodesGiven || !options.scenario.isEmpty()))
        return fail(ErrorKind::Invalid,
                    u"--capture fills the cloud by itself: it does not go with --nodes or --scenario."_s);
    return options;
}

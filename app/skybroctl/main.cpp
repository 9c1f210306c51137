// skybroctl: the cluster's cloud nodes from a shell.

#include "app/skybroctl/heap.h"
#include "app/skybroctl/interrupt.h"
#include "app/skybroctl/nodescommand.h"
#include "app/skybroctl/operationscommand.h"
#include "app/skybroctl/powercommand.h"
#include "app/skybroctl/setup/setupcommands.h"
#include "app/skybroctl/terminal.h"
#include "app/skybroctl/topologycommand.h"
#include "app/skybroctl/tunnelcommand.h"
#include "app/skybroctl/tunnelconfigcommand.h"
#include "models/base/log.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTranslator>

using namespace skybro;
using namespace skybro::ctl;

namespace {

std::unique_ptr<Command> makeCommand(const Arguments &arguments)
{
    switch (arguments.command) {
    case CommandName::Nodes:
        return std::make_unique<NodesCommand>(arguments);
    case CommandName::Power:
        return std::make_unique<PowerCommand>(arguments);
    case CommandName::Operations:
        return std::make_unique<OperationsCommand>(arguments);
    case CommandName::Topology:
        return std::make_unique<TopologyCommand>(arguments);
    case CommandName::Tunnel:
        return std::make_unique<TunnelCommand>(arguments);
    }
    Q_UNREACHABLE();
}

int usageError(const Error &error)
{
    printError(error);
    printErr(Command::tr("Try \"skybroctl --help\"."));
    return WrongUsage;
}

int say(const QString &text)
{
    printBytes(text.toLocal8Bit());
    return AllDone;
}

void openLog(bool isVerbose)
{
    // A log that can not be written is no reason not to start nodes.
    (void)log::open({.program = QStringLiteral("skybroctl"),
                     .level = isVerbose ? log::Level::Debug : log::Level::Info,
                     .toFile = true,
                     .toStderr = isVerbose});
}

/// `interrupts`: how often Ctrl+C is the command's own affair.
int run(Command &command, int interrupts)
{
    const Interrupt interrupt(interrupts);
    QObject::connect(&interrupt, &Interrupt::received, &command, &Command::interrupt);
    QObject::connect(&command, &Command::finished, qApp,
                     [](int exitCode) { QCoreApplication::exit(exitCode); });
    QMetaObject::invokeMethod(&command, &Command::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

int runPower(const QStringList &commandLine)
{
    const Result<Arguments> arguments = parseArguments(commandLine);
    if (!arguments)
        return usageError(arguments.error());
    if (!arguments->say.isEmpty())
        return say(arguments->say);
    fitHeap();
    openLog(arguments->verbose);
    return run(*makeCommand(*arguments), 1);
}

int runSetup(const QStringList &commandLine)
{
    const Result<SetupArguments> arguments = parseSetupArguments(commandLine);
    if (!arguments)
        return usageError(arguments.error());
    if (!arguments->say.isEmpty())
        return say(arguments->say);
    openLog(arguments->verbose);
    constexpr int interrupts = 2; // after this task; now
    return run(*makeSetupCommand(*arguments), interrupts);
}

int runTunnelConfig(const QStringList &commandLine)
{
    const Result<TunnelConfigArguments> arguments = parseTunnelConfigArguments(commandLine);
    if (!arguments)
        return usageError(arguments.error());
    if (!arguments->say.isEmpty())
        return say(arguments->say);
    openLog(arguments->verbose);
    TunnelConfigCommand command(*arguments);
    constexpr int interrupts = 2; // take it back; leave that to the gateway
    return run(command, interrupts);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("skybroctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SKYBRO_VERSION));

    QTranslator plurals; // English in every locale, as its own texts are
    if (plurals.load(QStringLiteral(":/skybro/translations/skybro_en.qm")))
        QCoreApplication::installTranslator(&plurals);

    QStringList commandLine = QCoreApplication::arguments();
    // As a link of this name it is an inventory script for Ansible, which gives --list or --host NAME alone.
    if (QFileInfo(commandLine.constFirst()).fileName() == QStringLiteral("skybro-inventory"))
        commandLine.insert(1, QStringLiteral("inventory"));
    if (isTunnelConfigCommand(commandLine))
        return endOutput(runTunnelConfig(commandLine));
    return endOutput(isSetupCommand(commandLine) ? runSetup(commandLine) : runPower(commandLine));
}

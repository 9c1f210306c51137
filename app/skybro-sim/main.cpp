// skybro-sim: a simulated Azure on loopback.

#include "app/skybro-sim/options.h"
#include "models/base/log.h"
#include "models/simulator/azure.h"
#include "models/simulator/boothook.h"
#include "models/simulator/capture.h"
#include "models/simulator/recorder.h"
#include "models/simulator/scenario.h"
#include "models/simulator/server.h"
#include "models/simulator/sitefile.h"
#include "models/simulator/statefile.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QSocketNotifier>
#include <QTemporaryDir>
#include <QTimer>

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace skybro;

namespace {

int signalSockets[2];

void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(signalSockets[0], &byte, 1);
}

/// SIGTERM and SIGINT end the event loop, by way of a socket: a handler may do next to nothing itself.
void quitOnSignals(QCoreApplication &application)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, signalSockets) != 0)
        return;
    auto *notifier = new QSocketNotifier(signalSockets[1], QSocketNotifier::Read, &application);
    QObject::connect(notifier, &QSocketNotifier::activated, &application, &QCoreApplication::quit);
    std::signal(SIGTERM, onSignal);
    std::signal(SIGINT, onSignal);
}

Result<QJsonDocument> readJson(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Invalid, u"Can not read %1: %2."_s.arg(path, file.errorString()));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (document.isNull())
        return fail(ErrorKind::Invalid,
                    u"%1 is not JSON: %2 at byte %3."_s.arg(path, error.errorString()).arg(error.offset));
    return document;
}

/// From the state file if there is one, else from the recording, else the demo cloud.
Result<void> fillWorld(sim::World &world, const Options &options)
{
    if (!options.state.isEmpty()) {
        const auto read = sim::StateFile::read(world, options.state);
        if (!read)
            return std::unexpected(read.error());
        if (*read)
            return {};
    }
    if (!options.capture.isEmpty()) {
        const auto json = readJson(options.capture);
        if (!json)
            return std::unexpected(json.error());
        const auto loaded = sim::loadCapture(world, json->array());
        return loaded ? Result<void>() : std::unexpected(loaded.error());
    }
    QList<sim::DemoNode> nodes = sim::demoNodes(options.nodes);
    if (!options.scenario.isEmpty()) {
        const auto json = readJson(options.scenario);
        if (!json)
            return std::unexpected(json.error());
        if (auto applied = sim::applyScenario(json->object(), nodes, world); !applied)
            return applied;
    }
    sim::buildDemo(world, nodes);
    return {};
}

int refuse(const Error &error)
{
    std::fprintf(stderr, "skybro-sim: %s\n", qUtf8Printable(error.text));
    return error.kind == ErrorKind::Invalid ? 2 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"skybro-sim"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SKYBRO_VERSION));
    if (auto opened = log::open(
            {.program = u"skybro-sim"_s, .level = log::Level::Warning, .toFile = false, .toStderr = true});
        !opened)
        return refuse(opened.error());
    const auto options = readOptions(application.arguments());
    if (!options)
        return refuse(options.error());

    sim::Azure azure(options->settings);
    sim::World &world = azure.world();
    azure.advanceTo(QDateTime::currentMSecsSinceEpoch());
    if (const auto filled = fillWorld(world, *options); !filled)
        return refuse(filled.error());
    if (!options->faults.isEmpty()) {
        const auto json = readJson(options->faults);
        if (!json)
            return refuse(json.error());
        if (const auto read = azure.faults().read(json->object()); !read)
            return refuse(read.error());
    }
    std::optional<sim::Recorder> recorder;
    if (!options->record.isEmpty()) {
        auto opened = sim::Recorder::open(options->record);
        if (!opened)
            return refuse(opened.error());
        recorder = std::move(*opened);
        azure.observer = [&recorder](const sim::Request &request, const sim::Response &response) {
            recorder->record(request, response);
        };
    }
    std::optional<sim::BootHook> hook;
    if (!options->bootHook.isEmpty())
        hook.emplace(world, options->bootHook);

    QTemporaryDir temporary;
    const auto identity =
        sim::makeTlsIdentity(options->tlsDir.isEmpty() ? temporary.path() : options->tlsDir);
    if (!identity)
        return refuse(identity.error());
    sim::Server server(azure);
    const auto port = server.listen(*identity, options->port);
    if (!port)
        return refuse(port.error());
    const sim::Endpoint endpoint{u"https://127.0.0.1:%1"_s.arg(*port), identity->caFile};
    if (!options->writeSite.isEmpty()) {
        if (const auto written =
                sim::writeSiteFile(options->writeSite, world, endpoint, sim::groupsWithVms(world));
            !written)
            return refuse(written.error());
    }

    sim::StateFile state(world, options->state);
    const auto save = [&] {
        if (options->state.isEmpty())
            return;
        if (const auto written = state.writeIfChanged(); !written)
            log::error("simulator", "{}", written.error().text);
    };
    QTimer saving;
    QObject::connect(&saving, &QTimer::timeout, &application, save);
    if (!options->state.isEmpty())
        saving.start(std::chrono::seconds(1));

    quitOnSignals(application);
    const QJsonObject ready{{u"endpoint"_s, endpoint.base},
                            {u"authority"_s, endpoint.base},
                            {u"ca"_s, endpoint.caFile},
                            {u"tenant"_s, world.tenant},
                            {u"subscription"_s, world.subscription},
                            {u"clientId"_s, world.clientId},
                            {u"clientSecret"_s, world.clientSecret},
                            {u"site"_s, options->writeSite}};
    if (std::printf("%s\n", QJsonDocument(ready).toJson(QJsonDocument::Compact).constData()) < 0 ||
        std::fflush(stdout) != 0) // whoever waits for it would wait for ever
        return refuse(
            makeError(ErrorKind::Internal, u"stdout cannot be written: %1."_s.arg(qt_error_string(errno))));
    const int code = QCoreApplication::exec();
    save();
    return code;
}

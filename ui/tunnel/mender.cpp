#include "ui/tunnel/mender.h"

#include "ui/tunnel/workstrip.h"

namespace skybro::ui {

using namespace Qt::StringLiterals;
using tunnel::ControlAction;

namespace {

QString buttonText(ControlAction action)
{
    switch (action) {
    case ControlAction::Load:
        return Mender::tr("Load it");
    case ControlAction::Up:
        return Mender::tr("Bring it up");
    case ControlAction::Restart:
        return Mender::tr("Bring it up anew…");
    case ControlAction::StartDaemon:
        break;
    }
    return Mender::tr("Start the daemon");
}

QString doneText(ControlAction action)
{
    switch (action) {
    case ControlAction::Load:
        return Mender::tr("The gateway has loaded the connection.");
    case ControlAction::Up:
        return Mender::tr("The gateway has brought the tunnel up.");
    case ControlAction::Restart:
        return Mender::tr("The gateway has brought the tunnel up anew.");
    case ControlAction::StartDaemon:
        break;
    }
    return Mender::tr("The IPsec daemon runs.");
}

} // namespace

Mender::Mender(TunnelServices services, WorkStrip *strip, QObject *parent)
    : QObject(parent)
    , m_services(std::move(services))
    , m_strip(strip)
{
}

QString Mender::text() const
{
    if (now().findings.isEmpty())
        return {};
    const QString &action = now().findings.first().mend.action;
    if (const auto known = tunnel::controlActionFrom(action))
        return m_services.gatewayShell ? buttonText(*known) : QString();
    if (action == "tunnel.ask"_L1)
        return tr("Ask again");
    if (action == "topology.show"_L1)
        return tr("Show the topology");
    if (action == "nodes.start"_L1)
        return tr("Show the node");
    if (action == "tunnel.events"_L1)
        return tr("Show the events");
    if (action == "tunnel.config"_L1)
        return tr("Configure both ends");
    if (action == "tunnel.setKey"_L1)
        return tr("Set another key");
    return action == "tunnel.log"_L1 ? tr("Show the evidence") : QString();
}

void Mender::mend()
{
    if (now().findings.isEmpty() || m_strip->isBusy())
        return;
    const QString action = now().findings.first().mend.action;
    if (const auto known = tunnel::controlActionFrom(action))
        ask(*known);
    else if (action == "tunnel.ask"_L1)
        emit askWanted();
    else if (action == "topology.show"_L1)
        emit linkActivated(u"topology"_s, {});
    else if (action == "nodes.start"_L1)
        emit linkActivated(u"nodes"_s, now().evidence.traffic.target);
    else if (action == "tunnel.events"_L1)
        emit eventsWanted();
    else if (action == "tunnel.config"_L1 || action == "tunnel.setKey"_L1)
        emit configurationWanted(action == "tunnel.setKey"_L1);
    else if (action == "tunnel.log"_L1)
        emit evidenceWanted();
}

void Mender::ask(ControlAction action)
{
    if (!tunnel::isCutting(action))
        return control(action);
    m_strip->ask(tr("Take the tunnel down and bring it up anew?"),
                 tr("Whatever passes through it is cut for some seconds. Should Skybro reach %1 through this "
                    "tunnel, its own connection is lost too: the gateway brings the tunnel up all the same.")
                     .arg(m_services.gateway),
                 tr("Bring it up anew"), [this, action] { control(action); });
}

void Mender::control(ControlAction action)
{
    // What the gateway called it counts; the site file need not name the only one.
    const QString seen = now().evidence.connection;
    auto *job = new tunnel::TunnelControlJob(m_services.gatewayShell, action,
                                             seen.isEmpty() ? m_services.connection : seen,
                                             now().evidence.onPremise.status.daemon.implementation, this);
    job->then(this, [this, action](const Result<tunnel::ControlOutcome> &outcome) {
        m_services.monitor->setChanging(false);
        m_strip->end();
        emit mending(false);
        if (outcome)
            m_strip->say(doneText(action), outcome->said.section(u'\n', -1));
        else if (outcome.error().kind != ErrorKind::Cancelled)
            m_strip->fail(outcome.error(), [this, action] { ask(action); });
        m_services.monitor->refresh();
    });
    emit mending(true);
    m_services.monitor->setChanging(tunnel::isCutting(action));
    m_strip->begin(job);
    job->start();
}

} // namespace skybro::ui

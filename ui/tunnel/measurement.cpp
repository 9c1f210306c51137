#include "ui/tunnel/measurement.h"

#include "ui/common/tunneltexts.h"
#include "ui/tunnel/workstrip.h"

namespace skybro::ui {

Measurement::Measurement(TunnelServices services, WorkStrip *strip, QObject *parent)
    : QObject(parent)
    , m_services(std::move(services))
    , m_strip(strip)
{
}

QString Measurement::obstacle() const
{
    if (m_strip->isBusy())
        return tr("Something is under way");
    if (m_services.monitor->now().probed.isEmpty())
        return tr("There is no running node to measure to");
    return m_services.throughput ? QString() : tr("There is no host to measure from");
}

void Measurement::ask()
{
    if (m_strip->isBusy())
        return;
    m_strip->ask(
        tr("Fill the tunnel for some seconds to measure its throughput?"),
        tr("Everybody else's traffic through it suffers meanwhile, and probes may be lost. It goes to "
           "%1 and back, and Azure bills what leaves it.")
            .arg(m_services.monitor->now().probed),
        tr("Measure"), [this] { measure(); });
}

void Measurement::measure()
{
    const std::optional<tunnel::ThroughputTest> test =
        m_services.throughput ? m_services.throughput() : std::nullopt;
    if (!test)
        return m_strip->fail(
            makeError(ErrorKind::NotFound, tr("There is no running node to measure to any more.")),
            [this] { measure(); });
    auto *job = new tunnel::ThroughputJob(*test, this);
    job->then(this, [this](const Result<tunnel::Throughput> &result) { measured(result); });
    m_strip->begin(job, tr("Measuring the throughput to %1…").arg(m_services.monitor->now().probed));
    job->start();
}

void Measurement::measured(const Result<tunnel::Throughput> &result)
{
    m_strip->end();
    if (result)
        m_strip->say(tr("Throughput: %1 to Azure, %2 from Azure.")
                         .arg(bitRateText(result->toAzure), bitRateText(result->fromAzure)),
                     result->method == tunnel::Throughput::Method::Iperf3
                         ? tr("By iperf3; %1 were sent for it.").arg(bytesText(double(result->bytes)))
                         : tr("By bytes over SSH, for iperf3 is not on both ends: the ciphers of SSH may be "
                              "the limit."));
    else if (result.error().kind != ErrorKind::Cancelled)
        m_strip->fail(result.error(), [this] { ask(); });
}

} // namespace skybro::ui

#include "models/tunnel/monitor/prometheus.h"

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

QByteArray escaped(const QString &label)
{
    QByteArray text = label.toUtf8();
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    return text;
}

QByteArray toText(double value)
{
    return QByteArray::number(value, 'g', 10);
}

std::optional<double> isUp(SignalState state)
{
    if (state == SignalState::Unknown)
        return std::nullopt;
    return state == SignalState::Up ? 1 : 0;
}

std::optional<double> ageOf(const QDateTime &then, const QDateTime &now)
{
    if (!then.isValid())
        return std::nullopt;
    return std::max(0.0, static_cast<double>(then.msecsTo(now)) / 1000); // clocks may differ
}

/// One metric: its head, then a line for each tunnel of which the value is known.
class Family
{
public:
    Family(QByteArray &text, const char *name, const char *type, const char *help)
        : m_text(text)
        , m_name(name)
        , m_head("# HELP " + m_name + ' ' + help + "\n# TYPE " + m_name + ' ' + type + '\n')
    {
    }
    void add(const TunnelMetrics &of, std::optional<double> value, const QByteArray &label = {})
    {
        if (value)
            addText(of, toText(*value), label);
    }
    void add(const TunnelMetrics &of, quint64 value, const QByteArray &label)
    {
        addText(of, QByteArray::number(value), label); // a double has no room for all of them
    }

private:
    void addText(const TunnelMetrics &of, const QByteArray &value, const QByteArray &label)
    {
        m_text += std::exchange(m_head, {});
        m_text += m_name + "{tunnel=\"" + escaped(of.tunnel) + '"';
        if (!label.isEmpty())
            m_text += ',' + label;
        m_text += "} " + value + '\n';
    }

    QByteArray &m_text;
    QByteArray m_name;
    QByteArray m_head; ///< until the first line
};

} // namespace

QByteArray prometheusText(const QList<TunnelMetrics> &tunnels, const QDateTime &now)
{
    QByteArray text;
    Family up(text, "skybro_tunnel_up", "gauge", "Whether traffic passes through the tunnel, by probes.");
    for (const TunnelMetrics &one : tunnels)
        up.add(one, one.isUp ? std::optional(*one.isUp ? 1.0 : 0.0) : isUp(one.sample.traffic()));
    Family azure(text, "skybro_tunnel_azure_connected", "gauge",
                 "Whether Azure calls the connection Connected.");
    for (const TunnelMetrics &one : tunnels)
        azure.add(one, isUp(one.sample.azure.state));
    Family gateway(text, "skybro_tunnel_gateway_established", "gauge",
                   "Whether the on-premise gateway has a Child SA.");
    for (const TunnelMetrics &one : tunnels)
        gateway.add(one, isUp(one.sample.gateway.state));
    Family sas(text, "skybro_tunnel_azure_sas", "gauge", "IKE and Child SAs that Azure's gateway holds.");
    for (const TunnelMetrics &one : tunnels) {
        sas.add(one, one.azureIkeSas, "kind=\"ike\"");
        sas.add(one, one.azureChildSas, "kind=\"child\"");
    }
    Family roundTrip(text, "skybro_tunnel_rtt_seconds", "gauge",
                     "Median round trip of the last sample's probes.");
    for (const TunnelMetrics &one : tunnels) {
        if (one.sample.roundTrip)
            roundTrip.add(one, static_cast<double>(one.sample.roundTrip->count()) / 1e6);
    }
    Family loss(text, "skybro_tunnel_loss_ratio", "gauge",
                "Part of the last sample's probes that was lost, 0 to 1.");
    for (const TunnelMetrics &one : tunnels)
        loss.add(one, one.sample.loss());
    Family bytes(text, "skybro_tunnel_bytes_total", "counter",
                 "Bytes through the tunnel as the gateway counts them; a rekey begins anew.");
    for (const TunnelMetrics &one : tunnels) {
        if (one.sample.bytes) {
            bytes.add(one, one.sample.bytes->in, "direction=\"in\"");
            bytes.add(one, one.sample.bytes->out, "direction=\"out\"");
        }
    }
    Family age(text, "skybro_tunnel_age_seconds", "gauge", "Time since the source of a signal was asked.");
    for (const TunnelMetrics &one : tunnels) {
        age.add(one, ageOf(one.sample.azure.asOf, now), "signal=\"azure\"");
        age.add(one, ageOf(one.sample.gateway.asOf, now), "signal=\"gateway\"");
        if (one.sample.probesMade > 0)
            age.add(one, ageOf(one.sample.time, now), "signal=\"traffic\"");
    }
    Family info(text, "skybro_tunnel_info", "gauge", "The connection, as the gateway names it.");
    for (const TunnelMetrics &one : tunnels) {
        if (!one.connection.isEmpty())
            info.add(one, 1, "connection=\"" + escaped(one.connection) + '"');
    }
    return text;
}

} // namespace skybro::tunnel

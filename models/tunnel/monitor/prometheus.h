#pragma once

#include "models/tunnel/monitor/sample.h"

#include <QByteArray>

namespace skybro::tunnel {

/// What a monitoring system is to know of one tunnel.
struct TunnelMetrics
{
    QString tunnel; ///< the site's name, the label of every line: an alert loses a series whose label changes
    Sample sample;  ///< the latest one
    std::optional<bool> isUp =
        {}; ///< what the rules of TunnelEvents say; nothing: whether this sample's probes passed
    std::optional<int> azureIkeSas = {}; ///< that Azure's gateway holds; nothing: not known
    std::optional<int> azureChildSas = {};
    QString connection = {}; ///< its name on the gateway; empty: not known
};

/// The text exposition format, version 0.0.4, in UTF-8: what an HTTP answer or node_exporter's textfile
/// collector gives to Prometheus. What is not known has no line, so that an alert can tell it from a fault.
/// Source: https://prometheus.io/docs/instrumenting/exposition_formats/
///
/// skybro_tunnel_up, _azure_connected, _gateway_established (0 or 1), _azure_sas{kind="ike"|"child"},
/// _rtt_seconds, _loss_ratio (0 … 1),
/// _bytes_total{direction="in"|"out"} (a counter; a rekey resets it), _age_seconds{signal="azure"|"gateway"|
/// "traffic"} (how old each answer is at `now`), _info{connection="NAME"} (always 1). All with
/// {tunnel="SITE"}.
[[nodiscard]] QByteArray prometheusText(const QList<TunnelMetrics> &tunnels, const QDateTime &now);

} // namespace skybro::tunnel

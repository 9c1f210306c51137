#pragma once

#include "models/tunnel/monitor/tunnelknowledge.h"
#include "tests/models/tunnel/fakegateway.h"

namespace skybro::test {

using namespace tunnel;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

inline const ProbeReply good{
    .outcome = ProbeReply::Outcome::Answered, .method = ProbeMethod::Tcp, .roundTrip = 11ms};
inline const ProbeReply lost{
    .outcome = ProbeReply::Outcome::Silent, .method = ProbeMethod::Tcp, .roundTrip = {}};

/// Azure's end of a tunnel that is connected.
inline AzureEnd azureEnd()
{
    AzureEnd end;
    end.connectionId = u"/c"_s;
    end.connectionName = u"to-site"_s;
    end.parameters.gatewayAddresses = QStringList{u"192.0.2.9"_s};
    end.evidence.connectionExists = true;
    end.evidence.gatewayExists = true;
    end.evidence.connectionStatus = u"Connected"_s;
    end.parameters.ikeVersion = IkeVersion::V2;
    end.parameters.onPremisePrefixes = {u"10.2.0.0/16"_s};
    end.parameters.vnetPrefixes = {u"10.0.0.0/16"_s};
    end.asOf = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
    return end;
}

/// A tunnel that is looked at every second.
struct WatchedTunnel
{
    FakeGateway gateway;
    TunnelKnowledge knowledge;
    QDateTime time = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
    IpsecStatus before;

    explicit WatchedTunnel(const QString &connection = u"azure"_s)
        : knowledge(u"site"_s, connection, u"gw"_s)
    {
        knowledge.setTarget(u"cloud001"_s, u"10.0.1.4"_s, u"this machine"_s);
    }
    void look()
    {
        const TunnelKnowledge::Wanted wanted = knowledge.wanted(time, {});
        GatewayQuestion asked;
        asked.mark = "m";
        asked.connections = wanted.connections;
        asked.log = wanted.log;
        asked.logCursor = knowledge.logCursor();
        asked.settings = wanted.settings;
        const auto answer =
            readGatewayAnswer(gateway.answer("m", gatewayScript(asked)), asked, knowledge.status());
        if (!answer)
            qFatal("the gateway's answer can not be read");
        knowledge.takeGateway(*answer, time);
    }
    QList<TunnelEvent> sample(const QList<ProbeReply> &replies, const QList<ProbeReply> &others = {})
    {
        const QDateTime sent = time;
        look();
        gateway.bytesIn += 100; // of what others send, unless the test says otherwise
        gateway.bytesOut += 100;
        const QList<TunnelEvent> events = knowledge.addSample(sent, replies, others, time);
        time = time.addSecs(1);
        return events;
    }
    [[nodiscard]] FaultKind finding() const { return knowledge.now().findings.constFirst().kind; }
};

} // namespace skybro::test

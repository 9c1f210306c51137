#include "app/skybroctl/tunnelconfigoutput.h"

#include "app/skybroctl/terminal.h"
#include "models/tunnel/config/gatewayrules.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>

namespace skybro::ctl {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using tunnel::TunnelDescription;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("skybroctl", text);
}

QString confPath(const TunnelDescription &wanted)
{
    return u"/etc/ipsec.d/%1.conf"_s.arg(wanted.name);
}

QString secretsPath(const TunnelDescription &wanted)
{
    return u"/etc/ipsec.d/%1.secrets"_s.arg(wanted.name);
}

QByteArray maskedSecrets(const TunnelDescription &wanted)
{
    return secretIds(wanted).join(u' ').toUtf8() + " : PSK \"…\"\n";
}

void addFile(QByteArray &text, const QString &path, const QByteArray &content)
{
    text += "==> " + path.toUtf8() + " <==\n" + content + '\n';
}

void addCommands(QByteArray &text, const QString &title, const QStringList &commands)
{
    text += "# " + title.toUtf8() + '\n' + commands.join(u'\n').toUtf8() + "\n\n";
}

QJsonValue policyJson(const std::optional<tunnel::AzureIpsecPolicy> &policy)
{
    return policy ? QJsonValue(tunnel::toJson(*policy)) : QJsonValue(QJsonValue::Null);
}

} // namespace

Result<QByteArray> freshConf(const TunnelDescription &wanted)
{
    tunnel::IpsecConf conf;
    if (const Result<void> written = writeConnection(wanted, conf); !written)
        return std::unexpected(written.error());
    return conf.text().trimmed() + '\n';
}

QString routeTarget(const site::Site &site)
{
    // A name may stand for an address that hosts at home do not see.
    return QHostAddress(site.gateway.host).isNull() ? u"GATEWAY"_s : site.gateway.host;
}

QByteArray toText(const site::Site &site, const TunnelDescription &wanted,
                  const std::optional<tunnel::AzureIpsecPolicy> &policy, const QByteArray &conf)
{
    QByteArray text;
    addFile(text, confPath(wanted), conf);
    addFile(text, secretsPath(wanted), maskedSecrets(wanted));
    addFile(text, tunnel::sysctlPath(wanted.name), sysctlFile(wanted));
    addFile(text, tr("Azure: IPsec policy of the connection"),
            policy ? QJsonDocument(tunnel::toJson(*policy)).toJson() : tr("Azure's default set\n").toUtf8());
    addCommands(text, tr("On the gateway, where firewalld is at work:"), firewalldCommands(wanted));
    addCommands(text, tr("On the gateway, with nftables; in place of inet filter stands your own table:"),
                nftablesCommands(wanted));
    addFile(text, tunnel::nftablesPath(wanted.name), nftablesFile(wanted));
    addCommands(text, tr("On hosts at home whose default route does not lead to the gateway:"),
                hostRouteCommands(wanted, routeTarget(site)));
    text.chop(1);
    return text;
}

QJsonObject toJson(const site::Site &site, const TunnelDescription &wanted,
                   const std::optional<tunnel::AzureIpsecPolicy> &policy, const QByteArray &conf)
{
    const auto file = [](const QString &path, const char *mode, const QByteArray &text) {
        return QJsonObject{
            {u"path"_s, path}, {u"mode"_s, QLatin1StringView(mode)}, {u"text"_s, QString::fromUtf8(text)}};
    };
    return {
        {u"connection"_s, wanted.name},
        {u"profile"_s, site.tunnel.profile == site::TunnelProfile::Strong ? u"strong"_s : u"azure-default"_s},
        {u"files"_s, QJsonArray{file(confPath(wanted), "0644", conf),
                                file(secretsPath(wanted), "0600", maskedSecrets(wanted)),
                                file(tunnel::sysctlPath(wanted.name), "0644", sysctlFile(wanted)),
                                file(tunnel::nftablesPath(wanted.name), "0644", nftablesFile(wanted))}},
        {u"azurePolicy"_s, policyJson(policy)},
        {u"firewalld"_s, QJsonArray::fromStringList(firewalldCommands(wanted))},
        {u"nftables"_s, QJsonArray::fromStringList(nftablesCommands(wanted))},
        {u"hostRoutes"_s, QJsonArray::fromStringList(hostRouteCommands(wanted, routeTarget(site)))}};
}

QStringList settingsOf(const QList<std::pair<QString, QString>> &refused)
{
    QStringList settings;
    for (const auto &[setting, why] : refused)
        settings.append(setting);
    return settings;
}

QJsonObject toJson(const tunnel::TunnelPlan &plan)
{
    static constexpr std::pair<tunnel::KeySource, QLatin1StringView> words[] = {
        {tunnel::KeySource::Kept, QLatin1StringView("kept")},
        {tunnel::KeySource::Stored, QLatin1StringView("stored")},
        {tunnel::KeySource::Given, QLatin1StringView("given")},
        {tunnel::KeySource::Generated, QLatin1StringView("generated")}};
    QString key;
    for (const auto &[source, word] : words) {
        if (source == plan.keySource)
            key = word;
    }
    const bool setsPolicy = plan.change && plan.change->setsPolicy;
    return {{u"connection"_s, plan.wanted.name},
            {u"differs"_s, !plan.isEmpty()},
            {u"files"_s, QJsonArray::fromStringList(plan.gateway.changedPaths())},
            {u"kernel"_s, !plan.gateway.kernel.isEmpty()},
            {u"azurePolicy"_s, setsPolicy},
            {u"azureKey"_s, plan.change && plan.change->key.has_value()},
            {u"key"_s, key},
            {u"weak"_s, QJsonArray::fromStringList(plan.weak)},
            {u"shortKey"_s, plan.keyIsShort},
            {u"throughTunnel"_s, plan.comesThroughTunnel},
            {u"gateway"_s,
             QJsonObject{{u"version"_s, plan.facts.daemon.version},
                         {u"firewall"_s, plan.facts.firewall},
                         {u"refuses"_s, QJsonArray::fromStringList(settingsOf(plan.facts.refused))},
                         {u"loadedOtherwise"_s, QJsonArray::fromStringList(plan.loadedOtherwise)},
                         {u"readable"_s, plan.facts.unreadable.isEmpty()},
                         {u"loaded"_s, plan.facts.loaded},
                         {u"startsAtBoot"_s,
                          plan.facts.startsAtBoot ? QJsonValue(*plan.facts.startsAtBoot) : QJsonValue()},
                         {u"up"_s, plan.facts.up}}},
            {u"diff"_s, QString::fromUtf8(diff(plan).join('\n'))}};
}

QJsonObject toJson(const Result<tunnel::ApplyOutcome> &outcome)
{
    if (outcome)
        return {{u"state"_s, u"applied"_s},
                {u"id"_s, outcome->id},
                {u"passedAfter"_s, static_cast<double>(outcome->passedAfter.count()) / 1000}};
    return {{u"state"_s, u"failed"_s}, {u"error"_s, toJson(outcome.error())}};
}

QString pendingText(const tunnel::PendingChange &pending)
{
    using State = tunnel::PendingChange::State;
    switch (pending.state) {
    case State::None:
        return tr("knows of none");
    case State::Armed:
        return tr("takes it back by itself in %1 s").arg(pending.restoresIn.value_or(0s).count());
    case State::Confirmed:
        return tr("has it in force");
    case State::Restoring:
        return tr("is taking it back");
    case State::Restored:
        return tr("took it back");
    }
    Q_UNREACHABLE();
}

} // namespace skybro::ctl

#include "models/tunnel/config/plantunneljob.h"

#include "models/base/unifieddiff.h"
#include "models/tunnel/config/loadedotherwise.h"
#include "models/tunnel/ends/azureendquery.h"
#include "models/tunnel/ipsec/prefix.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QUuid>

#include <array>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype keyBytes = 32;

QByteArray policyText(const std::optional<AzureIpsecPolicy> &policy)
{
    return policy ? QJsonDocument(toJson(*policy)).toJson() : QByteArray("Azure's default set\n");
}

} // namespace

secrets::SecretKey tunnelKeyName(const QString &site)
{
    return {.site = site, .name = u"tunnel-key"_s};
}

Secret generateKey()
{
    std::array<quint32, keyBytes / sizeof(quint32)> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    Secret bytes(QByteArray(reinterpret_cast<const char *>(words.data()), keyBytes));
    words.fill(0);
    return Secret(bytes.reveal().toBase64());
}

QByteArrayList diff(const TunnelPlan &plan)
{
    QByteArrayList lines = diff(plan.gateway);
    if (plan.change && plan.change->setsPolicy) {
        const QString name = u"Azure: "_s + plan.azure->connectionName + u" (IPsec policy)"_s;
        lines += unifiedDiff(policyText(plan.policyBefore), policyText(plan.change->policy), name, name);
    }
    if (plan.change && plan.change->key)
        lines.append("# Azure: " + plan.azure->connectionName.toUtf8() +
                     (plan.azureKeyDiffers ? ": has another pre-shared key than the gateway; it gets that one"
                                           : ": another pre-shared key"));
    return lines;
}

QList<ControlAction> stepsIntoForce(const TunnelPlan &plan)
{
    if (!plan.isIdle())
        return {};
    QList<ControlAction> steps{ControlAction::Load, ControlAction::Up};
    if (plan.facts.daemon.state == DaemonState::Down)
        steps.prepend(ControlAction::StartDaemon);
    return steps;
}

PlanTunnelJob::PlanTunnelJob(PlanTunnelParts parts, QObject *parent)
    : JobOf<TunnelPlan>(parent)
    , m_parts(std::move(parts))
{
}

PlanTunnelJob::~PlanTunnelJob()
{
    PlanTunnelJob::abort();
}

void PlanTunnelJob::begin()
{
    TunnelDescription tunnel;
    tunnel.name = connectionName(m_parts.site);
    describeAlgorithms(m_parts.site.tunnel, tunnel);
    ScriptJob *job = m_parts.gateway(factsScript(tunnel));
    m_job = job;
    job->setDeadline(deadline());
    job->then(this, [this](const Result<ssh::ExecResult> &result) { factsSaid(result); });
    job->start();
}

void PlanTunnelJob::abort()
{
    if (m_job) {
        m_job->disconnect(this);
        m_job->cancel();
    }
}

void PlanTunnelJob::factsSaid(const Result<ssh::ExecResult> &result)
{
    if (!result)
        return finish(std::unexpected(result.error()));
    Result<GatewayFacts> facts = readGatewayFacts(result->output);
    if (!facts) {
        const QString said = QString::fromUtf8(result->errors.left(2000)).trimmed();
        if (said.contains("sudo"_L1))
            return finish(std::unexpected(rootRefused(said)));
        Error error = facts.error();
        error.detail = said;
        return finish(std::unexpected(error));
    }
    m_plan.facts = std::move(*facts);
    askAzure();
}

void PlanTunnelJob::askAzure()
{
    if (!m_parts.client)
        return askStore();
    const site::Site &site = m_parts.site;
    auto *job = new AzureEndQuery(m_parts.client,
                                  {.subscription = site.azure.subscription,
                                   .resourceGroups = site.azure.resourceGroups,
                                   .connection = site.gateway.azureConnection,
                                   .onPremiseAddress = site.gateway.address},
                                  {}, AzureEndQuery::Depth::Everything, this);
    m_job = job;
    job->setDeadline(deadline());
    job->then(this, [this](const Result<AzureEnd> &end) {
        if (!end)
            return finish(std::unexpected(end.error()));
        if (end->connectionId.isEmpty()) {
            Error error = makeError(ErrorKind::NotFound,
                                    tr("Azure has no connection for this tunnel: make its gateway, local "
                                       "network gateway and connection first."));
            error.code = u"no-connection"_s;
            return finish(std::unexpected(error));
        }
        m_plan.azure = *end;
        askAzuresKey();
    });
    job->start();
}

/// Whether both ends have the same shows at no other place until the tunnel does not come up.
void PlanTunnelJob::askAzuresKey()
{
    if (m_parts.newKey)
        return askStore();
    auto *job = new azure::GetSharedKeyJob(*m_parts.client, m_plan.azure->connectionId, this);
    m_job = job;
    job->setDeadline(deadline());
    connect(job, &Job::finished, this, [this, job] {
        Result<Secret> key = job->takeResult();
        // A role that may see the connection and not its key, and one that has none.
        if (!key && key.error().kind != ErrorKind::Forbidden && key.error().kind != ErrorKind::NotFound &&
            key.error().kind != ErrorKind::Protocol)
            return finish(std::unexpected(key.error()));
        if (key)
            m_azuresKey = std::move(*key);
        askStore();
    });
    job->start();
}

void PlanTunnelJob::askStore()
{
    if (!m_parts.secrets || m_parts.key || m_parts.newKey)
        return plan(nullptr);
    secrets::ReadSecretJob *job = m_parts.secrets->read(tunnelKeyName(m_parts.site.name));
    m_job = job;
    connect(job, &Job::finished, this, [this, job] {
        Result<Secret> key = job->takeResult();
        if (!key && key.error().kind != ErrorKind::NotFound)
            return finish(std::unexpected(key.error()));
        plan(key ? std::make_shared<Secret>(std::move(*key)) : nullptr);
    });
    job->start();
}

Result<void> PlanTunnelJob::chooseKey(std::shared_ptr<Secret> stored)
{
    // Of no account where another key is wanted: one in a file that nobody reads then does no harm.
    const bool mayKeep = !m_parts.key && !stored && !m_parts.newKey;
    const Result<bool> has = mayKeep ? hasKey(m_plan.facts, m_plan.wanted) : Result<bool>(false);
    if (!has)
        return std::unexpected(has.error());
    if (m_parts.key) {
        m_plan.keySource = KeySource::Given;
        m_plan.key = m_parts.key;
    } else if (stored) {
        m_plan.keySource = KeySource::Stored;
        m_plan.key = std::move(stored);
    } else if (*has) {
        m_plan.keySource = KeySource::Kept;
    } else if (m_plan.azure) {
        m_plan.keySource = KeySource::Generated;
        m_plan.key = std::make_shared<Secret>(generateKey());
    } else {
        Error error =
            makeError(ErrorKind::NotFound,
                      tr("There is no pre-shared key, and without Azure a new one would fit one end "
                         "only: give the one that Azure's connection has."));
        error.code = u"no-key"_s;
        return std::unexpected(error);
    }
    return {};
}

Result<void> PlanTunnelJob::planAzure()
{
    if (!m_plan.azure)
        return {};
    const Result<std::optional<AzureIpsecPolicy>> policy = azurePolicy(m_parts.site.tunnel, m_plan.wanted);
    if (!policy)
        return std::unexpected(policy.error());
    auto change = std::make_shared<AzureChange>();
    change->connectionId = m_plan.azure->connectionId;
    m_plan.policyBefore = m_plan.azure->parameters.policy;
    change->setsPolicy = !samePolicy(m_plan.policyBefore, *policy);
    change->policy = *policy;
    const bool gatewayGetsKey = m_plan.gateway.key && m_plan.gateway.key->isChanged();
    std::optional<Secret> key =
        m_plan.key ? std::optional(m_plan.key->copy()) : keyInForce(m_plan.facts, m_plan.wanted);
    const bool isUnknown = m_plan.keySource == KeySource::Given || m_plan.keySource == KeySource::Generated ||
                           (m_plan.keySource == KeySource::Stored && gatewayGetsKey);
    const bool differs = m_azuresKey && key && m_azuresKey->reveal() != key->reveal();
    m_plan.azureKeyDiffers = differs && !gatewayGetsKey;
    if (m_azuresKey ? differs : isUnknown)
        change->key = std::move(key);
    m_plan.azureKeyUnknown = !m_azuresKey && !change->key;
    if (!change->isEmpty())
        m_plan.change = std::move(change);
    return {};
}

bool PlanTunnelJob::isKeyShort() const
{
    const std::optional<Secret> key =
        m_plan.key ? std::optional(m_plan.key->copy()) : keyInForce(m_plan.facts, m_plan.wanted);
    return key && key->reveal().size() < shortKeyCharacters;
}

void PlanTunnelJob::plan(std::shared_ptr<Secret> stored)
{
    Result<TunnelDescription> wanted =
        describeTunnel(m_parts.site, m_plan.azure ? &*m_plan.azure : nullptr, m_plan.facts.addresses);
    if (!wanted)
        return finish(std::unexpected(wanted.error()));
    m_plan.wanted = *wanted;
    if (const Result<void> chosen = chooseKey(std::move(stored)); !chosen)
        return finish(std::unexpected(chosen.error()));
    Result<ConfigPlan> gateway = planConfig(m_plan.facts, *wanted, m_plan.key.get());
    if (!gateway)
        return finish(std::unexpected(gateway.error()));
    m_plan.gateway = std::move(*gateway);
    m_plan.wanted = m_plan.gateway.wanted;
    if (const Result<void> planned = planAzure(); !planned)
        return finish(std::unexpected(planned.error()));
    m_plan.weak = weakChoices(m_plan.wanted);
    m_plan.weakSettings = weakSettings(m_parts.site.tunnel);
    m_plan.isProfileAssumed = !m_parts.site.tunnel.isGiven;
    m_plan.keyIsShort = isKeyShort();
    if (m_plan.isEmpty() && m_plan.gateway.present)
        m_plan.loadedOtherwise = loadedOtherwise(*m_plan.gateway.present, m_plan.facts.loadedAs);
    m_plan.comesThroughTunnel = isWithin(m_plan.facts.peer, m_plan.wanted.azure.subnets);
    finish(std::move(m_plan));
}

ApplyConfigJob *applyTunnel(TunnelPlan plan, const ApplyTunnelOptions &options, QObject *parent)
{
    QList<PassesFrom> places;
    for (const Shell &shell : options.probeFrom)
        places.append({.shell = shell, .sources = {}});
    PassesFrom gateway{.shell = options.gateway, .sources = {}};
    for (const QString &address : plan.facts.addresses) {
        if (isWithin(address, plan.wanted.onPremise.subnets))
            gateway.sources.append(address);
    }
    if (!gateway.sources.isEmpty())
        places.append(gateway);
    ApplyParts parts;
    parts.gateway = options.gateway;
    parts.plan = std::move(plan.gateway);
    parts.within = options.within;
    parts.passes = [places, targets = options.targets] { return new PassesJob(places, targets); };
    parts.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (plan.change && options.client) {
        const UndoPlace place{.store = options.secrets, .site = options.site};
        parts.changeAzure = [client = options.client, place, id = parts.id, name = parts.plan.wanted.name,
                             change = plan.change]() -> JobOf<void> * {
            return new ChangeAzureJob(client, change, place, id, name);
        };
        parts.undoAzure = [client = options.client, place, id = parts.id]() -> JobOf<void> * {
            return new UndoAzureJob(client, place, id);
        };
        parts.afterwards.append([place, id = parts.id] { return new UndosJob(place, closeUndo(id)); });
    }
    if (plan.key && options.secrets && plan.keySource != KeySource::Stored)
        parts.afterwards.append(
            [store = options.secrets, key = plan.key, name = tunnelKeyName(options.site)] {
                return store->write(name, key->copy());
            });
    parts.journal = options.journal;
    parts.site = options.site;
    parts.gatewayName = options.gatewayName;
    return new ApplyConfigJob(std::move(parts), parent);
}

} // namespace skybro::tunnel

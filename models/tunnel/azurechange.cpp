#include "models/tunnel/azurechange.h"

namespace skybro::tunnel {

using namespace Qt::StringLiterals;
using azure::ConnectionDocument;

QJsonObject toJson(const AzureIpsecPolicy &policy)
{
    return {{u"saLifeTimeSeconds"_s, policy.saLifeTimeSeconds},
            {u"saDataSizeKilobytes"_s, policy.saDataSizeKilobytes},
            {u"ipsecEncryption"_s, policy.ipsecEncryption},
            {u"ipsecIntegrity"_s, policy.ipsecIntegrity},
            {u"ikeEncryption"_s, policy.ikeEncryption},
            {u"ikeIntegrity"_s, policy.ikeIntegrity},
            {u"dhGroup"_s, policy.dhGroup},
            {u"pfsGroup"_s, policy.pfsGroup}};
}

bool samePolicy(const std::optional<AzureIpsecPolicy> &left, const std::optional<AzureIpsecPolicy> &right)
{
    if (!left || !right)
        return left.has_value() == right.has_value();
    return offersOf(*left) == offersOf(*right);
}

ChangeAzureJob::ChangeAzureJob(azure::ArmClient *client, std::shared_ptr<AzureChange> change, Way way,
                               QObject *parent)
    : JobOf<void>(parent)
    , m_client(client)
    , m_change(std::move(change))
    , m_way(way)
{
    setDeadline(std::chrono::minutes(30));
}

ChangeAzureJob::~ChangeAzureJob()
{
    ChangeAzureJob::abort();
}

void ChangeAzureJob::begin()
{
    if (m_way == Way::Change)
        readKey();
    else
        readDocument();
}

void ChangeAzureJob::abort()
{
    if (m_job) {
        m_job->disconnect(this);
        m_job->cancel();
        m_job->deleteLater(); // its parent is the client
    }
}

void ChangeAzureJob::take(Job *job)
{
    m_job = job;
    job->setDeadline(deadline());
}

/// Before anything is changed, so that it can be put back.
void ChangeAzureJob::readKey()
{
    if (!m_change->key)
        return readDocument();
    auto *job = new azure::GetSharedKeyJob(*m_client, m_change->connectionId, this);
    take(job);
    connect(job, &Job::finished, this, [this, job] {
        Result<Secret> key = job->takeResult();
        if (!key)
            return finish(std::unexpected(key.error()));
        m_change->keyBefore = std::move(*key);
        readDocument();
    });
    job->start();
}

void ChangeAzureJob::readDocument()
{
    const bool needsIt = m_way == Way::Change ? m_change->setsPolicy : m_change->policyMayBeNew;
    if (!needsIt)
        return putKey();
    auto *job = azure::getConnectionDocument(*m_client, m_change->connectionId);
    take(job);
    job->then(this, [this](const Result<ConnectionDocument> &document) {
        if (!document)
            return finish(std::unexpected(document.error()));
        putPolicies(*document);
    });
    job->start();
}

void ChangeAzureJob::putPolicies(ConnectionDocument document)
{
    if (m_way == Way::Change) {
        const bool needsPolicy = document.body.value("properties"_L1)
                                     .toObject()
                                     .value("usePolicyBasedTrafficSelectors"_L1)
                                     .toBool();
        if (needsPolicy && !m_change->policy)
            return finish(fail(ErrorKind::Invalid,
                               tr("Azure's connection uses policy-based traffic selectors, which need an "
                                  "IPsec policy: the profile “azure-default” has none.")));
        m_change->policiesBefore = document.ipsecPolicies();
        document.setIpsecPolicies(m_change->policy ? QJsonArray{toJson(*m_change->policy)} : QJsonArray());
        m_change->policyMayBeNew = true;
    } else {
        document.setIpsecPolicies(m_change->policiesBefore.value_or(QJsonArray()));
    }
    follow(azure::putConnectionDocument(*m_client, document), &ChangeAzureJob::putKey);
}

void ChangeAzureJob::putKey()
{
    if (m_way == Way::Change) {
        if (!m_change->key)
            return done();
        m_change->keyMayBeNew = true;
        return follow(azure::putSharedKey(*m_client, m_change->connectionId, *m_change->key),
                      &ChangeAzureJob::done);
    }
    if (!m_change->keyMayBeNew || !m_change->keyBefore)
        return done();
    follow(azure::putSharedKey(*m_client, m_change->connectionId, *m_change->keyBefore),
           &ChangeAzureJob::done);
}

void ChangeAzureJob::follow(azure::LongOperationJob *job, void (ChangeAzureJob::*next)())
{
    take(job);
    connect(job, &azure::LongOperationJob::progressChanged, this, &ChangeAzureJob::progressChanged);
    job->then(this, [this, next](const Result<azure::OperationOutcome> &outcome) {
        if (!outcome)
            return finish(std::unexpected(outcome.error()));
        (this->*next)();
    });
    job->start();
}

} // namespace skybro::tunnel

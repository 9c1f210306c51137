#include "models/tunnel/config/azurechange.h"

#include <QCryptographicHash>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;
using azure::ConnectionDocument;

namespace {

AzureIpsecPolicy policyFrom(const QJsonObject &json)
{
    const auto word = [&](QLatin1StringView name) { return json.value(name).toString(); };
    return {.ikeEncryption = word("ikeEncryption"_L1),
            .ikeIntegrity = word("ikeIntegrity"_L1),
            .dhGroup = word("dhGroup"_L1),
            .ipsecEncryption = word("ipsecEncryption"_L1),
            .ipsecIntegrity = word("ipsecIntegrity"_L1),
            .pfsGroup = word("pfsGroup"_L1),
            .saLifeTimeSeconds = json.value("saLifeTimeSeconds"_L1).toInt(),
            .saDataSizeKilobytes = json.value("saDataSizeKilobytes"_L1).toInteger()};
}

QByteArray fingerprint(const Secret &key)
{
    return QCryptographicHash::hash(key.reveal(), QCryptographicHash::Sha256);
}

} // namespace

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

bool samePolicies(const QJsonArray &left, const QJsonArray &right)
{
    if (left == right)
        return true;
    if (left.size() != 1 || right.size() != 1)
        return false;
    const AzureIpsecPolicy one = policyFrom(left.first().toObject());
    const AzureIpsecPolicy other = policyFrom(right.first().toObject());
    return samePolicy(one, other) && one.saDataSizeKilobytes == other.saDataSizeKilobytes;
}

bool isForeign(const AzureUndo &undo, const QJsonArray &policiesNow)
{
    return undo.policiesBefore && !samePolicies(policiesNow, *undo.policiesBefore) &&
           !samePolicies(policiesNow, undo.policiesAfter);
}

bool isForeign(const AzureUndo &undo, const Secret &keyNow)
{
    return undo.keyBefore && keyNow.reveal() != undo.keyBefore->reveal() &&
           fingerprint(keyNow) != undo.keyAfter;
}

AzureJob::AzureJob(azure::ArmClient *client, QObject *parent)
    : JobOf<void>(parent)
    , m_client(client)
{
    setDeadline(std::chrono::minutes(30));
}

AzureJob::~AzureJob()
{
    AzureJob::abort();
}

void AzureJob::abort()
{
    if (m_job) {
        m_job->disconnect(this);
        m_job->cancel();
        m_job->deleteLater(); // its parent may be the client
    }
}

template <typename T, typename Next>
void AzureJob::run(JobOf<T> *job, const Next &next)
{
    m_job = job;
    job->setDeadline(deadline());
    connect(job, &Job::finished, this, [this, job, next] {
        Result<T> result = job->takeResult();
        if (!result)
            return failed(result.error());
        if constexpr (std::is_void_v<T>)
            next();
        else
            next(std::move(*result));
    });
    job->start();
}

void AzureJob::put(azure::LongOperationJob *job, std::function<void()> next)
{
    connect(job, &azure::LongOperationJob::progressChanged, this, &AzureJob::progressChanged);
    run(job, [next = std::move(next)](const azure::OperationOutcome &) { next(); });
}

ChangeAzureJob::ChangeAzureJob(azure::ArmClient *client, std::shared_ptr<const AzureChange> change,
                               UndoPlace place, const QString &id, const QString &name, QObject *parent)
    : AzureJob(client, parent)
    , m_change(std::move(change))
    , m_place(std::move(place))
    , m_undo(std::make_shared<AzureUndo>())
{
    m_undo->change = id;
    m_undo->name = name;
    m_undo->connectionId = m_change->connectionId;
    m_undo->keyMayBeNew = m_change->key && !m_change->setsPolicy; // it is the first thing that is asked
}

/// All is read before anything is changed, so that it can be put back.
void ChangeAzureJob::begin()
{
    if (!m_change->key)
        return readDocument();
    run(new azure::GetSharedKeyJob(*m_client, m_change->connectionId, this), [this](Secret key) {
        m_undo->keyBefore = std::move(key);
        m_undo->keyAfter = fingerprint(*m_change->key);
        readDocument();
    });
}

void ChangeAzureJob::readDocument()
{
    if (!m_change->setsPolicy)
        return keep();
    run(azure::getConnectionDocument(*m_client, m_change->connectionId),
        [this](const ConnectionDocument &document) {
            const bool needsPolicy = document.body.value("properties"_L1)
                                         .toObject()
                                         .value("usePolicyBasedTrafficSelectors"_L1)
                                         .toBool();
            if (needsPolicy && !m_change->policy)
                return finish(fail(ErrorKind::Invalid,
                                   tr("Azure's connection uses policy-based traffic selectors, which need an "
                                      "IPsec policy: the profile “azure-default” has none.")));
            m_document = document;
            m_undo->policiesBefore = document.ipsecPolicies();
            m_undo->policiesAfter = m_change->policy ? QJsonArray{toJson(*m_change->policy)} : QJsonArray();
            keep();
        });
}

void ChangeAzureJob::keep()
{
    auto *job = new UndosJob(m_place, keepUndo(m_undo), this);
    // What can not be undone is not begun: the store's error ends it here.
    run(job, [this](const std::vector<AzureUndo> &) { putPolicies(); });
}

void ChangeAzureJob::putPolicies()
{
    if (!m_change->setsPolicy)
        return putKey();
    m_document.setIpsecPolicies(m_undo->policiesAfter);
    put(azure::putConnectionDocument(*m_client, m_document), [this] { putKey(); });
}

void ChangeAzureJob::putKey()
{
    if (!m_change->key)
        return finish({});
    const auto putIt = [this] {
        put(azure::putSharedKey(*m_client, m_change->connectionId, *m_change->key), [this] { finish({}); });
    };
    if (m_undo->keyMayBeNew)
        return putIt();
    run(new UndosJob(m_place, keyIsAsked(m_undo->change), this),
        [putIt](const std::vector<AzureUndo> &) { putIt(); });
}

UndoAzureJob::UndoAzureJob(azure::ArmClient *client, UndoPlace place, const QString &id, bool force,
                           QObject *parent)
    : AzureJob(client, parent)
    , m_place(std::move(place))
    , m_id(id)
    , m_force(force)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &UndoAzureJob::readDocument);
}

void UndoAzureJob::abort()
{
    m_again.stop();
    AzureJob::abort();
}

void UndoAzureJob::begin()
{
    run(new UndosJob(m_place, {}, this), [this](std::vector<AzureUndo> undos) {
        AzureUndo *undo = undoOf(undos, m_id);
        if (!undo)
            return finish({});
        m_undo = std::move(*undo);
        readDocument();
    });
}

/// Azure is still at what the interrupted program asked for.
void UndoAzureJob::failed(const Error &error)
{
    if (error.code != "RetryableErrorDueToAnotherOperation"_L1 &&
        error.code != "AnotherOperationInProgress"_L1)
        return AzureJob::failed(error);
    m_document.reset();
    m_again.start(m_pause);
}

void UndoAzureJob::refuse()
{
    Error error =
        makeError(ErrorKind::Conflict, tr("Azure's connection was changed by somebody else since; that would "
                                          "be lost."));
    error.code = u"azure-changed"_s;
    finish(std::unexpected(std::move(error)));
}

void UndoAzureJob::readDocument()
{
    run(azure::getConnectionDocument(*m_client, m_undo->connectionId),
        [this](const ConnectionDocument &document) {
            if (document.isUpdating)
                return m_again.start(m_pause);
            const QJsonArray now = document.ipsecPolicies();
            if (!m_force && isForeign(*m_undo, now))
                return refuse();
            if (m_undo->policiesBefore && now != *m_undo->policiesBefore)
                m_document = document;
            readKey();
        });
}

void UndoAzureJob::readKey()
{
    if (!m_undo->keyBefore)
        return putPolicies();
    run(new azure::GetSharedKeyJob(*m_client, m_undo->connectionId, this), [this](const Secret &key) {
        if (!m_force && isForeign(*m_undo, key))
            return refuse();
        // What Azure was asked for may still be on its way, and then what is read is the past.
        m_putsKey = m_undo->keyMayBeNew || key.reveal() != m_undo->keyBefore->reveal();
        putPolicies();
    });
}

void UndoAzureJob::putPolicies()
{
    if (!m_document)
        return putKey();
    m_document->setIpsecPolicies(*m_undo->policiesBefore);
    put(azure::putConnectionDocument(*m_client, *m_document), [this] { putKey(); });
}

void UndoAzureJob::putKey()
{
    if (!m_putsKey)
        return forget();
    put(azure::putSharedKey(*m_client, m_undo->connectionId, *m_undo->keyBefore), [this] { forget(); });
}

void UndoAzureJob::forget()
{
    run(new UndosJob(m_place, forgetUndo(m_id), this),
        [this](const std::vector<AzureUndo> &) { finish({}); });
}

} // namespace skybro::tunnel

#include "models/tunnel/config/planrollbackjob.h"

#include "models/base/unifieddiff.h"
#include "models/tunnel/ipsec/prefix.h"

#include <QJsonDocument>

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto scriptDeadline = 60s;

struct LookBack
{
    bool isWhole = false;
    QString state; ///< "armed", "confirmed" …; empty: there was no change
    QString id;
    bool bothEnds = false;
    QString peer;          ///< from where we are logged in; empty: locally
    QStringList tunnelled; ///< networks to which the gateway encrypts
};

LookBack readLookBack(const QByteArray &output, RollbackPlan &plan)
{
    LookBack found;
    const auto decoded = [](const QByteArray &word) { return QByteArray::fromBase64(word); };
    for (const QByteArray &line : output.split('\n')) {
        const QList<QByteArray> words = line.trimmed().split(' ');
        if (words.first() != "skybro")
            continue; // what a login shell says of itself
        const QByteArray kind = words.value(1);
        const QString path = QString::fromUtf8(decoded(words.value(2)));
        found.isWhole = kind == "end";
        if (kind == "state") {
            found.state = QString::fromLatin1(words.value(2));
            found.id = QString::fromLatin1(words.value(3));
        } else if (kind == "both-ends") {
            found.bothEnds = true;
        } else if (kind == "peer") {
            found.peer = QString::fromLatin1(words.value(2));
        } else if (kind == "tunnelled") {
            found.tunnelled.append(QString::fromLatin1(words.value(2)));
        } else if (kind == "secret") {
            plan.keyFiles.append(path);
        } else if (kind == "changed") {
            plan.changedByHand.append(path);
        } else if (kind == "kernel") {
            plan.kernel.append(QString::fromUtf8(words.mid(2).join(' ')));
        } else if (kind == "file") {
            ConfigFile file{.path = path, .before = {}, .after = {}};
            if (words.value(3).startsWith('+'))
                file.before = decoded(words.value(3).mid(1));
            if (words.value(4).startsWith('+'))
                file.after = decoded(words.value(4).mid(1));
            else
                plan.goes.append(path);
            if (file.before.value_or(QByteArray()) != file.after || (file.before && plan.goes.contains(path)))
                plan.files.append(file);
        }
    }
    return found;
}

QByteArray policiesText(const QJsonArray &policies)
{
    return policies.isEmpty() ? QByteArray("Azure's default set\n") : QJsonDocument(policies).toJson();
}

} // namespace

QByteArrayList diff(const RollbackPlan &plan)
{
    QByteArrayList lines;
    if (!plan.gatewayIsBack) {
        for (const ConfigFile &file : plan.files)
            lines += unifiedDiff(file.before.value_or(QByteArray()), file.after,
                                 file.before ? file.path : u"/dev/null"_s,
                                 plan.goes.contains(file.path) ? u"/dev/null"_s : file.path);
        for (const QString &path : plan.keyFiles)
            lines.append("# " + path.toUtf8() + ": the earlier pre-shared key");
        for (const QString &line : plan.kernel)
            lines.append("# sysctl " + line.toUtf8());
    }
    if (!plan.withAzure)
        return lines;
    const QString name = u"Azure: "_s + plan.azureName + u" (IPsec policy)"_s;
    lines += unifiedDiff(policiesText(plan.policiesNow), policiesText(plan.policiesThen), name, name);
    if (plan.azureKey)
        lines.append("# Azure: " + plan.azureName.toUtf8() + ": the earlier pre-shared key");
    return lines;
}

PlanRollbackJob::PlanRollbackJob(RollbackParts parts, QObject *parent)
    : JobOf<RollbackPlan>(parent)
    , m_parts(std::move(parts))
{
    m_plan.connection = m_parts.connection;
}

PlanRollbackJob::~PlanRollbackJob()
{
    PlanRollbackJob::abort();
}

void PlanRollbackJob::abort()
{
    if (m_job) {
        m_job->disconnect(this);
        m_job->cancel();
        m_job->deleteLater(); // its parent may be the client
    }
}

void PlanRollbackJob::begin()
{
    ScriptJob *job = m_parts.gateway(lookBackScript({.id = {}, .name = m_parts.connection}));
    m_job = job;
    job->setDeadline(std::min<std::chrono::milliseconds>(deadline(), scriptDeadline));
    job->then(this, [this](const Result<ssh::ExecResult> &result) { gatewaySaid(result); });
    job->start();
}

void PlanRollbackJob::gatewaySaid(const Result<ssh::ExecResult> &result)
{
    if (!result)
        return finish(std::unexpected(result.error()));
    const LookBack found = readLookBack(result->output, m_plan);
    if (!found.isWhole) {
        const Result<ChangeReport> said = changeReport(result);
        return finish(said ? fail(ErrorKind::Protocol, tr("The gateway's answer is not whole."))
                           : std::unexpected(said.error()));
    }
    m_plan.id = found.id;
    m_plan.comesThroughTunnel = isWithin(found.peer, found.tunnelled);
    m_plan.gatewayIsBack = found.state == "restored"_L1;
    m_bothEnds = found.bothEnds;
    const auto none = [this] {
        finish(fail(
            ErrorKind::NotFound,
            tr("The gateway knows of no change of “%1” that could be taken back.").arg(m_parts.connection)));
    };
    if (found.state.isEmpty() || (m_plan.gatewayIsBack && (!m_bothEnds || !m_parts.client)))
        return none();
    if (!m_bothEnds || !m_parts.client)
        return finish(m_plan);
    auto *job = new UndosJob({.store = m_parts.secrets, .site = m_parts.site});
    m_job = job;
    job->setDeadline(deadline());
    connect(job, &Job::finished, this, [this, job, none] {
        Result<std::vector<AzureUndo>> undos = job->takeResult();
        if (!undos)
            return finish(std::unexpected(undos.error()));
        if (m_plan.gatewayIsBack && !undoOf(*undos, m_plan.id))
            return none(); // both ends are back
        undosRead(std::move(*undos));
    });
    job->start();
}

void PlanRollbackJob::undosRead(std::vector<AzureUndo> undos)
{
    AzureUndo *undo = undoOf(undos, m_plan.id);
    if (!undo) {
        Error error = makeError(
            ErrorKind::NotFound,
            tr("Azure's end was changed along with the gateway's, and what it had before is not known here: "
               "that is kept on the machine, and for the user, that made the change."));
        error.code = u"no-undo"_s;
        return finish(std::unexpected(std::move(error)));
    }
    m_undo = std::make_shared<AzureUndo>(std::move(*undo));
    m_plan.withAzure = true;
    m_plan.azureName = m_undo->connectionId.section(u'/', -1);
    if (m_undo->policiesBefore)
        readPolicies();
    else
        readKey();
}

void PlanRollbackJob::readPolicies()
{
    auto *job = azure::getConnectionDocument(*m_parts.client, m_undo->connectionId);
    m_job = job;
    job->setDeadline(deadline());
    job->then(this, [this](const Result<azure::ConnectionDocument> &document) {
        if (!document)
            return finish(std::unexpected(document.error()));
        m_plan.policiesNow = document->ipsecPolicies();
        m_plan.policiesThen = *m_undo->policiesBefore;
        m_plan.azureForeign = isForeign(*m_undo, m_plan.policiesNow);
        readKey();
    });
    job->start();
}

void PlanRollbackJob::readKey()
{
    if (!m_undo->keyBefore)
        return finish(m_plan);
    auto *job = new azure::GetSharedKeyJob(*m_parts.client, m_undo->connectionId, this);
    m_job = job;
    job->setDeadline(deadline());
    connect(job, &Job::finished, this, [this, job] {
        const Result<Secret> key = job->takeResult();
        if (!key)
            return finish(std::unexpected(key.error()));
        m_plan.azureKey = key->reveal() != m_undo->keyBefore->reveal();
        m_plan.azureForeign = m_plan.azureForeign || isForeign(*m_undo, *key);
        finish(m_plan);
    });
    job->start();
}

} // namespace skybro::tunnel

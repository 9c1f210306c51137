#include "models/azure/auth/listclisubscriptions.h"

#include "models/azure/auth/azurecli.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <algorithm>

namespace skybro::azure {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

ListCliSubscriptionsJob::ListCliSubscriptionsJob(QObject *parent, QString program)
    : JobOf(parent)
    , m_program(std::move(program))
{
    setDeadline(30s);
}

ListCliSubscriptionsJob::~ListCliSubscriptionsJob()
{
    ListCliSubscriptionsJob::abort();
}

void ListCliSubscriptionsJob::begin()
{
    m_process = new QProcess(this);
    m_process->setStandardInputFile(QProcess::nullDevice());
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish(fail(ErrorKind::NotSignedIn,
                        tr("The Azure CLI (%1) is not on this machine: install azure-cli and run “az login”, "
                           "or choose "
                           "another way to sign in.")
                            .arg(m_program),
                        m_process->errorString()));
    });
    connect(m_process, &QProcess::finished, this, [this](int exitCode, QProcess::ExitStatus status) {
        if (status != QProcess::NormalExit || exitCode != 0)
            finish(std::unexpected(azureCliError(m_process->readAllStandardError(), exitCode)));
        else
            finish(readCliSubscriptions(m_process->readAllStandardOutput()));
    });
    m_process->start(m_program, {u"account"_s, u"list"_s, u"--output"_s, u"json"_s});
}

void ListCliSubscriptionsJob::abort()
{
    if (!m_process)
        return;
    m_process->disconnect(this);
    if (m_process->state() != QProcess::NotRunning) {
        // Killed, it goes within milliseconds; nobody waits for it.
        m_process->setParent(nullptr);
        QObject::connect(m_process, &QProcess::finished, m_process, &QObject::deleteLater);
        m_process->kill();
    }
    m_process = nullptr;
}

Result<QList<CliSubscription>> readCliSubscriptions(const QByteArray &output)
{
    const QJsonDocument document = QJsonDocument::fromJson(output);
    if (!document.isArray())
        return fail(ErrorKind::Protocol,
                    ListCliSubscriptionsJob::tr(
                        "The Azure CLI's list of subscriptions can not be read: run “az account "
                        "list” to see why."));
    QList<CliSubscription> found;
    const QJsonArray array = document.array();
    for (const QJsonValue &value : array) {
        const QJsonObject object = value.toObject();
        const CliSubscription subscription{.id = object.value("id"_L1).toString(),
                                           .name = object.value("name"_L1).toString(),
                                           .tenant = object.value("tenantId"_L1).toString(),
                                           .user =
                                               object.value("user"_L1).toObject().value("name"_L1).toString(),
                                           .isDefault = object.value("isDefault"_L1).toBool()};
        const QString state = object.value("state"_L1).toString(u"Enabled"_s);
        if (!subscription.id.isEmpty() && state.compare("Disabled"_L1, Qt::CaseInsensitive) != 0)
            found.append(subscription);
    }
    if (found.isEmpty())
        return fail(
            ErrorKind::NotSignedIn,
            ListCliSubscriptionsJob::tr("Nobody is signed in to the Azure CLI: run “az login” in a terminal, "
                                        "then try again."));
    std::stable_partition(found.begin(), found.end(), [](const CliSubscription &s) { return s.isDefault; });
    return found;
}

} // namespace skybro::azure

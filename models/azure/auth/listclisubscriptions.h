#pragma once

#include "models/base/job.h"

#include <QList>

class QProcess;

namespace skybro::azure {

/// A subscription that the Azure CLI's login on this machine may use.
struct CliSubscription
{
    QString id;
    QString name;
    QString tenant; ///< its id
    QString user;   ///< who is signed in
    bool isDefault = false;

    bool operator==(const CliSubscription &) const = default;
};

/// Asks the Azure CLI what it is signed in to: `az account list`. Reads a file of az's and asks no server.
/// Errors: NotSignedIn (az is missing, or nobody is signed in), Protocol, TimedOut.
class ListCliSubscriptionsJob : public JobOf<QList<CliSubscription>>
{
    Q_OBJECT

public:
    explicit ListCliSubscriptionsJob(QObject *parent = nullptr, QString program = QStringLiteral("az"));
    ~ListCliSubscriptionsJob() override;

protected:
    void begin() override;
    void abort() override;

private:
    QString m_program;
    QProcess *m_process = nullptr;
};

/// Reads what `az account list --output json` prints; the default one first. Disabled ones are left out.
[[nodiscard]] Result<QList<CliSubscription>> readCliSubscriptions(const QByteArray &output);

} // namespace skybro::azure

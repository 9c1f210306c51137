#pragma once

#include "models/azure/armclient.h"
#include "models/base/operation.h"
#include "models/fleet/node.h"
#include "models/fleet/powerpolicy.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace skybro::fleet {

/// Drives one power operation to its end: sends it, watches the node in the lists, and asks Azure about the
/// operation itself when the lists do not settle it.
///
/// How it ends: Succeeded when the node is seen in the wanted state or Azure says so; Failed with Azure's
/// reason; Cancelled when it was never sent; Unknown when it was sent and nobody can tell any more.
class PowerRun : public QObject
{
    Q_OBJECT

public:
    PowerRun(Operation operation, PowerAction action, azure::ArmClient *client, const PowerPolicy &policy,
             QObject *parent);

    [[nodiscard]] const Operation &operation() const { return m_operation; }
    [[nodiscard]] PowerAction action() const { return m_action; }
    [[nodiscard]] bool isQueued() const { return m_operation.state == OperationState::Queued; }

    /// From Queued to Running, to be journaled before send().
    void markSent();
    void send();
    /// An earlier process sent it, or was about to.
    void takeUp();
    /// What a complete list of states says of the node (nullptr: it is not in it). Only lists that were asked
    /// for after accepted() may be shown.
    void observe(const Node *node);
    /// Ends it at once; Unknown when it was sent, else Cancelled.
    void stopWaiting();
    /// Ends it as Failed before it was sent.
    void failUnsent(const Error &error);

signals:
    /// Azure answered the request, well or not; or it was taken up. Lists asked from now on count.
    void accepted();
    /// operation() changed and wants to be journaled; isFinished() tells whether it ended.
    void changed();

private:
    void sent(const Result<azure::StartedOperation> &result);
    void watch(bool inDoubt);
    void askWhenDue();
    void askAzure();
    void azureSaid(const std::optional<Error> &error);
    void setStep(const QString &step);
    void end(OperationState state, const std::optional<Error> &error = {});
    void endUnknown(const QString &text, const Error &cause);
    [[nodiscard]] bool isMoving(PowerState state) const;
    [[nodiscard]] bool hasSettled() const;

    Operation m_operation;
    PowerAction m_action;
    azure::ArmClient *m_client;
    PowerPolicy m_policy;
    QPointer<azure::BeginOperationJob> m_sendJob;
    QPointer<azure::LongOperationJob> m_pollJob;
    QElapsedTimer m_watching;  ///< since it was accepted or taken up
    QElapsedTimer m_azureDone; ///< since Azure said the operation succeeded
    QTimer m_askTimer;
    QTimer m_giveUpTimer;
    std::optional<Error> m_doubt; ///< why it is not sure that Azure does it; the list decides
    PowerState m_lastSeen = PowerState::Unknown;
    int m_missing = 0; ///< lists in a row without the node
    int m_seen = 0;    ///< lists with it
};

} // namespace skybro::fleet

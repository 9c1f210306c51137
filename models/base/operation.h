#pragma once

#include "models/base/error.h"

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

namespace skybro {

enum class OperationState
{
    Queued,    ///< journaled, nothing sent yet
    Running,   ///< sent; the other side has accepted it, or may have
    Succeeded, ///< the state asked for was reached
    Failed,    ///< ended with `error`
    Cancelled, ///< given up before anything was sent
    Unknown,   ///< sent, and we can no longer learn how it ended; `error` says why
};

[[nodiscard]] constexpr bool isFinished(OperationState state)
{
    return state != OperationState::Queued && state != OperationState::Running;
}

/// "queued", "running", "succeeded", "failed", "cancelled", "unknown": for JSON, logs and the database.
[[nodiscard]] QString toWord(OperationState state);
[[nodiscard]] std::optional<OperationState> operationStateFromWord(QStringView word);

/// One long action on one thing, as the journal keeps it. It names the state it wants ("start": running), so
/// asking twice does no harm.
struct Operation
{
    QString id;         ///< UUID, ours
    QString batch;      ///< UUID shared by what was asked for at once
    QString site;       ///< name of the site file
    QString kind;       ///< "start", "deallocate", "power-off", "restart", …
    QString target;     ///< resource id, as Azure writes it
    QString targetName; ///< what the user calls it
    OperationState state = OperationState::Queued;
    QString step;    ///< what it does or did last, for the user; may be empty
    QString pollUrl; ///< where Azure tells how it goes; empty until known. Carries no credential.
    std::optional<Error> error;
    QDateTime created; ///< UTC, all three; invalid when not yet
    QDateTime updated;
    QDateTime ended;
    QString owner; ///< the process that drives it, see processidentity.h

    bool operator==(const Operation &) const = default;
};

} // namespace skybro

Q_DECLARE_METATYPE(skybro::Operation)

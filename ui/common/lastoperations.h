#pragma once

#include "models/base/journal.h"

#include <QHash>
#include <QObject>
#include <QPointer>

namespace skybro::ui {

/// One moment in the life of an operation.
struct Phase
{
    QDateTime when;
    OperationState state = OperationState::Queued;
    QString step; ///< what was going on, for the user; may be empty

    bool operator==(const Phase &) const = default;
};

/// For each thing, the last operation on it and the phases it went through: those seen by this console to
/// the second, of older ones what the journal still knows.
class LastOperations : public QObject
{
    Q_OBJECT

public:
    LastOperations(Journal *journal, const QString &site, QObject *parent = nullptr);

    /// By the target's id in any case.
    [[nodiscard]] std::optional<Operation> of(const QString &target) const;
    [[nodiscard]] QList<Phase> phases(const Operation &operation) const;

signals:
    void changed(const QStringList &targets);

private:
    void take(const QList<Operation> &operations);

    QString m_site;
    QHash<QString, Operation> m_last;    ///< by target, lower case
    QHash<QString, QList<Phase>> m_seen; ///< by operation id, of the last ones only
};

} // namespace skybro::ui

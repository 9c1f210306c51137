#pragma once

#include <QJsonObject>
#include <QString>

namespace skybro::sim {

/// One long operation of Azure. Plain data: it survives a restart in the state file.
struct Operation
{
    QString id;         ///< a GUID; also the x-ms-request-id of the request that began it
    QString verb;       ///< "put", "delete", or an action: "start", "deallocate"
    QString target;     ///< key of the resource it works on
    QString path;       ///< of its Azure-AsyncOperation resource, without query
    QString status;     ///< InProgress | Succeeded | Failed | Canceled
    qint64 started = 0; ///< milliseconds since the epoch
    qint64 due = 0;     ///< when it will be done
    qint64 ended = 0;
    bool held = false;     ///< due, and waiting for something outside (the boot hook)
    QJsonObject arguments; ///< what its type needs to finish it
    QJsonValue result;     ///< what an action found out, shown when it is done; null: nothing
    QJsonObject error;     ///< set at once when it is bound to fail; told when it is due

    [[nodiscard]] bool inProgress() const { return status == QLatin1StringView("InProgress"); }
    /// How far it is at `now`, 0 to 1.
    [[nodiscard]] double share(qint64 now) const;
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Operation fromJson(const QJsonObject &json);
};

} // namespace skybro::sim

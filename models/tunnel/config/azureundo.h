#pragma once

#include "models/secrets/secretstore.h"

#include <QJsonArray>
#include <QPointer>

#include <functional>
#include <optional>
#include <vector>

namespace skybro::tunnel {

/// What Azure's connection had before a change, and what the change makes of it: kept before the first
/// request, so that it can be put back whatever becomes of the program. Moves only, for the key in it.
struct AzureUndo
{
    QString change;       ///< its id
    QString name;         ///< the gateway's name of the connection
    QString connectionId; ///< Azure's
    /// Azure's end may not be the one that fits the gateway's: see SettleTunnelJob.
    bool isOpen = true;
    std::optional<QJsonArray> policiesBefore; ///< absent: the change leaves them alone
    QJsonArray policiesAfter;
    std::optional<Secret> keyBefore; ///< absent: the change leaves it alone
    QByteArray keyAfter;             ///< its SHA-256
    bool keyMayBeNew = false;        ///< Azure was asked to set it, or may have been
};

/// Where they are kept: in the secret store, all of a site's in one secret, for the keys in them.
struct UndoPlace
{
    secrets::SecretStore *store = nullptr; ///< outlives the job
    QString site;
};
[[nodiscard]] secrets::SecretKey undoName(const QString &site);

/// As it is kept: one line. Errors of readUndos(): Protocol, it can not be read.
[[nodiscard]] Secret undosText(const std::vector<AzureUndo> &undos);
[[nodiscard]] Result<std::vector<AzureUndo>> readUndos(const Secret &text);

/// The one of this change; null: there is none.
[[nodiscard]] AzureUndo *undoOf(std::vector<AzureUndo> &undos, const QString &change);

/// Reads what is kept, lets `edit` change it, keeps that. Ends with what is kept then; none is no error.
/// Errors: those of the store, of readUndos() and of `edit`, after which it is as it was.
class UndosJob : public JobOf<std::vector<AzureUndo>>
{
    Q_OBJECT

public:
    /// Whether it changed something.
    using Edit = std::function<Result<bool>(std::vector<AzureUndo> &)>;

    explicit UndosJob(UndoPlace place, Edit edit = {}, QObject *parent = nullptr);
    ~UndosJob() override;

protected:
    void begin() override;
    void abort() override;

private:
    void edit();

    UndoPlace m_place;
    Edit m_edit;
    std::vector<AzureUndo> m_undos;
    QPointer<Job> m_job;
};

/// Edits: one more, which takes the place of older ones but for the last that is in force; Conflict, code
/// "azure-open", when Azure's end is not settled. That Azure is asked for the key now. That it is in force,
/// others are forgotten. That it is to be put back. That it was.
[[nodiscard]] UndosJob::Edit keepUndo(std::shared_ptr<const AzureUndo> undo);
[[nodiscard]] UndosJob::Edit keyIsAsked(const QString &change);
[[nodiscard]] UndosJob::Edit closeUndo(const QString &change);
[[nodiscard]] UndosJob::Edit reopenUndo(const QString &change);
[[nodiscard]] UndosJob::Edit forgetUndo(const QString &change);

} // namespace skybro::tunnel

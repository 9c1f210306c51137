#pragma once

#include "models/playbook/modules/script.h"

namespace skybro::playbook {

/// One file to be brought to a node.
struct CopyItem
{
    QString dest;          ///< where to; a directory, or with "/" at the end, takes it under its base name
    QString basename = {}; ///< empty: there is none, and a directory is no place for it
    QString source = {};   ///< for the diff
    QByteArray content = {};
    QString mode = {}; ///< empty: what the task's `mode` says
};

/// The mode of a file on this machine as `mode: preserve` takes it: "0644".
[[nodiscard]] QString localMode(const QString &path);

/// Puts files on a node, each whole or not at all: `copy` and `template`. One round trip for all that is
/// small; what is big is compared first and sent only if it differs.
class CopyRun : public ModuleRun
{
public:
    explicit CopyRun(const ModuleCall &call);

    [[nodiscard]] Step next(const std::optional<Output> &last) final;

protected:
    [[nodiscard]] const ModuleCall &call() const { return m_call; }
    /// What is to be copied; an error is the task's failure.
    [[nodiscard]] virtual Result<QList<CopyItem>> items() = 0;
    /// Directories to make below the node's target, relative to nothing.
    [[nodiscard]] virtual QStringList directories() const { return {}; }
    /// Changes the result at the end.
    virtual void finish(TaskResult & /*result*/) const {}

private:
    [[nodiscard]] Step ask();
    void take(const Report &report);

    ModuleCall m_call;
    QList<CopyItem> m_items;
    qsizetype m_from = 0; ///< the first item of which nothing is known yet
    qsizetype m_to = 0;   ///< the one after the last that was asked about
    bool m_compareOnly = false;
    bool m_sendNow = false;
    QByteArray m_nonce;
    TaskResult m_result;
};

} // namespace skybro::playbook

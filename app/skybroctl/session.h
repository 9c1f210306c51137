#pragma once

#include "app/skybroctl/arguments.h"
#include "app/skybroctl/exitcode.h"
#include "models/fleet/cluster.h"

#include <functional>
#include <memory>
#include <optional>

namespace skybro::ctl {

/// What every command needs: the site, its journal, and the cluster behind them.
class Session : public QObject
{
    Q_OBJECT

public:
    enum class Purpose
    {
        Look, ///< does without a journal where none can be written: what it tells is not kept there
        Act,
    };
    /// Reads the site file and opens the journal. Prints and returns the exit code when it can not.
    [[nodiscard]] static std::expected<std::unique_ptr<Session>, int> open(const Arguments &arguments,
                                                                           Purpose purpose = Purpose::Act);

    /// Makes the cluster and asks for the nodes. Prints and returns the exit code when it can not.
    [[nodiscard]] std::expected<fleet::Cluster *, int> connectCluster(fleet::ClusterOptions options);

    [[nodiscard]] const site::Site &site() const { return m_site; }
    [[nodiscard]] Journal &journal() { return *m_journal; }
    [[nodiscard]] fleet::Cluster *cluster() const { return m_cluster.get(); }
    /// Why connectCluster() could not make one.
    [[nodiscard]] const std::optional<Error> &refusal() const { return m_refusal; }

signals:
    /// The fleet holds Azure's first answer.
    void listed();
    /// There was none, it is printed, and this is the exit code.
    void notListed(int exitCode, const skybro::Error &error);

private:
    Session() = default;

    site::Site m_site;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<secrets::SecretStore> m_secrets;
    std::unique_ptr<fleet::Cluster> m_cluster;
    std::optional<Error> m_refusal;
    bool m_listed = false;
};

[[nodiscard]] int exitCodeOf(const Error &error);

/// The nodes of these names, in their order; all when `arguments` says so. Prints what is missing or
/// ambiguous and returns the exit code, unless it is to be ignored.
[[nodiscard]] std::expected<QList<fleet::Node>, int> findNodes(const fleet::Fleet &fleet,
                                                               const Arguments &arguments);

} // namespace skybro::ctl

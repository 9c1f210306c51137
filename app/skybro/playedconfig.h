#pragma once

#include "models/ssh/execjob.h"

#include <QMap>

namespace skybro::console {

/// The files of a gateway that is not there, and Libreswan beside them: answers the scripts by which a
/// tunnel's configuration is looked at, changed and put back (models/tunnel/config/gatewayfacts.h,
/// changescripts.h), so that both can be tried in the demo and in tests. Holds no key that is anybody's.
class PlayedConfig
{
public:
    PlayedConfig();

    /// How the daemon stands to the files.
    struct Daemon
    {
        bool runs = true;
        bool isLoaded = true;
        bool isUp = true;
    };
    /// What the script would print, or nothing: it is none of those.
    [[nodiscard]] std::optional<ssh::ExecResult> answer(const QByteArray &script, const Daemon &daemon);

    /// What ESP is agreed by its conn, in the words of `ipsec status`.
    [[nodiscard]] QByteArray espAlgorithm() const;
    /// Of the last change: "armed", "confirmed", "restored"; empty: there was none.
    [[nodiscard]] QByteArray state() const { return m_state; }

    /// As an administrator does, after a change of ours.
    void changeByHand(const QString &path);

private:
    using Files = QMap<QString, QByteArray>;
    [[nodiscard]] QByteArray facts(const Daemon &daemon) const;
    [[nodiscard]] QByteArray lookBack() const;
    void prepare(const QByteArray &script);
    [[nodiscard]] QByteArray change(const QByteArray &script);

    Files m_files;
    Files m_next;   ///< as it will be once the gateway switches
    Files m_before; ///< as it was before the last change
    QByteArray m_nextId;
    QByteArray m_id; ///< of the last change
    QByteArray m_state;
    QStringList m_byHand;        ///< paths, since the last change
    bool m_isOfBothEnds = false; ///< Azure's end changes with it
};

} // namespace skybro::console

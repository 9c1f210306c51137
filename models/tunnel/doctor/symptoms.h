#pragma once

#include "models/tunnel/ends/evidence.h"

#include <chrono>
#include <initializer_list>
#include <optional>
#include <utility>

namespace skybro::tunnel {

/// What the evidence says, in the terms of the doctor's rules: one tunnel's own connections and SAs, and
/// questions that several rules ask. Judges nothing.
class Symptoms
{
public:
    /// `evidence` outlives it.
    explicit Symptoms(const Evidence &evidence);

    /// Whether Azure's gateway holds SAs of this tunnel, now.
    [[nodiscard]] std::optional<bool> azureHolds() const;
    /// One end believes in an IKE SA of which the other knows nothing.
    [[nodiscard]] QStringList contradiction() const;
    /// The last line of that kind that the gateway's log has of this tunnel; null: none.
    [[nodiscard]] const LogFinding *logged(LogKind kind) const;
    /// The latest of those kinds; null: none.
    [[nodiscard]] const LogFinding *newestOf(std::initializer_list<LogKind> kinds) const;
    [[nodiscard]] Agreement agreement(Parameter parameter) const;
    /// One line: what either end has.
    [[nodiscard]] QStringList sideBySide(Parameter parameter) const;
    /// A subnet of each side that have addresses in common.
    [[nodiscard]] std::optional<std::pair<QString, QString>> overlap() const;
    /// The site file names a connection, and the gateway has others only.
    [[nodiscard]] bool isNamedInVain() const;
    /// The daemon repeats a question to the other end.
    [[nodiscard]] bool asksInVain() const;
    /// What daemon and log say may still be of what was before.
    [[nodiscard]] bool hasJustRecovered() const;
    [[nodiscard]] bool isFlapping() const;
    [[nodiscard]] bool hasIke() const;
    [[nodiscard]] bool hasChild() const;
    /// It looked whether the other end is alive since nothing passes any more, and found nothing wrong.
    [[nodiscard]] bool isAnsweredByIke() const;

protected:
    const Evidence &m_evidence;
    QList<IpsecConnection> m_connections;
    QList<IkeSa> m_ikeSas;
    QList<ChildSa> m_childSas;
    std::optional<bool> m_passes; ///< trafficPasses()
    bool m_azureFresh;
};

/// What is older counts as unknown.
[[nodiscard]] inline bool isFresh(std::optional<std::chrono::seconds> age, std::chrono::seconds limit)
{
    return age && *age <= limit;
}

} // namespace skybro::tunnel

#pragma once

#include "models/tunnel/ends/azureend.h"
#include "models/tunnel/monitor/sample.h"

namespace skybro::tunnel {

/// What Azure told of its end, one answer after the other. Pure: times are given, nothing is asked.
class AzureKnowledge
{
public:
    void take(const AzureEnd &end);
    void takeError(const Error &error) { m_evidence.failure = error.text; }
    /// The SAs that it holds, or why they are not known, as asked at `asked`.
    void takeSas(const Result<QList<azure::MainModeSa>> &sas, const QDateTime &asked);
    void noteSasAsked(const QDateTime &time);
    /// Somebody wants to know them, as soon as they may be asked for again.
    void wantSas() { m_areSasUrgent = true; }
    /// It has the connection, and the SAs were not asked for within `pause`, or `hurried` where something is
    /// wrong.
    [[nodiscard]] bool wantsSas(const QDateTime &time, bool isWrong, std::chrono::milliseconds pause,
                                std::chrono::milliseconds hurried) const;

    /// As of `time`; `outcomeSince`: since when traffic goes as it goes.
    void fill(Evidence &evidence, const QDateTime &outcomeSince, const QDateTime &time) const;
    /// Null: it has not answered yet.
    [[nodiscard]] const AzureEnd *end() const { return m_end ? &*m_end : nullptr; }
    [[nodiscard]] Reading reading() const;

private:
    std::optional<AzureEnd> m_end;
    AzureEvidence m_evidence;
    AzureSasEvidence m_sas;
    QDateTime m_sasAsked;
    QDateTime m_sasAsOf; ///< when those were asked for that are known
    bool m_areSasUrgent = false;
};

} // namespace skybro::tunnel

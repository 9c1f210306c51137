#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace skybro::tunnel {

/// What a line of an IKE daemon's log can tell that its status does not.
enum class LogKind
{
    IkeProposalRefused,   ///< NO_PROPOSAL_CHOSEN before there is an IKE SA
    ChildProposalRefused, ///< NO_PROPOSAL_CHOSEN for the first Child SA
    RekeyRefused,         ///< NO_PROPOSAL_CHOSEN or INVALID_KE for a later one: PFS, as a rule
    GroupRefused,         ///< INVALID_KE_PAYLOAD: the other end wants another Diffie-Hellman group
    SelectorsRefused,     ///< TS_UNACCEPTABLE
    AuthenticationFailed, ///< the other end refused the proof of identity: the key, or an id
    IdRefused,            ///< we refused the other end's id
    NoKeyHere,            ///< no pre-shared key for these ids in ipsec.secrets
    NoAnswer,             ///< the first message was never answered
    Retransmitting,       ///< no answer yet
    PeerDead,             ///< dead peer detection gave the other end up
    Unsupported,          ///< the daemon does not know an algorithm of the configuration
    KernelRefused,        ///< the kernel did not take an SA
    Established,          ///< a Child SA came up
    Rekeyed,
    Deleted, ///< an SA was taken down, by either end
};

struct LogFinding
{
    LogKind kind = LogKind::Established;
    QDateTime at;       ///< UTC by the gateway's clock; invalid: the line tells none that can be read
    QString connection; ///< empty: not told
    QString words;      ///< the line without its stamp, at most 300 characters
    quint64 sa = 0;     ///< serial of the SA that it is about; 0: not told

    bool operator==(const LogFinding &) const = default;
};

/// The lines that matter of pluto's or charon's log, oldest first: from journalctl (-o short-iso and
/// short-unix can be read in every language), syslog, the daemon's own file, or what `ipsec auto --up` and
/// `swanctl --initiate` print. `now`: the gateway's clock, to guess the year of a stamp that has none;
/// invalid: such stamps stay unread. Neither daemon's log holds keys as long as its debugging of secrets is
/// off; lines that look like such a dump are dropped.
[[nodiscard]] QList<LogFinding> readIpsecLog(QStringView text, const QDateTime &now);

/// The last finding of that kind on the connection (or on none) that nothing made obsolete: a Child SA that
/// came up afterwards does, and the end of the SA whose question was repeated. Null: there is none.
[[nodiscard]] const LogFinding *lastOf(const QList<LogFinding> &log, const QString &connection, LogKind kind);

/// Whether a refusal explains no more why nothing is answered now: an attempt that began after it met
/// silence. Libreswan goes on asking after a refused proposal and calls it no acceptable response; that is
/// silence only when no refusal came for as long as one attempt takes. What is refused with the identity ends
/// its attempt.
[[nodiscard]] bool isOver(const LogFinding &refusal, const LogFinding &silence);

} // namespace skybro::tunnel

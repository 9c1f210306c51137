#pragma once

#include "models/tunnel/ends/evidence.h"

namespace skybro::tunnel {

enum class FaultKind
{
    Healthy, ///< traffic passes
    AzureDeprovisioned,
    AzureUpdating,
    AddressOverlap,
    GatewayUnreachable,
    GatewayRefuses, ///< it can not be asked: login or rights
    DaemonMissing,  ///< no Libreswan and no strongSwan there
    DaemonNotRunning,
    ConnectionNotLoaded,
    NotOriented, ///< loaded, but neither of its ends is an address of the gateway
    NotStarted,  ///< loaded, and nobody has brought it up
    NoAnswer,    ///< from the far end: firewall, wrong address
    NoKeyHere,
    WrongKey,
    WrongId, ///< the gateway expects another of Azure
    IkeProposals,
    EspProposals,
    Selectors,
    ChildMissing, ///< IKE SA up, no Child SA, and nothing says why
    VmDown,
    VmFirewall,
    NsgBlocks,
    VmRoute, ///< the target sends its answers elsewhere
    AzureRoute,
    OnPremiseRoute,
    ReversePathFilter,
    ForwardingOff,
    GatewayFirewall, ///< on-premise: what hosts send there does not enter the tunnel
    DeadPeer,        ///< the gateway believes in SAs whose other end is gone
    OneDirection,
    NothingPasses, ///< up, but no probe is answered, and nothing says why
    Bypassed,      ///< probes are answered, but no SA of this tunnel carries them
    MtuBlackHole,
    RekeyFails,
    Flapping,
    LifetimesDiffer,
    Unknown,
};
inline constexpr int faultKindCount = static_cast<int>(FaultKind::Unknown) + 1;

/// Fixed English word for JSON, events and metrics: "gateway-unreachable".
[[nodiscard]] QString toWord(FaultKind kind);

enum class Certainty
{
    Sure,   ///< the systems say so themselves
    Likely, ///< it fits, and nothing speaks against it
    Guess,  ///< it fits, but so does another
};

/// What would mend it. At least one of the three is there, except for Healthy.
struct Mend
{
    QString advice;  ///< one sentence
    QString command; ///< to copy, for a root shell on the gateway (or where the advice says)
    QString action;  ///< what the console can do itself: "tunnel.up", "tunnel.load", "tunnel.config", …

    bool operator==(const Mend &) const = default;
};

struct Finding
{
    FaultKind kind = FaultKind::Unknown;
    QString sentence;     ///< one, for a person
    QStringList evidence; ///< what it rests on, the weightiest first
    Mend mend;
    Certainty certainty = Certainty::Guess;

    bool operator==(const Finding &) const = default;
};

/// Words for a kind, with the names of this tunnel in them.
[[nodiscard]] QString sentenceFor(FaultKind kind, const Evidence &evidence);
[[nodiscard]] Mend mendFor(FaultKind kind, const Evidence &evidence);
/// The SAs that Azure holds, in short.
struct AzureSas
{
    int ike = 0;
    int child = 0;
    std::chrono::seconds age{0}; ///< of the newest IKE SA
    QString ikeAlgorithms;       ///< agreed on, of the newest one: "AES256, SHA384, DHGroup14"
    QString childAlgorithms;     ///< "AES256, SHA256", with the PFS group where there is one
    QStringList azureSelectors;  ///< of all Child SAs
    QStringList onPremiseSelectors;
};
[[nodiscard]] AzureSas summaryOf(const AzureSasEvidence &evidence);

/// One line for each of the three signals, with its age, or why it could not be had.
[[nodiscard]] QStringList signalLines(const Evidence &evidence);

} // namespace skybro::tunnel

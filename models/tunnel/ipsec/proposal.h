#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace skybro::tunnel {

/// Algorithms that go together, in one vocabulary for both ends: Azure's words for ciphers and hashes, IANA's
/// numbers for Diffie-Hellman groups.
struct Proposal
{
    QString encryption; ///< "AES256", "GCMAES256", "3DES", "NONE"; a word that is not known stays as it is
    QString integrity;  ///< "SHA1", "SHA256", "MD5"; empty with GCM in ESP
    int group = 0;      ///< 2 is modp1024, 14 modp2048, 19 ecp256; of ESP: PFS; 0: none is named

    bool operator==(const Proposal &) const = default;
};

/// Libreswan's ike= or esp= (ipsec.conf(5)): "aes256-sha1;modp1024,aes_gcm256-sha2_256;dh19", lists with '+'
/// taken apart, and the words of `ipsec status`. Empty for an empty text: the daemon's own default holds.
[[nodiscard]] QList<Proposal> parseProposals(QStringView text);

/// The number of a group by any of its names: "modp2048", "dh14", "DHGroup14", "DHGroup2048", "PFS2048",
/// "ECP384", "MODP_1024". 0: none, or unknown.
[[nodiscard]] int groupNumber(QStringView name);
/// "DH group 14 (modp2048)", or "none".
[[nodiscard]] QString groupText(int group);
/// "AES256, SHA1, DH group 2 (modp1024)".
[[nodiscard]] QString proposalText(const Proposal &proposal);

/// What of it is weak by today's standards (RFC 8247, RFC 8221; NIST SP 800-131A): "modp1024", "SHA1",
/// "3DES".
[[nodiscard]] QStringList weaknesses(const Proposal &proposal);

/// Whether both stand for the same. A group that one of them leaves out is any; the PRF beside GCM is not
/// compared, since Azure calls it integrity.
[[nodiscard]] bool fit(const Proposal &one, const Proposal &other);

} // namespace skybro::tunnel

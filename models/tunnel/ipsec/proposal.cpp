#include "models/tunnel/ipsec/proposal.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

struct Group
{
    int number = 0;
    QLatin1StringView name;
};

// IANA, "Transform Type 4 - Key Exchange Method Transform IDs".
constexpr std::array groups{
    Group{1, "modp768"_L1},       Group{2, "modp1024"_L1},      Group{5, "modp1536"_L1},
    Group{14, "modp2048"_L1},     Group{15, "modp3072"_L1},     Group{16, "modp4096"_L1},
    Group{17, "modp6144"_L1},     Group{18, "modp8192"_L1},     Group{19, "ecp256"_L1},
    Group{20, "ecp384"_L1},       Group{21, "ecp521"_L1},       Group{22, "modp1024s160"_L1},
    Group{23, "modp2048s224"_L1}, Group{24, "modp2048s256"_L1}, Group{31, "curve25519"_L1},
};

/// "aes_gcm_c_256", "aes256", "AES_CBC_128", "3DES_CBC": what it is called here. A cipher whose key length is
/// not named is offered with both.
QStringList ciphers(QString word)
{
    word = word.toLower().remove(u'_').remove(u"cbc"_s);
    static const QRegularExpression gcm(u"^aesgcm(?:16|[abc])?(\\d{3})?$"_s);
    static const QRegularExpression aes(u"^aes(\\d{3})?$"_s);
    if (const QRegularExpressionMatch match = gcm.match(word); match.hasMatch())
        return match.captured(1).isEmpty() ? QStringList{u"GCMAES256"_s, u"GCMAES128"_s}
                                           : QStringList{u"GCMAES"_s + match.captured(1)};
    if (const QRegularExpressionMatch match = aes.match(word); match.hasMatch())
        return match.captured(1).isEmpty() ? QStringList{u"AES256"_s, u"AES128"_s}
                                           : QStringList{u"AES"_s + match.captured(1)};
    if (word.startsWith(u"3des"_s))
        return {u"3DES"_s};
    return {word.toUpper()};
}

QString hash(QString word)
{
    word = word.toLower().remove(u"hmac"_s).remove(u'_').remove(u'-');
    for (const auto &[pattern, name] :
         {std::pair{"sha2512"_L1, "SHA512"_L1}, std::pair{"sha2384"_L1, "SHA384"_L1},
          std::pair{"sha2256"_L1, "SHA256"_L1}, std::pair{"sha512"_L1, "SHA512"_L1},
          std::pair{"sha384"_L1, "SHA384"_L1}, std::pair{"sha256"_L1, "SHA256"_L1},
          std::pair{"sha1"_L1, "SHA1"_L1}, std::pair{"md5"_L1, "MD5"_L1}}) {
        if (word.startsWith(pattern))
            return name;
    }
    if (word == "sha2"_L1)
        return u"SHA256"_s;
    if (word == "sha"_L1)
        return u"SHA1"_s;
    return word == "null"_L1 || word == "none"_L1 ? QString() : word.toUpper();
}

void readOne(QStringView text, QList<Proposal> &proposals)
{
    QStringList encryptions;
    QStringList integrities;
    QList<int> wanted;
    static const QRegularExpression separators(u"[-;]"_s);
    for (const QString &part : text.toString().split(separators, Qt::SkipEmptyParts)) {
        const QStringList words = part.trimmed().split(u'+', Qt::SkipEmptyParts);
        if (words.isEmpty())
            continue;
        if (groupNumber(words.first()) > 0) {
            for (const QString &word : words)
                wanted.append(groupNumber(word));
        } else if (encryptions.isEmpty()) {
            for (const QString &word : words)
                encryptions += ciphers(word);
        } else if (integrities.isEmpty()) { // a third is IKE's PRF, which Azure does not name
            for (const QString &word : words)
                integrities.append(hash(word));
        }
    }
    if (integrities.isEmpty())
        integrities.append(QString());
    if (wanted.isEmpty())
        wanted.append(0);
    for (const QString &encryption : encryptions) {
        for (const QString &integrity : integrities) {
            for (const int group : wanted) {
                if (const Proposal proposal{encryption, integrity, group}; !proposals.contains(proposal))
                    proposals.append(proposal);
            }
        }
    }
}

} // namespace

QList<Proposal> parseProposals(QStringView text)
{
    QList<Proposal> proposals;
    constexpr qsizetype most = 64; // more is no offer that a person wrote
    for (const QStringView one : text.split(u',', Qt::SkipEmptyParts)) {
        if (proposals.size() < most)
            readOne(one.trimmed().left(200), proposals);
    }
    return proposals;
}

int groupNumber(QStringView name)
{
    const QString word = name.toString().toLower().remove(u'_');
    for (const Group &group : groups) {
        if (word == group.name)
            return group.number;
    }
    static const QRegularExpression numbered(u"^(?:dh|dhgroup|pfs)(\\d{1,2})$"_s);
    if (const QRegularExpressionMatch match = numbered.match(word); match.hasMatch())
        return match.captured(1).toInt();
    return word == "dhgroup2048"_L1 || word == "pfs2048"_L1 ? 14 : 0;
}

QString groupText(int group)
{
    if (group == 0)
        return QCoreApplication::translate("Tunnel", "none");
    const auto it = std::ranges::find(groups, group, &Group::number);
    const QString number = QCoreApplication::translate("Tunnel", "DH group %1").arg(group);
    return it == groups.end() ? number : number + u" ("_s + it->name + u')';
}

QString proposalText(const Proposal &proposal)
{
    QStringList words{proposal.encryption};
    if (!proposal.integrity.isEmpty())
        words.append(proposal.integrity);
    if (proposal.group > 0)
        words.append(groupText(proposal.group));
    return words.join(u", "_s);
}

QStringList weaknesses(const Proposal &proposal)
{
    QStringList weak;
    if (proposal.encryption == "3DES"_L1 || proposal.encryption == "DES"_L1 ||
        proposal.encryption == "NONE"_L1 || proposal.encryption == "NULL"_L1)
        weak.append(proposal.encryption);
    if (proposal.integrity == "SHA1"_L1 || proposal.integrity == "MD5"_L1)
        weak.append(proposal.integrity);
    // 22 to 24 have small subgroups that nobody can check.
    constexpr std::array weakGroups{1, 2, 5, 22, 23, 24};
    if (std::ranges::find(weakGroups, proposal.group) != weakGroups.end())
        weak.append(std::ranges::find(groups, proposal.group, &Group::number)->name);
    return weak;
}

bool fit(const Proposal &one, const Proposal &other)
{
    return one.encryption == other.encryption &&
           (one.integrity == other.integrity || one.encryption.startsWith("GCM"_L1)) &&
           (one.group == other.group || one.group == 0 || other.group == 0);
}

} // namespace skybro::tunnel

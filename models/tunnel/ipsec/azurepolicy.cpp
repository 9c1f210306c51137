#include "models/tunnel/ipsec/azurepolicy.h"

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

QString cipher(const QString &word)
{
    if (word == "DES3"_L1)
        return u"3DES"_s;
    return word.toUpper();
}

/// With GCM Azure repeats the cipher as the integrity of ESP.
QString integrity(const QString &word)
{
    return word.startsWith("GCM"_L1) ? QString() : word.toUpper();
}

} // namespace

AzureOffers azureDefaultOffers()
{
    AzureOffers offers;
    constexpr int modp1024 = 2;
    for (const auto &[encryption, hash] :
         {std::pair{"AES256"_L1, "SHA1"_L1}, std::pair{"AES256"_L1, "SHA256"_L1},
          std::pair{"AES128"_L1, "SHA1"_L1}, std::pair{"AES128"_L1, "SHA256"_L1},
          std::pair{"3DES"_L1, "SHA1"_L1}, std::pair{"3DES"_L1, "SHA256"_L1}})
        offers.ike.append({encryption, hash, modp1024});
    for (const auto &[encryption, hash] :
         {std::pair{"GCMAES256"_L1, ""_L1}, std::pair{"AES256"_L1, "SHA1"_L1},
          std::pair{"3DES"_L1, "SHA1"_L1}, std::pair{"AES256"_L1, "SHA256"_L1},
          std::pair{"AES128"_L1, "SHA1"_L1}, std::pair{"3DES"_L1, "SHA256"_L1}})
        offers.espAsInitiator.append({encryption, hash, 0});
    offers.espAsResponder = offers.espAsInitiator;
    struct Offer
    {
        QLatin1StringView encryption;
        QLatin1StringView hash;
        QList<int> groups;
    };
    for (const Offer &offer :
         {Offer{"DES"_L1, "SHA1"_L1, {0}}, Offer{"AES256"_L1, "SHA1"_L1, {1, 2, 14}},
          Offer{"AES128"_L1, "SHA1"_L1, {1, 2, 14}}, Offer{"3DES"_L1, "SHA1"_L1, {1, 2}},
          Offer{"3DES"_L1, "SHA256"_L1, {2}}, Offer{"AES256"_L1, "SHA256"_L1, {1, 2, 14}},
          Offer{"AES256"_L1, "SHA1"_L1, {24}}, Offer{"AES256"_L1, "SHA256"_L1, {24}},
          Offer{"AES128"_L1, "SHA256"_L1, {0, 1, 2, 14}}, Offer{"3DES"_L1, "SHA1"_L1, {14}}}) {
        for (const int group : offer.groups)
            offers.espAsResponder.append({offer.encryption, offer.hash, group});
    }
    return offers;
}

AzureOffers offersOf(const AzureIpsecPolicy &policy)
{
    AzureOffers offers;
    offers.custom = true;
    const int group = groupNumber(policy.dhGroup);
    offers.ike = {{cipher(policy.ikeEncryption), policy.ikeIntegrity.toUpper(), group}};
    if (offers.ike.first().integrity.startsWith("GCM"_L1))
        offers.ike.first().integrity.clear();
    const bool asIke = policy.pfsGroup.compare("PFSMM"_L1, Qt::CaseInsensitive) == 0;
    offers.espAsInitiator = {{cipher(policy.ipsecEncryption), integrity(policy.ipsecIntegrity),
                              asIke ? group : groupNumber(policy.pfsGroup)}};
    offers.espAsResponder = offers.espAsInitiator;
    offers.saLifetime = std::chrono::seconds(policy.saLifeTimeSeconds);
    return offers;
}

} // namespace skybro::tunnel

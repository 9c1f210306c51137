#include "models/tunnel/ipsec/ipsecsecrets.h"

#include <QTest>

using namespace skybro;
using namespace skybro::tunnel;
using namespace Qt::StringLiterals;

namespace {

const QByteArray site = R"(# of the site
198.51.100.7 192.0.2.9 : PSK "aaaaFIRSTaaaa"
@west
	@east : PSK
	"bbbbSECONDbbbb"
%any : PSK cccTHIRDccc # not quoted
@user : XAUTH "ddddFOURTHdddd"
include /etc/ipsec.d/*.secrets
: RSA whatever
)";

IpsecSecrets parse(const QByteArray &text)
{
    return IpsecSecrets::parse(Secret(QByteArray(text.constData(), text.size())));
}

QByteArray bytes(const std::optional<Secret> &secret)
{
    return secret ? secret->reveal() : QByteArray("absent");
}

} // namespace

class IpsecSecretsTest : public QObject
{
    Q_OBJECT

private slots:
    void writesWhatItRead()
    {
        for (const QByteArray &text : {site, QByteArray(), QByteArray("\0\xff : PSK \"x\n:::\n \"", 18)})
            QCOMPARE(parse(text).text().reveal(), text);
    }

    void findsEntries()
    {
        const IpsecSecrets secrets = parse(site);
        QStringList told;
        for (const IpsecSecrets::Entry &entry : secrets.entries())
            told.append(u"%1 %2 %3"_s.arg(entry.line).arg(entry.kind, entry.ids.join(u',')));
        QCOMPARE(told, (QStringList{u"2 PSK 198.51.100.7,192.0.2.9"_s, u"3 PSK @west,@east"_s,
                                    u"6 PSK %any"_s, u"7 XAUTH @user"_s, u"9 RSA "_s}));
        QCOMPARE(secrets.includes(), QStringList{u"/etc/ipsec.d/*.secrets"_s});
    }

    void theColonMayStandClose()
    {
        const IpsecSecrets secrets = parse("203.0.113.1 203.0.113.2: PSK \"four\"\n"
                                           "2001:db8::1 2001:db8::2: psk \"six\"\n"
                                           "2001:db8:: fd00:: : PSK \"apart\"\n"
                                           "%any: XAUTH \"user\"\n");
        QCOMPARE(bytes(secrets.key({u"203.0.113.1"_s, u"203.0.113.2"_s})), QByteArray("four"));
        QCOMPARE(bytes(secrets.key({u"2001:db8::1"_s, u"2001:db8::2"_s})), QByteArray("six"));
        QCOMPARE(bytes(secrets.key({u"2001:db8::"_s, u"fd00::"_s})), QByteArray("apart"));
        QVERIFY(secrets.holdsBetween(u"203.0.113.1"_s, u"203.0.113.2"_s));
        QVERIFY(!secrets.holdsBetween(u"203.0.113.1"_s, u"203.0.113.3"_s));
    }

    void findsAllKeysThatHold()
    {
        const IpsecSecrets secrets = parse("1.1.1.1 2.2.2.2 : PSK \"exact\"\n"
                                           "1.1.1.1 %any : PSK 'any'\n: PSK \"all\"\n3.3.3.3 : PSK \"no\"\n");
        QByteArrayList keys;
        for (const Secret &key : secrets.keysBetween(u"1.1.1.1"_s, u"2.2.2.2"_s))
            keys.append(key.reveal());
        QCOMPARE(keys, (QByteArrayList{"exact", "any", "all"}));
    }

    void findsKeys()
    {
        const IpsecSecrets secrets = parse(site);
        QCOMPARE(bytes(secrets.key({u"192.0.2.9"_s, u"198.51.100.7"_s})), QByteArray("aaaaFIRSTaaaa"));
        QCOMPARE(bytes(secrets.key({u"@west"_s, u"@east"_s})), QByteArray("bbbbSECONDbbbb"));
        QCOMPARE(bytes(secrets.key({u"%any"_s})), QByteArray("cccTHIRDccc"));
        QVERIFY(!secrets.key({u"@user"_s})); // no PSK
        QVERIFY(!secrets.key({u"192.0.2.9"_s}));
    }

    /// As ipsec.secrets(5) has it.
    void knowsWhatHoldsForMore()
    {
        const auto holds = [](const QByteArray &entry) {
            return parse(entry).holdsBetween(u"198.51.100.7"_s, u"192.0.2.9"_s);
        };
        for (const char *entry : {"192.0.2.9 198.51.100.7 : PSK x", ": PSK x", "%any : PSK x",
                                  "%any %any : PSK x", "198.51.100.7 %any : PSK x", "198.51.100.7 : PSK x",
                                  "10.0.0.1 198.51.100.7\n  192.0.2.9 : PSK x"})
            QVERIFY2(holds(entry), entry);
        for (const char *entry :
             {"", ": RSA x", ": PSK", "192.0.2.9 : PSK x", "10.0.0.1 192.0.2.9 : PSK x",
              "198.51.100.7 10.0.0.1 : PSK x", "%any6 %any6 : PSK x", "198.51.100.7 : XAUTH x"})
            QVERIFY2(!holds(entry), entry);
    }

    void editsOneKeyOnly()
    {
        IpsecSecrets secrets = parse(site);
        QVERIFY(secrets.setKey({u"@east"_s, u"@west"_s}, Secret("nEw+/=")));
        QCOMPARE(secrets.text().reveal(), QByteArray(site).replace("bbbbSECONDbbbb", "nEw+/="));
        QVERIFY(secrets.setKey({u"%any"_s}, Secret("x")));
        QCOMPARE(secrets.text().reveal(),
                 QByteArray(site).replace("bbbbSECONDbbbb", "nEw+/=").replace("cccTHIRDccc", "\"x\""));
    }

    void addsAnEntry()
    {
        IpsecSecrets secrets = parse("# mine");
        QVERIFY(secrets.setKey({u"198.51.100.7"_s, u"2001:db8::9"_s}, Secret("k3y")));
        QCOMPARE(secrets.text().reveal(), QByteArray("# mine\n198.51.100.7 2001:db8::9 : PSK \"k3y\"\n"));
        QCOMPARE(bytes(secrets.key({u"2001:db8::9"_s, u"198.51.100.7"_s})), QByteArray("k3y"));
    }

    void tellsNoKeyInErrors()
    {
        IpsecSecrets secrets = parse(site);
        for (const QByteArray &key :
             {QByteArray("toPsEcReT\" : PSK \"y"), QByteArray("toPsEcReT\n"), QByteArray("toPsEcReT key"),
              QByteArray("toPsEcReT\xc3\xa6"), QByteArray()}) {
            const Result<void> set = secrets.setKey({u"@a"_s}, Secret(QByteArray(key)));
            QCOMPARE(set.error().kind, ErrorKind::Invalid);
            QVERIFY(!(set.error().text + set.error().detail).contains(u"toPsEcReT"_s));
        }
        for (const QString &id : {u"a b"_s, u":"_s, QString(), u"#x"_s, u"include"_s, u"a\n"_s}) {
            const Result<void> set = secrets.setKey({id}, Secret("toPsEcReT"));
            QCOMPARE(set.error().kind, ErrorKind::Invalid);
            QVERIFY(!(set.error().text + set.error().detail).contains(u"toPsEcReT"_s));
        }
        QCOMPARE(secrets.text().reveal(), site);
    }
};

QTEST_GUILESS_MAIN(IpsecSecretsTest)
#include "tst_ipsecsecrets.moc"

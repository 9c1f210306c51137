#include "models/playbook/vault.h"

#include <QTemporaryDir>
#include <QTest>

using namespace skybro;
using namespace skybro::playbook;
using namespace Qt::StringLiterals;

namespace {

// Written by ansible-vault of ansible-core 2.14.18, passwords "secret pw" and, with the label prod, "geheim".
const QByteArray file11 = "$ANSIBLE_VAULT;1.1;AES256\n"
                          "65313930663737643737396565626432666131333430653837326239373365353963653566303166\n"
                          "3436643464383331663235616433386635326364316131610a633337353433636130353963393164\n"
                          "37643537303137373132336136316265366366396431666130326361613532376436313031633734\n"
                          "6133376631316562300a396564323539666231613266353366656163646162363262613231393633\n"
                          "33363131306132343364346338613263383832366336346639376638363631656537626463306333\n"
                          "39323730663631346161646334343935643937396438666665303231376231626163636537323036\n"
                          "623534316265366232646235303765353531\n";
const QByteArray file12 = "$ANSIBLE_VAULT;1.2;AES256;prod\n"
                          "64633934666633376538393938623338343237653663366539363630323032613234656433326439\n"
                          "3635343533613963643530326465303430346666633833380a336235306132623165303736353231\n"
                          "64646538356165343961623338643735333165633664633666376239303830356561643135376633\n"
                          "6466303535633134390a343639356664356334343663623034363765396336613834343935666363\n"
                          "6238\n";
const QByteArray inlineYaml =
    "plain: 1\n"
    "key: !vault |\n"
    "          $ANSIBLE_VAULT;1.1;AES256\n"
    "          31396637306664333033343165346430663230663661373466393336326238326533353730373864\n"
    "          3636616262373634393662326339626564376362303532610a333139666431393336323663343333\n"
    "          32663635636137646134663833343166393165353261316634666230353665363265393830373630\n"
    "          6462623132626339610a306464313232653233343133633033333536333162633134313638363138\n"
    "          6231\n";

QString write(const QTemporaryDir &folder, const QString &name, const QByteArray &text)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return {};
    return file.fileName();
}

} // namespace

class TestVault : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatAnsibleWrote()
    {
        Vault vault;
        vault.addPassword({}, Secret("wrong"));
        vault.addPassword(u"prod"_s, Secret("geheim"));
        vault.addPassword({}, Secret("secret pw"));
        QCOMPARE(vault.decrypt(file11, u"v1.yml"_s).value(),
                 QByteArray("db_password: \"hunter2 {{ x }}\"\nlist: [alpha, 1]\n"));
        QCOMPARE(vault.decrypt(file12, u"v2.yml"_s).value(), QByteArray("a: b\n"));
    }

    void readsVaultedFilesAndMasksThem()
    {
        const QTemporaryDir folder;
        Vault vault;
        QVERIFY(vault.addPasswordFile({}, write(folder, u"pw"_s, "secret pw\n")));
        const auto document = readYamlFile(write(folder, u"v.yml"_s, file11), vault);
        QVERIFY2(document, qPrintable(document ? QString() : document.error().text));
        QCOMPARE(document->root.value()[u"db_password"_s].toText(), u"hunter2 {{ x }}"_s);
        QCOMPARE(vault.masks().mask(u"it is hunter2 {{ x }}, alpha."_s), u"it is ********, ********."_s);
    }

    void readsInlineValues()
    {
        Vault vault;
        vault.addPassword({}, Secret("secret pw"));
        const auto document = parseYaml(inlineYaml, u"i.yml"_s, vault.yamlOptions(u"i.yml"_s));
        QVERIFY2(document, qPrintable(document ? QString() : document.error().text));
        QCOMPARE(document->root.value()[u"key"_s].toText(), u"line1\nline2"_s);
        QVERIFY(document->root.value()[u"key"_s].isUnsafe());
        QCOMPARE(vault.masks().mask(QByteArray("line1\\nline2 line1")),
                 QByteArray("********\\n******** ********"));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("vaulted");
        QTest::addColumn<QString>("words");
        QByteArray touched = file12;
        touched.replace("64633934", "64633935");
        QTest::newRow("wrong password") << file11 << u"No vault password fits v.yml"_s;
        QTest::newRow("touched") << touched << u"No vault password fits v.yml"_s;
        QTest::newRow("no vault") << QByteArray("a: 1\n") << u"does not begin with"_s;
        QTest::newRow("old") << QByteArray("$ANSIBLE_VAULT;1.0;AES\n00\n") << u"1.0"_s;
        QTest::newRow("cipher") << QByteArray("$ANSIBLE_VAULT;1.1;ROT13\n00\n") << u"ROT13"_s;
        QTest::newRow("cut") << file12.left(120) << u"damaged"_s;
        QTest::newRow("no hex") << QByteArray("$ANSIBLE_VAULT;1.1;AES256\nxyz\n") << u"damaged"_s;
        QTest::newRow("header only") << QByteArray("$ANSIBLE_VAULT;1.1;AES256") << u"damaged"_s;
    }
    void refuses()
    {
        QFETCH(QByteArray, vaulted);
        QFETCH(QString, words);
        Vault vault;
        vault.addPassword(u"prod"_s, Secret("no"));
        const auto plain = vault.decrypt(vaulted, u"v.yml"_s);
        QVERIFY(!plain);
        QVERIFY2(plain.error().text.contains(words), qPrintable(plain.error().text));
    }

    void saysThatAPasswordIsMissing()
    {
        const Vault vault;
        const auto plain = vault.decrypt(file11, u"v.yml"_s);
        QVERIFY(!plain);
        QCOMPARE(plain.error().kind, ErrorKind::Forbidden);
        const auto document = parseYaml(inlineYaml, u"i.yml"_s, vault.yamlOptions(u"i.yml"_s));
        QVERIFY(!document);
        QVERIFY2(document.error().text.startsWith(u"i.yml:2:6: "_s), qPrintable(document.error().text));
    }
};

QTEST_GUILESS_MAIN(TestVault)
#include "tst_vault.moc"

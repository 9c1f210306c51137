// `skybroctl tunnel config` without a gateway: usage, what the site file and the real skybro-sim make of it.
// With one, it is judged in tests/testbed.

#include "tests/app/skybroctl/ctlprocess.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace skybro::test;
using namespace Qt::StringLiterals;

class TestSkybroctlTunnelConfig : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_home;
    std::unique_ptr<Sim> m_sim;
    QString m_site; ///< with a gateway; Azure's end is left to Azure

    [[nodiscard]] Ended run(const QString &site, const QStringList &arguments) const
    {
        return Ctl(m_home.path()).run(QStringList{u"--site"_s, site, u"tunnel"_s, u"config"_s} + arguments);
    }
    [[nodiscard]] QString siteWith(const QString &name, const QString &sections) const
    {
        const QString site = m_sim->siteWith(u"azure:\n"_s, sections + u"azure:\n"_s);
        const QString copy = m_sim->file(name);
        QFile::copy(site, copy);
        return copy;
    }

private slots:
    void initTestCase()
    {
        m_sim = std::make_unique<Sim>(QStringList{u"--nodes"_s, u"2"_s});
        m_site = siteWith(u"tunnel.yaml"_s,
                          u"gateway: {host: 127.0.0.2, address: 203.0.113.10, networks: [172.16.0.0/16], "
                          "probe: 10.0.1.4}\n"_s);
    }

    void usageIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        const auto row = [](const QStringList &arguments, const QString &says) {
            QTest::newRow(qPrintable(u' ' + arguments.join(u' '))) << arguments << says;
        };
        row({}, u"show, diff, apply or rollback"_s);
        row({u"write"_s}, u"show, diff, apply or rollback"_s);
        row({u"show"_s, u"azure"_s}, u"show, diff, apply or rollback"_s);
        row({u"show"_s, u"--yes"_s}, u"--yes does not go with"_s);
        row({u"diff"_s, u"--within"_s, u"20"_s}, u"--within does not go with"_s);
        row({u"apply"_s, u"--within"_s, u"5"_s}, u"from 10 to 600"_s);
        row({u"apply"_s, u"--new-key"_s, u"--key-file"_s, u"k"_s}, u"not both"_s);
        row({u"apply"_s, u"--new-key"_s, u"--gateway-only"_s}, u"--gateway-only"_s);
        row({u"rollback"_s, u"--new-key"_s}, u"--new-key does not go with"_s);
    }
    void usageIsRefused()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, says);
        const Ended ended = run(m_site, arguments);
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.err.contains(says), qPrintable(ended.err));
        QCOMPARE(ended.out, QString());
    }

    void theOutputCanNotBeWritten()
    {
        const QStringList show{u"--site"_s, m_site, u"tunnel"_s, u"config"_s, u"show"_s};
        for (const QStringList &form : {QStringList(), QStringList{u"--json"_s}}) {
            const Ended full = Ctl(m_home.path()).runInto(u"/dev/full"_s, show + form);
            QVERIFY(full.code > 0);
            QVERIFY2(full.err.contains(u"the output could not be written: No space left on device."),
                     qPrintable(full.err));
        }
    }

    void helps()
    {
        const Ended ended = run(m_site, {u"--help"_s});
        QCOMPARE(ended.code, 0);
        QVERIFY(ended.out.contains(u"--key-file"_s));
    }

    void showsWhatSiteFileAndAzureMakeOfIt()
    {
        const Ended text = run(m_site, {u"show"_s});
        QVERIFY2(text.code == 0, qPrintable(text.err));
        for (const QString &part :
             {u"conn azure"_s, u"left=203.0.113.10"_s, u"rightsubnet=10.0.0.0/16"_s,
              u"esp=aes_gcm256;modp2048"_s, u"PSK \"…\""_s, u"\"dhGroup\": \"DHGroup14\""_s,
              u"ip route replace 10.0.0.0/16 via 127.0.0.2"_s})
            QVERIFY2(text.out.contains(part), qPrintable(part + u'\n' + text.out));
        const QJsonObject json = run(m_site, {u"show"_s, u"--json"_s}).json();
        QCOMPARE(json.value(u"profile"_s).toString(), u"strong"_s);
        QCOMPARE(json.value(u"files"_s).toArray().size(), 4);
        QCOMPARE(json.value(u"azurePolicy"_s).toObject().value(u"pfsGroup"_s).toString(), u"PFS2048"_s);
    }

    /// Our own Setup can run it.
    void thePlaybookLints()
    {
        const Ended ended = run(m_site, {u"show"_s, u"--playbook"_s});
        QCOMPARE(ended.code, 0);
        QFile file(m_home.filePath(u"tunnel.yml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(ended.out.toUtf8());
        file.close();
        const Ended lint = Ctl(m_home.path()).run({u"setup"_s, u"lint"_s, file.fileName()});
        QVERIFY2(lint.code == 0, qPrintable(lint.out + lint.err));
    }

    void saysWhatIsMissing()
    {
        const QString bare =
            siteWith(u"bare.yaml"_s, u"gateway: {networks: [172.16.0.0/16], address: 203.0.113.10}\n"_s);
        QVERIFY(run(bare, {u"diff"_s}).err.contains(u"gateway.host"_s));
        const QString noProbe =
            siteWith(u"noprobe.yaml"_s,
                     u"gateway: {host: 127.0.0.2, networks: [172.16.0.0/16], address: 203.0.113.10}\n"_s);
        const Ended ended = run(noProbe, {u"apply"_s, u"--yes"_s, u"--gateway-only"_s});
        QCOMPARE(ended.code, 2);
        QVERIFY(ended.err.contains(u"gateway.probe"_s));
        // Azure is asked for nodes that run, and then the gateway, which is not there.
        const Ended asked = run(noProbe, {u"apply"_s, u"--yes"_s});
        QCOMPARE(asked.code, 1);
        QVERIFY2(asked.err.contains(u"127.0.0.2"_s), qPrintable(asked.err));
    }

    void aGatewayThatIsNotThereIsAnError()
    {
        for (const QString &command : {u"diff"_s, u"apply"_s, u"rollback"_s}) {
            const Ended ended = run(m_site, {command});
            QCOMPARE(ended.code, 1);
            QVERIFY2(ended.err.contains(u"127.0.0.2"_s), qPrintable(ended.err));
        }
    }

    void aKeyFileThatOthersMayReadIsRefused()
    {
        QFile file(m_home.filePath(u"key"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("open-key-123\n");
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::ReadOther));
        const Ended ended = run(m_site, {u"diff"_s, u"--key-file"_s, file.fileName()});
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.err.contains(file.fileName()), qPrintable(ended.err));
        QVERIFY(!ended.err.contains(u"open-key"_s));
    }
};

QTEST_GUILESS_MAIN(TestSkybroctlTunnelConfig)
#include "tst_skybroctltunnelconfig.moc"

// `skybroctl topology` against the real skybro-sim: forms, exit codes, what goes where.

#include "tests/app/skybroctl/ctlprocess.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QXmlStreamReader>

using namespace skybro::test;
using namespace Qt::StringLiterals;

namespace {

bool isXml(const QByteArray &text)
{
    QXmlStreamReader reader(text);
    while (!reader.atEnd())
        reader.readNext();
    return !reader.hasError();
}

} // namespace

class TestSkybroctlTopology : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_home;
    std::unique_ptr<Sim> m_sim;

    [[nodiscard]] Ended run(const QStringList &arguments) const { return runOn(m_sim->site(), arguments); }
    [[nodiscard]] Ended runOn(const QString &site, const QStringList &arguments) const
    {
        return Ctl(m_home.path()).run(QStringList{u"--site"_s, site, u"topology"_s} + arguments);
    }
    /// The site with a gateway at home.
    [[nodiscard]] QString siteWithGateway(const QString &networks) const
    {
        return m_sim->siteWith(
            u"azure:\n"_s,
            u"gateway: {host: gw.niflheim, address: 192.0.2.7, networks: [%1]}\nazure:\n"_s.arg(networks));
    }

private slots:
    void initTestCase() { m_sim = std::make_unique<Sim>(QStringList{u"--nodes"_s, u"12"_s}); }

    void usageIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        const auto row = [](const QStringList &arguments, const QString &says) {
            QTest::newRow(qPrintable(arguments.join(u' '))) << arguments << says;
        };
        row({u"cloud001"_s}, u"topology takes no nodes"_s);
        row({u"--all"_s}, u"--all"_s);
        row({u"--json"_s, u"--dot"_s}, u"One of --json, --dot and --svg"_s);
        row({u"--dot"_s, u"--svg"_s, u"x.svg"_s}, u"One of --json, --dot and --svg"_s);
        row({u"--svg"_s}, u"svg"_s);
        row({u"--svg"_s, QString()}, u"--svg wants a file"_s);
        row({u"--prices"_s}, u"--prices"_s);
    }
    void usageIsRefused()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, says);
        const Ended ended = run(arguments);
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.err.contains(says), qPrintable(ended.err));
        QVERIFY(ended.out.isEmpty());
    }

    void optionsBelongToIt()
    {
        const Ended ended = Ctl(m_home.path()).run({u"--site"_s, m_sim->site(), u"nodes"_s, u"--dot"_s});
        QCOMPARE(ended.code, 2);
        QVERIFY(ended.err.contains(u"--dot does not go with nodes"_s));
        QVERIFY(Ctl(m_home.path()).run({u"--help"_s}).out.contains(u"--svg"));
    }

    void tree()
    {
        const Ended ended = run({});
        QVERIFY2(ended.code == 0, qPrintable(ended.err));
        QVERIFY(ended.err.isEmpty());
        const QStringList lines = ended.out.split(u'\n', Qt::SkipEmptyParts);
        QVERIFY2(lines.contains(u"Vnet vnet-hpc  10.0.0.0/16, westeurope, rg-network, DNS 192.168.1.10"_s),
                 qPrintable(ended.out));
        // The simulated Azure's own tunnel, its gateway and what lies behind it.
        QVERIFY(lines.first().contains(u"192.168.0.0/16"_s));
        QVERIFY(lines.value(1).startsWith(u"  tunnel onprem-to-azure to vpngw-hpc  Connected, IKEv2"_s));
        QVERIFY(ended.out.contains(u"    gateway vpngw-hpc  VpnGw1, Generation1, "_s));
        QVERIFY(lines.contains(u"  subnet vm  10.0.1.0/24, nsg-hpc"_s));
        QVERIFY(lines.contains(u"    3 running, 1 stopped, 8 deallocated  cloud[001-012]"_s));
        QVERIFY(!ended.out.contains(u'!'));
    }

    void problemsAreTold()
    {
        const Ended ended = runOn(siteWithGateway(u"10.0.0.0/8"_s), {});
        QCOMPARE(ended.code, 0); // the command did what it was to do
        QVERIFY2(ended.out.contains(
                     u"  ! vnet-hpc (10.0.0.0/16) and changed (10.0.0.0/8) have addresses in common"_s),
                 qPrintable(ended.out));
        QVERIFY(ended.out.contains(u"site changed  10.0.0.0/8, gw.niflheim, 192.0.2.7"_s));
    }

    void json()
    {
        const Ended ended = runOn(siteWithGateway(u"192.168.0.0/16"_s), {u"--json"_s});
        QVERIFY2(ended.code == 0, qPrintable(ended.err));
        const QJsonObject json = ended.json();
        QVERIFY(QDateTime::fromString(json[u"asOf"_s].toString(), Qt::ISODate).isValid());
        QCOMPARE(json[u"sites"_s][0][u"networks"_s], (QJsonArray{u"192.168.0.0/16"_s}));
        QCOMPARE(json[u"vnets"_s].toArray().size(), 1);
        QCOMPARE(json[u"vnets"_s][0][u"counts"_s][u"total"_s].toInt(), 12);
        int nodes = 0;
        for (const QJsonValue &subnet : json[u"vnets"_s][0][u"subnets"_s].toArray())
            nodes += static_cast<int>(subnet[u"nodes"_s].toArray().size());
        QCOMPARE(nodes, 12);
        QVERIFY(json[u"gaps"_s].toArray().isEmpty());
    }

    void dot()
    {
        const Ended ended = run({u"--dot"_s});
        QCOMPARE(ended.code, 0);
        QVERIFY(ended.out.startsWith(u"digraph topology {\n"));
        QVERIFY(ended.out.endsWith(u"}\n"));
        QVERIFY(ended.out.contains(u"vnet-hpc"));
    }

    void svg()
    {
        const QString path = m_sim->file(u"topology.svg"_s);
        const Ended ended = run({u"--svg"_s, path});
        QVERIFY2(ended.code == 0, qPrintable(ended.err));
        QVERIFY(ended.out.isEmpty());
        QFile file(path);
        QVERIFY(file.open(QFile::ReadOnly));
        const QByteArray written = file.readAll();
        QVERIFY(isXml(written));
        QVERIFY(written.contains("3 running, 1 stopped, 8 deallocated"));
        const Ended piped = run({u"--svg"_s, u"-"_s});
        QVERIFY2(piped.code == 0, qPrintable(piped.err));
        QVERIFY(isXml(piped.out.toUtf8()));

        const Ended nowhere = run({u"--svg"_s, u"/no/such/folder/x.svg"_s});
        QCOMPARE(nowhere.code, 1);
        QVERIFY2(nowhere.err.contains(u"/no/such/folder/x.svg"_s), qPrintable(nowhere.err));
    }

    void noNetworks()
    {
        const QString site = m_sim->siteWith(u"rg-hpc"_s, u"rg-empty"_s);
        const Ended tree = runOn(site, {});
        QCOMPARE(tree.code, 0);
        QCOMPARE(tree.out, u"No networks: the site has neither nodes nor virtual networks that lead to "
                           "them.\n"_s);
        QVERIFY(!runOn(site, {u"--json"_s}).out.contains(u"No networks"));
    }

    /// A script must not take half a file for a whole one.
    void theOutputCanNotBeWritten_data()
    {
        QTest::addColumn<QString>("command");
        for (const char *command :
             {"topology", "topology --json", "topology --dot", "topology --svg -", "nodes", "nodes --json",
              "operations --json", "start cloud001 --json", "inventory --list", "setup modules", "--help",
              "--version", "setup --help", "tunnel config --help"})
            QTest::newRow(command) << QString::fromLatin1(command);
    }
    void theOutputCanNotBeWritten()
    {
        QFETCH(const QString, command);
        QStringList arguments = command.split(u' ');
        if (!arguments.contains(u"modules"_s))
            arguments += {u"--site"_s, m_sim->site()};
        const Ended full = Ctl(m_home.path()).runInto(u"/dev/full"_s, arguments);
        QCOMPARE(full.code, 1);
        QCOMPARE(full.err, u"skybroctl: the output could not be written: No space left on device.\n"_s);
    }

    void anotherFailureKeepsItsExitCode()
    {
        const Ctl ctl(m_home.path());
        QCOMPARE(ctl.runInto(u"/dev/full"_s, {u"--nonsense"_s}).code, 2);
        QCOMPARE(
            ctl.runInto(u"/dev/full"_s, {u"--site"_s, m_sim->site(), u"start"_s, u"cloud999"_s, u"--json"_s})
                .code,
            4);
    }

    /// `skybroctl topology | head -1`, where SIGPIPE ends it and where it is ignored.
    void whoReadsNoMoreIsToldNothing_data()
    {
        QTest::addColumn<QString>("before");
        QTest::newRow("SIGPIPE") << QString();
        QTest::newRow("EPIPE") << u"trap '' PIPE; "_s;
    }
    void whoReadsNoMoreIsToldNothing()
    {
        QFETCH(const QString, before);
        const Ended ended =
            Ctl(m_home.path())
                .runAs(u"sh"_s, {u"-c"_s, before + u"\"$@\" | :"_s, u"sh"_s, QStringLiteral(SKYBROCTL),
                                 u"--site"_s, m_sim->site(), u"topology"_s});
        QCOMPARE(ended.code, 0);
        QCOMPARE(ended.err, QString());
    }

    void notSignedIn()
    {
        const Ended ended =
            runOn(m_sim->siteWith(m_sim->ready()[u"clientId"_s].toString(), u"nobody"_s), {u"--json"_s});
        QCOMPARE(ended.code, 3);
        QVERIFY(ended.out.isEmpty());
        QVERIFY(!ended.err.isEmpty());
    }

    void whatCanNotBeReadIsSaid_data()
    {
        QTest::addColumn<QString>("list");
        QTest::addColumn<bool>("isWhole"); // nothing is shown then
        QTest::newRow("security groups") << u"networkSecurityGroups"_s << false;
        QTest::newRow("network interfaces") << u"networkInterfaces"_s << false;
        QTest::newRow("nodes") << u"virtualMachines"_s << false;
        QTest::newRow("Vnets") << u"virtualNetworks"_s << true;
    }
    void whatCanNotBeReadIsSaid()
    {
        QFETCH(const QString, list);
        QFETCH(const bool, isWhole);
        QTemporaryDir folder;
        QFile faults(folder.filePath(u"faults.json"_s));
        QVERIFY(faults.open(QFile::WriteOnly));
        faults.write(
            QJsonDocument(
                QJsonObject{{u"rules"_s,
                             QJsonArray{QJsonObject{
                                 {u"path"_s, u'/' + list + u'$'},
                                 {u"status"_s, 403},
                                 {u"body"_s,
                                  QJsonObject{{u"error"_s, QJsonObject{{u"code"_s, u"AuthorizationFailed"_s},
                                                                       {u"message"_s, u"no"_s}}}}}}}}})
                .toJson());
        faults.close();
        const Sim sim({u"--nodes"_s, u"3"_s, u"--faults"_s, faults.fileName()});
        const Ended ended = runOn(sim.site(), {});
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.err.contains(u"AuthorizationFailed"_s), qPrintable(ended.err));
        QCOMPARE(ended.out.isEmpty(), isWhole);
        QVERIFY2(!ended.out.contains(u"No networks"), qPrintable(ended.out)); // nobody knows
    }
};

QTEST_GUILESS_MAIN(TestSkybroctlTopology)
#include "tst_skybroctltopology.moc"

#include "models/ssh/clientconfig.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace skybro;
using namespace skybro::ssh;
using namespace Qt::StringLiterals;

class TestClientConfig : public QObject
{
    Q_OBJECT

private slots:
    void parsesDestinations_data();
    void parsesDestinations();
    void refusesWhatIsNoDestination_data();
    void refusesWhatIsNoDestination();
    void takesTheFirstValue();
    void matchesHosts_data();
    void matchesHosts();
    void readsEveryForm();
    void expandsTokens();
    void addsUpIdentities();
    void letsTheCommandWin();
    void resolvesJumps();
    void refusesJumpsInARing();
    void knowsMatch();
    void includes();
    void tellsWhatItLeavesOut();
    void namesTheLineOfABadValue_data();
    void namesTheLineOfABadValue();
    void neverRunsAnything();
};

namespace {

HostSettings resolved(const QByteArray &text, const QString &destination)
{
    ClientConfig config;
    config.parse(text, u"config"_s);
    const Result<HostSettings> settings = config.resolve(destination);
    if (!settings)
        qFatal("%s", qPrintable(settings.error().text));
    return *settings;
}

} // namespace

void TestClientConfig::parsesDestinations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::newRow("name") << u"node1"_s << QString() << u"node1"_s << 22;
    QTest::newRow("user") << u"alice@node1"_s << u"alice"_s << u"node1"_s << 22;
    QTest::newRow("user with @") << u"alice@example.org@node1"_s << u"alice@example.org"_s << u"node1"_s
                                 << 22;
    QTest::newRow("port") << u"node1:2222"_s << QString() << u"node1"_s << 2222;
    QTest::newRow("all") << u"alice@node1:2222"_s << u"alice"_s << u"node1"_s << 2222;
    QTest::newRow("underscore") << u"node_1"_s << QString() << u"node_1"_s << 22;
    QTest::newRow("IPv4") << u"10.0.0.1"_s << QString() << u"10.0.0.1"_s << 22;
    QTest::newRow("IPv6") << u"fe80::1"_s << QString() << u"fe80::1"_s << 22;
    QTest::newRow("IPv6 and port") << u"[fe80::1]:2222"_s << QString() << u"fe80::1"_s << 2222;
    QTest::newRow("URI") << u"ssh://alice@node1:2222/"_s << u"alice"_s << u"node1"_s << 2222;
}

void TestClientConfig::parsesDestinations()
{
    QFETCH(QString, text);
    QFETCH(QString, user);
    const HostSettings settings = resolved("", text);
    QTEST(settings.host, "host");
    QTEST(static_cast<int>(settings.port), "port");
    if (!user.isEmpty())
        QCOMPARE(settings.user, user);
    QVERIFY(!settings.user.isEmpty());
}

void TestClientConfig::refusesWhatIsNoDestination_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text :
         {u""_s, u" "_s, u"@node1"_s, u"node1:"_s, u"node1:0"_s, u"node1:70000"_s, u"node1:ssh"_s, u"[::1"_s,
          u"[::1]x"_s, u"-oProxyCommand=x"_s, u"a b"_s, u"a'b"_s, u"a/b"_s, u"-l@node1"_s})
        QTest::newRow(qPrintable(u"“"_s + text + u"”"_s)) << text;
}

void TestClientConfig::refusesWhatIsNoDestination()
{
    QFETCH(QString, text);
    const Result<HostSettings> settings = ClientConfig().resolve(text);
    QVERIFY(!settings);
    QCOMPARE(settings.error().kind, ErrorKind::Invalid);
}

void TestClientConfig::takesTheFirstValue()
{
    const QByteArray text =
        "Host node*\n  User first\n  Port 1\nHost *\n  User second\n  Port 2\n  ConnectTimeout 7\n";
    const HostSettings settings = resolved(text, u"node1"_s);
    QCOMPARE(settings.user, u"first"_s);
    QCOMPARE(settings.port, 1);
    QCOMPARE(settings.connectTimeout, std::chrono::seconds(7));
    QCOMPARE(resolved(text, u"other"_s).user, u"second"_s);
}

void TestClientConfig::matchesHosts_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("matches");
    QTest::newRow("same") << QByteArray("Host a") << u"a"_s << true;
    QTest::newRow("other") << QByteArray("Host a") << u"b"_s << false;
    QTest::newRow("longer") << QByteArray("Host a") << u"ab"_s << false;
    QTest::newRow("star") << QByteArray("Host c*[0-9]") << u"c[0-9]"_s << true;
    QTest::newRow("question mark") << QByteArray("Host n?") << u"n1"_s << true;
    QTest::newRow("two for one question mark") << QByteArray("Host n?") << u"n12"_s << false;
    QTest::newRow("second of two") << QByteArray("Host a b") << u"b"_s << true;
    QTest::newRow("negated") << QByteArray("Host n* !n2") << u"n2"_s << false;
    QTest::newRow("not the negated one") << QByteArray("Host n* !n2") << u"n3"_s << true;
    QTest::newRow("negation alone matches nothing") << QByteArray("Host !n2") << u"n3"_s << false;
    QTest::newRow("negation first") << QByteArray("Host !n2 n*") << u"n2"_s << false;
    QTest::newRow("stars that go back") << QByteArray("Host *a*b*c") << u"xaybxaybzc"_s << true;
}

void TestClientConfig::matchesHosts()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, host);
    const HostSettings settings = resolved(line + "\nUser matched\n", host);
    QTEST(settings.user == u"matched"_s, "matches");
}

void TestClientConfig::readsEveryForm()
{
    const HostSettings settings = resolved("# comment\n"
                                           "\n"
                                           "\tPORT = 2222\r\n"
                                           "User=alice # trailing\n"
                                           "IdentityFile \"/keys/my key\"\n"
                                           "IdentityFile '/keys/other key'\n"
                                           "UserKnownHostsFile /a \"/b c\"\n"
                                           "GlobalKnownHostsFile none\n"
                                           "StrictHostKeyChecking accept-new\n"
                                           "HashKnownHosts yes\n"
                                           "HostKeyAlias alias\n"
                                           "IdentitiesOnly yes\n"
                                           "IdentityAgent none\n"
                                           "ServerAliveInterval 3\n"
                                           "ServerAliveCountMax 4\n",
                                           u"node1"_s);
    QCOMPARE(settings.port, 2222);
    QCOMPARE(settings.user, u"alice"_s);
    QCOMPARE(settings.identityFiles, QStringList({u"/keys/my key"_s, u"/keys/other key"_s}));
    QCOMPARE(settings.userKnownHosts, QStringList({u"/a"_s, u"/b c"_s}));
    QCOMPARE(settings.globalKnownHosts, QStringList());
    QCOMPARE(settings.unknownHost, UnknownHost::Accept);
    QVERIFY(settings.hashKnownHosts);
    QCOMPARE(settings.knownHostsName(), u"alias"_s);
    QVERIFY(settings.identitiesOnly);
    QCOMPARE(settings.identityAgent, QString());
    QCOMPARE(settings.serverAliveInterval, std::chrono::seconds(3));
    QCOMPARE(settings.serverAliveCountMax, 4);
    QCOMPARE(settings.notes, QStringList());
}

void TestClientConfig::expandsTokens()
{
    qputenv("SKYBRO_TEST_KEYS", "/keys");
    const HostSettings settings =
        resolved("HostName %h.example.org\nUser alice\nPort 2222\n"
                 "IdentityFile ~/.ssh/%r@%h\nIdentityFile ${SKYBRO_TEST_KEYS}/%n-%p\n"
                 "IdentityFile %d/100%%\n",
                 u"node1"_s);
    QCOMPARE(settings.host, u"node1.example.org"_s);
    QCOMPARE(settings.identityFiles, QStringList({QDir::homePath() + u"/.ssh/alice@node1.example.org"_s,
                                                  u"/keys/node1-2222"_s, QDir::homePath() + u"/100%"_s}));
    QCOMPARE(settings.label(), u"alice@node1:2222"_s);
    QCOMPARE(settings.knownHostsName(), u"[node1.example.org]:2222"_s);
}

void TestClientConfig::addsUpIdentities()
{
    const HostSettings settings =
        resolved("Host node1\nIdentityFile /a\nHost *\nIdentityFile /b\n", u"node1"_s);
    QCOMPARE(settings.identityFiles, QStringList({u"/a"_s, u"/b"_s}));
    QVERIFY(resolved("", u"node1"_s).identityFiles.contains(QDir::homePath() + u"/.ssh/id_ed25519"_s));
}

void TestClientConfig::letsTheCommandWin()
{
    ClientConfig config;
    config.parse("User alice\nPort 2222\nIdentityFile /a\nProxyJump gateway\n", u"config"_s);
    const Result<HostSettings> settings = config.resolve(
        u"node1"_s, {.user = u"bob"_s, .port = 22, .identityFiles = {u"/b"_s}, .jump = u"none"_s});
    QVERIFY(settings);
    QCOMPARE(settings->user, u"bob"_s);
    QCOMPARE(settings->port, 22);
    QCOMPARE(settings->identityFiles, QStringList({u"/b"_s}));
    QVERIFY(!settings->jump);
    // What is written in the destination wins over all.
    QCOMPARE(
        config
            .resolve(u"carol@node1"_s, {.user = u"bob"_s, .port = 0, .identityFiles = {}, .jump = u"none"_s})
            ->user,
        u"carol"_s);
}

void TestClientConfig::resolvesJumps()
{
    const QByteArray text = "Host gateway\n  User guard\n  HostName gw.example.org\n"
                            "Host inner\n  ProxyJump admin@outer:2022,gateway\n"
                            "Host deep\n  ProxyJump inner\n"
                            "Host direct\n  ProxyJump none\n"
                            "Host * !gateway !outer\n  ProxyJump gateway\n";
    const HostSettings node = resolved(text, u"node1"_s);
    QVERIFY(node.jump);
    QCOMPARE(node.jump->host, u"gw.example.org"_s);
    QCOMPARE(node.jump->user, u"guard"_s);
    QVERIFY(!node.jump->jump);
    QVERIFY(!resolved(text, u"direct"_s).jump);

    const HostSettings deep = resolved(text, u"deep"_s);
    QCOMPARE(deep.jump->host, u"inner"_s);
    QCOMPARE(deep.jump->jump->host, u"gw.example.org"_s);
    QCOMPARE(deep.jump->jump->jump->host, u"outer"_s);
    QCOMPARE(deep.jump->jump->jump->port, 2022);
    QCOMPARE(deep.jump->jump->jump->user, u"admin"_s);
    QVERIFY(!deep.jump->jump->jump->jump);
    // Another way there is another connection.
    QVERIFY(deep.connectionKey() != resolved("", u"deep"_s).connectionKey());
}

void TestClientConfig::refusesJumpsInARing()
{
    ClientConfig config;
    config.parse("Host *\n  ProxyJump gateway\n", u"config"_s);
    const Result<HostSettings> settings = config.resolve(u"node1"_s);
    QVERIFY(!settings);
    QCOMPARE(settings.error().kind, ErrorKind::Invalid);
    QVERIFY(settings.error().text.contains(u"ring"_s));
}

void TestClientConfig::knowsMatch()
{
    const QByteArray text = "Host node1\n  HostName real.example.org\n"
                            "Match host *.example.org\n  User byhost\n"
                            "Match originalhost other\n  User byoriginal\n"
                            "Match user nobody\n  Port 1\n"
                            "Match all\n  ConnectTimeout 9\n"
                            "Match !host real* all\n  Port 3\n";
    QCOMPARE(resolved(text, u"node1"_s).user, u"byhost"_s);
    QCOMPARE(resolved(text, u"node1"_s).port, 22);
    QCOMPARE(resolved(text, u"node1"_s).connectTimeout, std::chrono::seconds(9));
    QCOMPARE(resolved(text, u"other"_s).user, u"byoriginal"_s);
    QCOMPARE(resolved(text, u"other"_s).port, 3);
}

void TestClientConfig::includes()
{
    const QTemporaryDir folder;
    const auto write = [&](const QString &name, const QByteArray &text) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write(u"10-a.conf"_s, "Host node1\n  User included\nHost x\n");
    write(u"20-b.conf"_s, "ConnectTimeout 5\n");
    write(u"loop"_s, "Include " + folder.filePath(u"loop"_s).toLocal8Bit() + '\n');
    const QByteArray line = "Include " + folder.path().toLocal8Bit();
    HostSettings settings = resolved(line + "/*.conf\nPort 2222\n", u"node1"_s);
    QCOMPARE(settings.user, u"included"_s);
    QCOMPARE(settings.connectTimeout,
             std::chrono::seconds(5)); // a Host of one file does not hold in the next
    QCOMPARE(settings.port, 2222);
    // Within a block it holds for that block only.
    QCOMPARE(resolved("Host other\n" + line + "/20-b.conf\n", u"node1"_s).connectTimeout,
             HostSettings().connectTimeout);
    settings = resolved(line + "/loop\n", u"node1"_s);
    QCOMPARE(settings.notes.size(), 1);
    QVERIFY(settings.notes.front().contains(u"deeply"_s));
    QCOMPARE(resolved("Include /nowhere/*.conf\n", u"node1"_s).notes, QStringList());
}

void TestClientConfig::tellsWhatItLeavesOut()
{
    const QByteArray text = "Host a\n  ProxyCommand nc %h %p\n"
                            "Host b\n  KnownHostsCommand /bin/x\n  VerifyHostKeyDNS no\n"
                            "Match exec \"touch /tmp/x\"\n  User never\n"
                            "Host c\n  User \"open\n";
    QVERIFY(resolved(text, u"a"_s).proxyCommand.contains(u"nc %h %p"_s));
    QVERIFY(resolved(text, u"a"_s).proxyCommand.contains(u"config:2"_s));
    const QStringList notes = resolved(text, u"b"_s).notes;
    QCOMPARE(notes.size(), 3);
    QVERIFY(notes[0].startsWith(u"config:9"_s)); // the open quote
    QVERIFY(notes[1].startsWith(u"config:4"_s) && notes[1].contains(u"knownhostscommand"_s));
    QVERIFY(notes[2].startsWith(u"config:6"_s) && notes[2].contains(u"exec"_s));
    QVERIFY(resolved(text, u"b"_s).user != u"never"_s);
    QVERIFY(resolved("ProxyCommand none\n", u"a"_s).proxyCommand.isEmpty());
}

void TestClientConfig::namesTheLineOfABadValue_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const char *line : {"Port x", "Port 0", "Port 65536", "ConnectTimeout -1", "IdentitiesOnly perhaps",
                             "StrictHostKeyChecking maybe", "ServerAliveInterval x", "HostName %q"})
        QTest::newRow(line) << QByteArray(line);
}

void TestClientConfig::namesTheLineOfABadValue()
{
    QFETCH(QByteArray, line);
    ClientConfig config;
    config.parse("User alice\n" + line + '\n', u"config"_s);
    const Result<HostSettings> settings = config.resolve(u"node1"_s);
    QVERIFY(!settings);
    QCOMPARE(settings.error().kind, ErrorKind::Invalid);
    QVERIFY2(settings.error().text.startsWith(u"config:2: "_s), qPrintable(settings.error().text));
}

void TestClientConfig::neverRunsAnything()
{
    const QTemporaryDir folder;
    const QByteArray mark = folder.filePath(u"mark"_s).toLocal8Bit();
    static_cast<void>(resolved("Match exec \"touch " + mark + "\"\n User x\nHost *\nProxyCommand touch " +
                                   mark + "\nIdentityFile $(touch " + mark + ")\nIdentityFile `touch " +
                                   mark + "`\n",
                               u"node1"_s));
    QVERIFY(!QFile::exists(QString::fromLocal8Bit(mark)));
}

QTEST_GUILESS_MAIN(TestClientConfig)
#include "tst_clientconfig.moc"

#include "azuretest.h"
#include "models/simulator/boothook.h"
#include "models/simulator/recorder.h"
#include "models/simulator/server.h"
#include "models/simulator/sitefile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro::sim;

/// The HTTP face, over real TLS on loopback.
class ServerTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    TlsIdentity m_identity;
    std::unique_ptr<TestAzure> m_sim;
    std::unique_ptr<Server> m_server;
    quint16 m_port = 0;
    QSslConfiguration m_ssl;

    QNetworkRequest request(const QString &path) const
    {
        QNetworkRequest made(QUrl(u"https://127.0.0.1:%1%2"_s.arg(m_port).arg(path)));
        made.setSslConfiguration(m_ssl);
        made.setRawHeader(
            "Authorization",
            "Bearer " + m_sim->azure.signIn().makeToken(m_sim->azure.world().tenant, std::chrono::hours(1)));
        return made;
    }

    /// A connection of one's own; waits until all that was asked for has come or the other side has gone.
    QByteArray raw(const QByteArray &text, int wait, bool *gone)
    {
        QSslSocket socket;
        socket.setSslConfiguration(m_ssl);
        QByteArray received;
        QObject::connect(&socket, &QSslSocket::readyRead, &socket, [&] { received += socket.readAll(); });
        QObject::connect(&socket, &QSslSocket::encrypted, &socket, [&] { socket.write(text); });
        socket.connectToHostEncrypted(u"127.0.0.1"_s, m_port);
        *gone = QTest::qWaitFor(
            [&] {
                return socket.state() == QAbstractSocket::UnconnectedState &&
                       socket.error() != QAbstractSocket::UnknownSocketError;
            },
            wait);
        return received;
    }
    QByteArray get(const QString &path) const
    {
        return "GET " + path.toUtf8() + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " +
               m_sim->azure.signIn().makeToken(m_sim->azure.world().tenant, std::chrono::hours(1)) +
               "\r\n\r\n";
    }

private slots:
    void init()
    {
        const auto identity = makeTlsIdentity(m_folder.path());
        QVERIFY(identity);
        m_identity = *identity;
        m_sim = std::make_unique<TestAzure>();
        m_sim->azure.advanceTo(QDateTime::currentMSecsSinceEpoch()); // the server's clock is the wall's
        m_server = std::make_unique<Server>(m_sim->azure);
        const auto port = m_server->listen(m_identity, 0);
        QVERIFY(port);
        m_port = *port;
        m_ssl = QSslConfiguration::defaultConfiguration();
        m_ssl.setCaCertificates(QSslCertificate::fromPath(m_identity.caFile));
    }
    void cleanup()
    {
        m_server.reset();
        m_sim.reset();
    }

    void trustedByItsOwnCaOnly()
    {
        QNetworkAccessManager manager;
        std::unique_ptr<QNetworkReply> good(
            manager.get(request(m_sim->group() + u"?api-version=2022-08-01"_s)));
        QSignalSpy done(good.get(), &QNetworkReply::finished);
        QVERIFY(done.wait(skybro::test::patienceMs));
        QCOMPARE(good->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);

        QNetworkRequest stranger = request(m_sim->group());
        stranger.setSslConfiguration(QSslConfiguration::defaultConfiguration());
        QNetworkAccessManager other;
        std::unique_ptr<QNetworkReply> bad(other.get(stranger));
        QSignalSpy refused(bad.get(), &QNetworkReply::finished);
        QVERIFY(refused.wait(skybro::test::patienceMs));
        QCOMPARE(bad->error(), QNetworkReply::SslHandshakeFailedError);
    }

    void caOutlivesARestart()
    {
        const auto again = makeTlsIdentity(m_folder.path());
        QVERIFY(again);
        QFile file(again->caFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray ca = file.readAll();
        QVERIFY(makeTlsIdentity(m_folder.path()));
        file.seek(0);
        QCOMPARE(file.readAll(), ca);
        QVERIFY(again->certificate != m_identity.certificate);
        QCOMPARE(QFile::permissions(m_folder.filePath(u"ca.key"_s)) & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
    }

    void latencyDoesNotQueue()
    {
        // Six connections, thirty requests of 100 ms: five rounds, were each waited for alone it would be
        // thirty.
        m_sim->azure.world().settings.latency = std::chrono::milliseconds(100);
        QNetworkAccessManager manager;
        int open = 0;
        int most = 0;
        int finished = 0;
        m_sim->azure.observer = [&](const Request &, const Response &) { most = std::max(most, ++open); };
        for (int i = 0; i < 30; ++i) {
            QNetworkReply *reply = manager.get(request(m_sim->group() + u"?api-version=2022-08-01"_s));
            QObject::connect(reply, &QNetworkReply::finished, this, [&, reply] {
                --open;
                finished += reply->error() == QNetworkReply::NoError ? 1 : 0;
                reply->deleteLater();
            });
        }
        QVERIFY(QTest::qWaitFor([&] { return finished == 30; }, skybro::test::patienceMs));
        QVERIFY2(most >= 4, qPrintable(QString::number(most)));
        m_sim->azure.observer = nullptr;
    }

    void clientMayLeave()
    {
        m_sim->azure.world().settings.latency = std::chrono::milliseconds(200);
        QNetworkAccessManager manager;
        QNetworkReply *reply = manager.get(request(m_sim->group() + u"?api-version=2022-08-01"_s));
        int asked = 0;
        m_sim->azure.observer = [&](const Request &, const Response &) { ++asked; };
        QVERIFY(QTest::qWaitFor([&] { return asked == 1; }, skybro::test::patienceMs));
        reply->abort();
        delete reply;
        manager.clearConnectionCache();
        QTest::qWait(400); // the answer finds no socket
        m_sim->azure.world().settings.latency = std::chrono::milliseconds(0);
        std::unique_ptr<QNetworkReply> next(
            manager.get(request(m_sim->group() + u"?api-version=2022-08-01"_s)));
        QSignalSpy done(next.get(), &QNetworkReply::finished);
        QVERIFY(done.wait(skybro::test::patienceMs));
        QCOMPARE(next->error(), QNetworkReply::NoError);
        m_sim->azure.observer = nullptr;
    }

    void faultsReachTheWire_data()
    {
        QTest::addColumn<QString>("effect");
        QTest::newRow("reset") << u"reset-before"_s;
        QTest::newRow("truncated") << u"truncated"_s;
        QTest::newRow("garbage") << u"garbage"_s;
    }
    void faultsReachTheWire()
    {
        QFETCH(QString, effect);
        QVERIFY(m_sim->azure.faults().read(
            {{u"rules"_s, QJsonArray{QJsonObject{{u"path"_s, u"rg-hpc"_s}, {u"effect"_s, effect}}}}}));
        bool gone = false;
        const QByteArray received = raw(get(m_sim->group() + u"?api-version=2022-08-01"_s), 5000, &gone);
        QVERIFY(gone);
        if (effect == u"reset-before"_s)
            QVERIFY(received.isEmpty());
        if (effect == u"garbage"_s)
            QVERIFY(!received.startsWith("HTTP"));
        if (effect == u"truncated"_s) {
            QVERIFY(received.startsWith("HTTP/1.1 200 OK"));
            const qsizetype body = received.indexOf("\r\n\r\n") + 4;
            const qsizetype at = received.indexOf("Content-Length: ") + 16;
            QVERIFY(received.size() - body < received.mid(at, received.indexOf('\r', at) - at).toInt());
        }
    }

    void hangKeepsTheConnection()
    {
        QVERIFY(
            m_sim->azure.faults().read({{u"rules"_s, QJsonArray{QJsonObject{{u"effect"_s, u"hang"_s}}}}}));
        bool gone = false;
        QVERIFY(raw(get(m_sim->group()), 500, &gone).isEmpty());
        QVERIFY(!gone);
    }

    void doubleSlashOnTheWire()
    {
        for (const QString &path : {u'/' + m_sim->group(), u"//subscriptions"_s}) {
            bool gone = false;
            const QByteArray received = raw(get(path + u"?api-version=2022-08-01"_s), 500, &gone);
            QVERIFY2(received.startsWith("HTTP/1.1 200"), received.constData());
        }
    }

    void recordsWithoutSecrets()
    {
        QTemporaryDir folder;
        auto recorder = Recorder::open(folder.path());
        QVERIFY(recorder);
        m_sim->azure.observer = [&](const Request &asked, const Response &answered) {
            recorder->record(asked, answered);
        };
        (void)m_sim->ask(
            "PUT", m_sim->vm(u"x"_s),
            {{u"properties"_s,
              QJsonObject{{u"osProfile"_s, QJsonObject{{u"adminPassword"_s, u"Hidden-1234"_s}}}}}});
        (void)m_sim->azure.handle(
            Request::make("POST", "/common/oauth2/v2.0/token", {}, "client_secret=Hidden-1234"));
        m_sim->azure.observer = nullptr;
        const QStringList files = QDir(folder.path()).entryList(QDir::Files);
        QCOMPARE(files, QStringList{u"00001-put.json"_s});
        QFile file(folder.filePath(files.first()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(!text.contains("Hidden-1234"));
        QVERIFY(!text.contains(m_sim->token));
        QVERIFY(text.contains("\"statusCode\": \"400\""));
    }

    void bootHookDecides_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("status");
        QTest::newRow("good") << u"/bin/true"_s << u"Succeeded"_s;
        QTest::newRow("fails") << u"/bin/false"_s << u"Failed"_s;
        QTest::newRow("not there") << u"/no/such/program"_s << u"Failed"_s;
    }
    void bootHookDecides()
    {
        QFETCH(QString, command);
        QFETCH(QString, status);
        BootHook hook(m_sim->azure.world(), command);
        const Response begun = m_sim->ask("POST", m_sim->vm(u"cloud004"_s) + u"/start"_s);
        m_sim->azure.advance(std::chrono::seconds(9));
        const auto told = [&] {
            return m_sim->follow(begun.header("Azure-AsyncOperation")).json()[u"status"_s].toString();
        };
        QVERIFY(QTest::qWaitFor([&] { return told() != u"InProgress"_s; }, skybro::test::patienceMs));
        QCOMPARE(told(), status);
    }

    void bootHookIsTold()
    {
        QTemporaryDir folder;
        const QString script = folder.filePath(u"hook.sh"_s);
        QFile file(script);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\necho \"$@\" >> \"$1\"\n");
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        const QString log = folder.filePath(u"log"_s);
        const auto lines = [&] {
            QFile read(log);
            return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
        };
        BootHook hook(m_sim->azure.world(), u"\"%1\" %2"_s.arg(script, log));
        (void)m_sim->ask("POST", m_sim->vm(u"cloud004"_s) + u"/start"_s);
        m_sim->azure.advance(std::chrono::seconds(9));
        QVERIFY(QTest::qWaitFor([&] { return lines().contains("start cloud004 10.0.1.7"); },
                                skybro::test::patienceMs));
        QVERIFY(QTest::qWaitFor([&] { return m_sim->power(u"cloud004"_s) == u"running"_s; },
                                skybro::test::patienceMs));
        (void)m_sim->ask("POST", m_sim->vm(u"cloud004"_s) + u"/deallocate"_s);
        m_sim->azure.advance(std::chrono::seconds(9));
        QVERIFY(QTest::qWaitFor([&] { return lines().contains("stop cloud004 10.0.1.7"); },
                                skybro::test::patienceMs));
    }

    void siteFileKeepsTheSecretApart()
    {
        const QString path = m_folder.filePath(u"site.yaml"_s);
        QVERIFY(writeSiteFile(path, m_sim->azure.world(), {u"https://127.0.0.1:1"_s, m_identity.caFile},
                              {u"rg-hpc"_s}));
        QFile site(path);
        QFile secret(path + u".secret"_s);
        QVERIFY(site.open(QIODevice::ReadOnly) && secret.open(QIODevice::ReadOnly));
        QVERIFY(!site.readAll().contains(m_sim->azure.world().clientSecret.toUtf8()));
        QCOMPARE(secret.readAll().trimmed(), m_sim->azure.world().clientSecret.toUtf8());
        QCOMPARE(secret.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }
};

QTEST_GUILESS_MAIN(ServerTest)
#include "tst_server.moc"

#include "models/azure/networktransport.h"
#include "tests/support/rawserver.h"
#include "tests/support/scriptedtransport.h"
#include "tests/support/testcertificates.h"

#include <QSignalSpy>
#include <QTest>

using namespace skybro;
using namespace skybro::azure;
using namespace skybro::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<NetworkTransport> transport(const TransportOptions &options = {})
{
    auto made = NetworkTransport::create(options);
    return made ? std::move(*made) : nullptr;
}

HttpRequest request(const QByteArray &method, const QUrl &url, const QByteArray &body = {})
{
    HttpRequest made;
    made.method = method;
    made.url = url;
    made.body = body;
    return made;
}

} // namespace

class TestNetworkTransport : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        // The machine's own proxy must not come into this.
        for (const char *name : {"http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy"})
            qunsetenv(name);
        m_certificate = TestCertificate::make();
    }

    void carriesMethodHeadersAndBody_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("get") << QByteArray("GET") << QByteArray();
        QTest::newRow("delete") << QByteArray("DELETE") << QByteArray();
        QTest::newRow("put") << QByteArray("PUT") << QByteArray("{\"a\":1}");
        QTest::newRow("post") << QByteArray("POST") << QByteArray("{\"b\":2}");
        QTest::newRow("post empty") << QByteArray("POST") << QByteArray();
        QTest::newRow("post large") << QByteArray("POST") << QByteArray(300'000, 'x');
        QTest::newRow("patch") << QByteArray("PATCH") << QByteArray("{}");
    }
    void carriesMethodHeadersAndBody()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        RawServer server;
        server.onRequest = [](const RawServer::Request &) {
            return RawServer::Reply{RawServer::answer("200 OK", "{\"ok\":true}", "X-Ms-Request-Id: r1\r\n")};
        };
        const auto net = transport();
        HttpRequest sent = request(method, server.url(u"/a?b=%2Fc"_s), body);
        sent.headers.add("x-ms-client-request-id", "mine");
        sent.bearer = std::make_shared<const Secret>(QByteArray("tok"));
        const auto answer = resultOf(net->send(sent, this));
        QVERIFY(answer);
        QCOMPARE(answer->status, 200);
        QCOMPARE(answer->body, QByteArray("{\"ok\":true}"));
        QCOMPARE(answer->headers.value("x-ms-request-id"), QByteArray("r1"));
        QCOMPARE(server.requests.size(), 1);
        QCOMPARE(server.requests[0].body, body);
        const QByteArray head = server.requests[0].head;
        QVERIFY2(head.startsWith(method + " /a?b=%2Fc HTTP/1.1\r\n"), head.constData());
        const QByteArray lower = head.toLower();
        QVERIFY(lower.contains("authorization: bearer tok"));
        QVERIFY(lower.contains("x-ms-client-request-id: mine"));
        QVERIFY(lower.contains("user-agent: skybro/"));
        if (method == "POST" || method == "PUT")
            QVERIFY(lower.contains("content-length: " + QByteArray::number(body.size())));
    }

    void secretBodyIsSentInstead()
    {
        RawServer server;
        server.onRequest = [](const RawServer::Request &) {
            return RawServer::Reply{RawServer::answer("200 OK", "{}")};
        };
        const auto net = transport();
        HttpRequest sent = request("POST", server.url(u"/token"_s));
        sent.secretBody = std::make_shared<const Secret>(QByteArray("client_secret=x"));
        QVERIFY(resultOf(net->send(sent, this)));
        QCOMPARE(server.requests.value(0).body, QByteArray("client_secret=x"));
    }

    void everyStatusIsAnAnswer_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {200, 202, 204, 301, 307, 400, 401, 403, 404, 407 /* not from a proxy */, 409,
                                 412, 418, 429, 500, 502, 503, 504})
            QTest::newRow(QByteArray::number(status).constData()) << status;
    }
    void everyStatusIsAnAnswer()
    {
        QFETCH(int, status);
        RawServer server;
        server.onRequest = [status](const RawServer::Request &) {
            const QByteArray body = status == 204 ? QByteArray() : QByteArray("{\"s\":1}");
            return RawServer::Reply{RawServer::answer(QByteArray::number(status) + " Word", body,
                                                      "WWW-Authenticate: Bearer\r\nRetry-After: 7\r\n")};
        };
        const auto net = transport();
        const auto answer = resultOf(net->send(request("GET", server.url(u"/"_s)), this));
        if (status == 407) { // from a server it makes no sense, and Qt takes it for a proxy's
            QVERIFY(!answer || answer->status == 407);
            return;
        }
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().detail));
        QCOMPARE(answer->status, status);
        QCOMPARE(answer->headers.value("retry-after"), QByteArray("7"));
        if (status != 204)
            QCOMPARE(answer->body, QByteArray("{\"s\":1}"));
        QCOMPARE(server.requests.size(), 1);
    }

    void redirectsAreNotFollowed()
    {
        RawServer other;
        other.onRequest = [](const RawServer::Request &) {
            return RawServer::Reply{RawServer::answer("200 OK", "{}")};
        };
        RawServer server;
        server.onRequest = [&](const RawServer::Request &) {
            return RawServer::Reply{RawServer::answer(
                "302 Found", {}, "Location: " + other.url(u"/steal"_s).toEncoded() + "\r\n")};
        };
        const auto net = transport();
        HttpRequest sent = request("GET", server.url(u"/"_s));
        sent.bearer = std::make_shared<const Secret>(QByteArray("tok"));
        const auto answer = resultOf(net->send(sent, this));
        QVERIFY(answer);
        QCOMPARE(answer->status, 302);
        QTest::qWait(50);
        QCOMPARE(other.connections, 0);
    }

    /// Qt sends a request again by itself when the connection closes before an answer: not these.
    void postIsNeverSentTwice_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("warm");
        QTest::addColumn<bool>("tls");
        for (const bool tls : {false, true}) {
            for (const bool warm : {false, true}) {
                const auto row = [&](const char *name) {
                    return QByteArray(name) + (warm ? ", kept-alive" : ", new") + (tls ? ", TLS" : "");
                };
                QTest::newRow(row("empty").constData()) << QByteArray("POST") << QByteArray() << warm << tls;
                QTest::newRow(row("small").constData())
                    << QByteArray("POST") << QByteArray("{}") << warm << tls;
                QTest::newRow(row("large").constData())
                    << QByteArray("POST") << QByteArray(200'000, 'x') << warm << tls;
                QTest::newRow(row("patch").constData())
                    << QByteArray("PATCH") << QByteArray("{}") << warm << tls;
            }
        }
    }
    void postIsNeverSentTwice()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        QFETCH(bool, warm);
        QFETCH(bool, tls);
        if (tls && !m_certificate)
            QSKIP("no openssl program");
        RawServer server(tls ? std::optional(m_certificate->server) : std::nullopt);
        server.onRequest = [&](const RawServer::Request &got) {
            if (got.head.startsWith("GET"))
                return RawServer::Reply{RawServer::answer("200 OK", "{}")};
            return RawServer::Reply{{}, true, true};
        };
        const auto net = transport({.caFile = tls ? m_certificate->caFile : QString(), .proxy = {}});
        if (warm)
            QVERIFY(resultOf(net->send(request("GET", server.url(u"/"_s)), this)));
        server.requests.clear();
        const auto answer = resultOf(net->send(request(method, server.url(u"/restart"_s), body), this));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Network);
        QCOMPARE(answer.error().code, networkcode::connectionBroke.toString());
        QVERIFY(!nothingWasSent(answer.error()));
        QTest::qWait(100);
        QCOMPARE(server.requests.size(), 1);
        // And the transport still works.
        QVERIFY(resultOf(net->send(request("GET", server.url(u"/"_s)), this)));
    }

    void brokenAnswersAreErrors_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("half a body") << QByteArray(
            "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"value\":[");
        QTest::newRow("half a chunk")
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n{\"v");
        QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le");
        QTest::newRow("no http") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n");
    }
    void brokenAnswersAreErrors()
    {
        QFETCH(QByteArray, bytes);
        RawServer server;
        server.onRequest = [&](const RawServer::Request &) { return RawServer::Reply{bytes, true}; };
        const auto net = transport();
        const auto answer = resultOf(net->send(request("GET", server.url(u"/"_s)), this));
        QVERIFY2(!answer, answer ? answer->body.constData() : "");
        QCOMPARE(answer.error().kind, ErrorKind::Network);
        QVERIFY(answer.error().retryable);
    }

    void nobodyThere()
    {
        quint16 port = 0;
        {
            const RawServer server;
            port = server.port();
        }
        const auto net = transport();
        const auto answer =
            resultOf(net->send(request("POST", QUrl(u"http://127.0.0.1:%1/"_s.arg(port))), this));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, networkcode::connectionRefused.toString());
        QVERIFY(nothingWasSent(answer.error()));
        QVERIFY(answer.error().text.contains(u"127.0.0.1:%1"_s.arg(port)));
    }

    void noSuchHost()
    {
        const auto net = transport();
        const auto answer =
            resultOf(net->send(request("GET", QUrl(u"https://no-such-host.invalid/"_s)), this), 30s);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, networkcode::hostNotFound.toString());
    }

    void asksTheProxy()
    {
        RawServer proxy;
        proxy.onRequest = [](const RawServer::Request &) {
            return RawServer::Reply{RawServer::answer("403 Forbidden", "not by me")};
        };
        const QUrl url(u"https://management.azure.com/subscriptions"_s);
        const auto net = transport({.caFile = {}, .trustSystem = true, .proxy = proxy.url({})});
        const auto refused = resultOf(net->send(request("GET", url), this));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, networkcode::proxyFailed.toString());
        QVERIFY2(refused.error().text.contains(u"127.0.0.1:%1"_s.arg(proxy.port())),
                 qPrintable(refused.error().text));
        QVERIFY(nothingWasSent(refused.error()));
        QVERIFY(proxy.requests.first().head.startsWith("CONNECT management.azure.com:443 "));

        quint16 port = 0;
        {
            const RawServer gone;
            port = gone.port();
        }
        const QUrl nobody(u"http://127.0.0.1:%1"_s.arg(port));
        const auto lost = transport({.caFile = {}, .trustSystem = true, .proxy = nobody});
        const auto answer = resultOf(lost->send(request("GET", url), this));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, networkcode::proxyFailed.toString());
        QVERIFY2(answer.error().text.contains(u"127.0.0.1:%1"_s.arg(port)), qPrintable(answer.error().text));
        QVERIFY(nothingWasSent(answer.error()));

        // What is near is never asked for through it.
        RawServer near;
        near.onRequest = [](const RawServer::Request &) {
            return RawServer::Reply{RawServer::answer("200 OK", "{}")};
        };
        QVERIFY(resultOf(lost->send(request("GET", near.url(u"/"_s)), this)));
    }

    void plainHttpToFarHostsIsRefused()
    {
        const auto net = transport();
        const auto answer =
            resultOf(net->send(request("GET", QUrl(u"http://management.azure.com/"_s)), this));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Invalid);
    }

    void tlsIsVerified()
    {
        if (!m_certificate)
            QSKIP("no openssl program");
        RawServer server(m_certificate->server);
        server.onRequest = [](const RawServer::Request &) {
            return RawServer::Reply{RawServer::answer("200 OK", "{}")};
        };
        const auto trusting = transport({.caFile = m_certificate->caFile, .trustSystem = false, .proxy = {}});
        QVERIFY(resultOf(trusting->send(request("GET", server.url(u"/"_s)), this)));
        const int before = static_cast<int>(server.requests.size());

        const auto other = TestCertificate::make();
        for (const TransportOptions &options :
             {TransportOptions{},
              TransportOptions{.caFile = other->caFile, .trustSystem = true, .proxy = {}}}) {
            const auto net = transport(options);
            const auto answer = resultOf(net->send(request("GET", server.url(u"/"_s)), this));
            QVERIFY(!answer);
            QCOMPARE(answer.error().code, networkcode::tlsFailed.toString());
            QVERIFY(!answer.error().retryable);
            QVERIFY(nothingWasSent(answer.error()));
        }
        // The right certificate under another name.
        QUrl renamed = server.url(u"/"_s);
        renamed.setHost(u"localhost"_s);
        const auto answer = resultOf(trusting->send(request("GET", renamed), this));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, networkcode::tlsFailed.toString());
        QCOMPARE(server.requests.size(), before);
    }

    void badCaFile()
    {
        const auto missing = NetworkTransport::create({.caFile = u"/no/such/file.pem"_s, .proxy = {}});
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, ErrorKind::Invalid);
        QVERIFY(missing.error().text.contains(u"/no/such/file.pem"_s));
        QTemporaryDir folder;
        QFile file(folder.filePath(u"not.pem"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("hello");
        file.close();
        QVERIFY(!NetworkTransport::create({.caFile = file.fileName(), .proxy = {}}));
        QVERIFY(!NetworkTransport::create({.caFile = {}, .proxy = QUrl(u"ftp://proxy"_s)}));
    }

    void hangEndsAtTheDeadlineAndCancelEndsAtOnce()
    {
        RawServer server;
        server.onRequest = [](const RawServer::Request &) { return RawServer::Reply{{}, false, true}; };
        const auto net = transport();
        HttpCall *hanging = net->send(request("GET", server.url(u"/"_s)), this);
        hanging->setDeadline(50ms);
        const auto late = resultOf(hanging);
        QVERIFY(!late);
        QCOMPARE(late.error().kind, ErrorKind::TimedOut);

        QPointer<HttpCall> cancelled = net->send(request("GET", server.url(u"/"_s)), this);
        QSignalSpy finished(cancelled, &Job::finished);
        cancelled->start();
        QTRY_COMPARE(server.requests.size(), 2);
        cancelled->cancel();
        QVERIFY(finished.wait(skybro::test::patienceMs));
        QCOMPARE(finished.count(), 1);
        QTRY_COMPARE(server.openNow, 0); // the connections are closed, not left to hang
    }

    void destructionIsSilentAndTheTransportMayGoFirst()
    {
        RawServer server;
        server.onRequest = [](const RawServer::Request &) { return RawServer::Reply{{}, false, true}; };
        auto net = transport();
        auto *call = net->send(request("GET", server.url(u"/"_s)), this);
        QSignalSpy finished(call, &Job::finished);
        call->start();
        QTRY_COMPARE(server.requests.size(), 1);
        net.reset();
        delete call;
        QTRY_COMPARE(server.openNow, 0);
        QCOMPARE(finished.count(), 0);
    }

    void moreThanSixAtATime()
    {
        RawServer server;
        server.onRequest = [](const RawServer::Request &) { return RawServer::Reply{{}, false, true}; };
        const auto net = transport();
        QList<HttpCall *> calls;
        for (int i = 0; i < 30; ++i) {
            calls.append(net->send(request("GET", server.url(u"/%1"_s.arg(i))), this));
            calls.last()->start();
        }
        QTRY_COMPARE(server.requests.size(), 30);
        qDeleteAll(calls);
        QTRY_COMPARE(server.openNow, 0);
    }

    void goesThroughAProxyButNotToLoopback()
    {
        RawServer proxy;
        proxy.onRequest = [](const RawServer::Request &) {
            return RawServer::Reply{RawServer::answer("403 Forbidden", "no"), true};
        };
        RawServer server;
        server.onRequest = [](const RawServer::Request &) {
            return RawServer::Reply{RawServer::answer("200 OK", "{}")};
        };
        const auto net = transport({.caFile = {}, .proxy = QUrl(u"http://127.0.0.1:%1"_s.arg(proxy.port()))});
        QVERIFY(resultOf(net->send(request("GET", server.url(u"/"_s)), this)));
        QCOMPARE(proxy.requests.size(), 0);
        const auto answer =
            resultOf(net->send(request("GET", QUrl(u"https://management.azure.com/"_s)), this));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Network);
        QVERIFY(proxy.requests.size() >= 1);
        QVERIFY(proxy.requests[0].head.startsWith("CONNECT management.azure.com:443"));
    }

    void desktopProxyIsUsed()
    {
        RawServer proxy;
        proxy.onRequest = [](const RawServer::Request &) {
            return RawServer::Reply{RawServer::answer("403 Forbidden", "no"), true};
        };
        qputenv("https_proxy", "http://127.0.0.1:" + QByteArray::number(proxy.port()));
        const auto net = transport();
        const auto answer =
            resultOf(net->send(request("GET", QUrl(u"https://management.azure.com/"_s)), this));
        qunsetenv("https_proxy");
        QVERIFY(!answer);
        QVERIFY(proxy.requests.size() >= 1);
    }

private:
    std::unique_ptr<TestCertificate> m_certificate;
};

QTEST_GUILESS_MAIN(TestNetworkTransport)
#include "tst_networktransport.moc"

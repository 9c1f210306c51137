#include "models/azure/listjob.h"
#include "tests/support/armfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace skybro;
using namespace skybro::azure;
using namespace skybro::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QString base = u"https://management.azure.com/subscriptions/s/things"_s;

QByteArray page(const QStringList &names, const QString &next = {}, qsizetype padding = 0)
{
    QJsonArray value;
    for (const QString &name : names)
        value.append(QJsonObject{{u"name"_s, name}, {u"padding"_s, QString(padding, u'x')}});
    QJsonObject object{{u"value"_s, value}};
    if (!next.isEmpty())
        object.insert(u"nextLink"_s, next);
    return QJsonDocument(object).toJson();
}

std::optional<QString> readName(const JsonView &object)
{
    const QString name = object["name"_L1].toString();
    return name.isEmpty() ? std::nullopt : std::optional(name);
}

ListJob<QString> *list(ArmFixture &f)
{
    return f.client.list<QString>(u"/subscriptions/s/things"_s, u"v"_s, readName);
}

} // namespace

class TestListJob : public QObject
{
    Q_OBJECT

private slots:
    void readsAllPages_data()
    {
        QTest::addColumn<qsizetype>("padding");
        QTest::newRow("small, read at once") << qsizetype(0);
        QTest::newRow("large, read on another thread") << qsizetype(20'000);
    }
    void readsAllPages()
    {
        QFETCH(qsizetype, padding);
        ArmFixture f;
        f.transport.script = [&](const HttpRequest &request) {
            const QString query = request.url.query();
            if (query.contains(u"skip=2"_s))
                return ScriptedTransport::json(200, page({u"d"_s}, {}, padding));
            if (query.contains(u"skip=1"_s)) // uneven: an empty page in the middle
                return ScriptedTransport::json(200, page({}, base + u"?api-version=v&skip=2"_s));
            return ScriptedTransport::json(
                200, page({u"a"_s, u"b"_s, u""_s, u"c"_s}, base + u"?api-version=v&skip=1"_s, padding));
        };
        const auto names = resultOf(list(f));
        QVERIFY(names);
        QCOMPARE(*names, (QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s}));
        QCOMPARE(f.sent(), 3);
        QVERIFY(f.transport.requests[2].bearer);
    }

    void nextLinkStaysInTheHouse_data()
    {
        QTest::addColumn<QString>("link");
        QTest::newRow("other host") << u"https://evil.org/subscriptions/s/things?skip=1"_s;
        QTest::newRow("plain http") << u"http://management.azure.com/subscriptions/s/things?skip=1"_s;
        QTest::newRow("itself") << base + u"?api-version=v"_s;
        QTest::newRow("relative") << u"/subscriptions/s/things?skip=1"_s;
        QTest::newRow("nonsense") << u":::"_s;
    }
    void nextLinkStaysInTheHouse()
    {
        QFETCH(QString, link);
        ArmFixture f([&](const HttpRequest &) { return ScriptedTransport::json(200, page({u"a"_s}, link)); });
        const auto names = resultOf(list(f));
        if (link == u":::" && names) // no address at all: the list ends
            return;
        QVERIFY(!names);
        QCOMPARE(names.error().kind, ErrorKind::Protocol);
        QCOMPARE(f.sent(), 1);
    }

    void aLongerCircleIsSeen()
    {
        ArmFixture f;
        f.transport.script = [&](const HttpRequest &) {
            return ScriptedTransport::json(200, page({u"a"_s}, base + u"?skip=%1"_s.arg(f.sent() % 3)));
        };
        const auto names = resultOf(list(f));
        QVERIFY(!names);
        QVERIFY(f.sent() <= 4);
    }

    void badPages_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("ok");
        QTest::newRow("no json") << QByteArray("<html>") << false;
        QTest::newRow("cut") << page({u"a"_s, u"b"_s}).chopped(9) << false;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("array") << QByteArray("[]") << false;
        QTest::newRow("value is text") << QByteArray(R"({"value":"x"})") << false;
        QTest::newRow("no value") << QByteArray("{}") << true;
        QTest::newRow("value null") << QByteArray(R"({"value":null,"nextLink":null})") << true;
        QTest::newRow("items of all sorts") << QByteArray(R"({"value":[null,1,"x",[],{}]})") << true;
        QTest::newRow("deep") << "{\"value\":" + QByteArray(5000, '[') + QByteArray(5000, ']') + '}' << false;
        QTest::newRow("large and no json") << QByteArray(100'000, '{') << false;
    }
    void badPages()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, ok);
        ArmFixture f([&](const HttpRequest &) { return ScriptedTransport::json(200, body); });
        const auto names = resultOf(list(f));
        QCOMPARE(names.has_value(), ok);
        if (!ok)
            QCOMPARE(names.error().kind, ErrorKind::Protocol);
    }

    void anErrorOnALaterPageIsTheResult()
    {
        ArmFixture f;
        f.transport.script = [&](const HttpRequest &) {
            return f.sent() == 1 ? ScriptedTransport::json(200, page({u"a"_s}, base + u"?skip=1"_s))
                                 : ScriptedTransport::json(
                                       403, R"({"error":{"code":"AuthorizationFailed","message":"m"}})");
        };
        const auto names = resultOf(list(f));
        QVERIFY(!names);
        QCOMPARE(names.error().kind, ErrorKind::Forbidden);
    }

    void cancelDeadlineAndDestruction()
    {
        ArmFixture f([](const HttpRequest &) { return ScriptedTransport::Answer(); });
        ListJob<QString> *late = list(f);
        late->setDeadline(30ms);
        const auto names = resultOf(late);
        QVERIFY(!names);
        QCOMPARE(names.error().kind, ErrorKind::TimedOut);

        QPointer<ListJob<QString>> cancelled = list(f);
        QSignalSpy finished(cancelled, &Job::finished);
        cancelled->start();
        QTRY_COMPARE(f.transport.open, 1);
        cancelled->cancel();
        QTRY_VERIFY(!cancelled);
        QCOMPARE(finished.count(), 1);
        QCOMPARE(f.transport.open, 0);

        ListJob<QString> *destroyed = list(f);
        QSignalSpy silent(destroyed, &Job::finished);
        destroyed->start();
        QTRY_COMPARE(f.transport.open, 1);
        delete destroyed;
        QCOMPARE(f.transport.open, 0);
        QTest::qWait(10);
        QCOMPARE(silent.count(), 0);
    }

    void destructionWhileAnotherThreadReads()
    {
        ArmFixture f([](const HttpRequest &) {
            return ScriptedTransport::json(200, page(QStringList(200, u"n"_s), base + u"?skip=1"_s, 10'000));
        });
        for (int i = 0; i < 20; ++i) {
            ListJob<QString> *job = list(f);
            job->keep(); // it may have ended before we delete it: the next page is the same again
            job->start();
            const int before = f.sent();
            QTRY_VERIFY(f.sent() > before);
            if (i % 2)
                QCoreApplication::processEvents();
            delete job;
        }
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
    }
};

QTEST_GUILESS_MAIN(TestListJob)
#include "tst_listjob.moc"

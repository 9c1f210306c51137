#include "models/azure/armclient.h"
#include "tests/support/armfixture.h"

#include <QPointer>
#include <QTest>

using namespace skybro;
using namespace skybro::azure;
using namespace skybro::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

std::optional<QString> readName(const JsonView &object)
{
    const QString name = object["name"_L1].toString();
    return name.isEmpty() ? std::nullopt : std::optional(name);
}

GetJob<QString> *get(ArmFixture &f)
{
    return f.client.getOne<QString>(u"/subscriptions/s/resourceGroups/g"_s, u"2022-07-01"_s, readName);
}

} // namespace

class TestGetJob : public QObject
{
    Q_OBJECT

private slots:
    void oneIsRead()
    {
        ArmFixture f([](const HttpRequest &) { return ScriptedTransport::json(200, R"({"name":"n"})"); });
        const auto name = resultOf(get(f));
        QVERIFY(name);
        QCOMPARE(*name, u"n"_s);
        QCOMPARE(f.transport.requests[0].url.path(), u"/subscriptions/s/resourceGroups/g"_s);
        QCOMPARE(f.transport.requests[0].url.query(), u"api-version=2022-07-01"_s);
    }

    void azuresErrorIsTold()
    {
        ArmFixture f([](const HttpRequest &) {
            return ScriptedTransport::json(404, R"({"error":{"code":"ResourceNotFound","message":"gone"}})");
        });
        const auto name = resultOf(get(f));
        QVERIFY(!name);
        QCOMPARE(name.error().kind, ErrorKind::NotFound);
        QCOMPARE(name.error().code, u"ResourceNotFound"_s);
    }

    void whatIsNoneIsRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("another thing") << QByteArray("{}");
        QTest::newRow("a list") << QByteArray("[1]");
        QTest::newRow("a page of a proxy") << QByteArray("<html>");
        QTest::newRow("nothing") << QByteArray();
    }
    void whatIsNoneIsRefused()
    {
        QFETCH(QByteArray, body);
        ArmFixture f([&](const HttpRequest &) { return ScriptedTransport::json(200, body); });
        const auto name = resultOf(get(f));
        QVERIFY(!name);
        QCOMPARE(name.error().kind, ErrorKind::Protocol);
        QVERIFY(!name.error().text.isEmpty());
    }

    void cancelEndsIt()
    {
        ArmFixture f([](const HttpRequest &) { return ScriptedTransport::Answer(); });
        GetJob<QString> *job = get(f);
        job->keep();
        job->start();
        QTRY_COMPARE(f.transport.open, 1);
        job->cancel();
        QTRY_VERIFY(job->isFinished());
        QCOMPARE(job->error()->kind, ErrorKind::Cancelled);
        QTRY_COMPARE(f.transport.open, 0);
    }

    void deadlineEndsIt()
    {
        ArmFixture f([](const HttpRequest &) { return ScriptedTransport::Answer(); });
        GetJob<QString> *job = get(f);
        job->setDeadline(20ms);
        const auto name = resultOf(job);
        QVERIFY(!name);
        QCOMPARE(name.error().kind, ErrorKind::TimedOut);
        QTRY_COMPARE(f.transport.open, 0);
    }

    void destructionEndsIt()
    {
        ArmFixture f([](const HttpRequest &) { return ScriptedTransport::Answer(); });
        QPointer<GetJob<QString>> job = get(f);
        bool told = false;
        connect(job, &Job::finished, this, [&] { told = true; });
        job->start();
        QTRY_COMPARE(f.transport.open, 1);
        delete job;
        QCOMPARE(f.transport.open, 0);
        QVERIFY(!told);
    }
};

QTEST_GUILESS_MAIN(TestGetJob)
#include "tst_getjob.moc"

#include "models/azure/auth/tokensource.h"
#include "tests/support/armfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace skybro;
using namespace skybro::azure;
using namespace skybro::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

struct Fixture
{
    QDateTime now = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
    FakeCredential *credential = new FakeCredential;
    TokenSource source{std::unique_ptr<Credential>(credential), [this] { return now; }};
    QObject owner;

    explicit Fixture(qint64 life = 3600)
    {
        credential->answer = [this, life](int number) {
            AccessToken token = FakeCredential::token(number);
            token.expiresAt = now.addSecs(life);
            return FakeCredential::Answer(token);
        };
    }
    QByteArray token()
    {
        const auto result = resultOf(source.token(&owner));
        return result ? result->secret->reveal() : QByteArray();
    }
};

} // namespace

class TestTokenSource : public QObject
{
    Q_OBJECT

private slots:
    void manyAskOnceIsAsked()
    {
        Fixture f;
        QSignalSpy signedIn(&f.source, &TokenSource::signedIn);
        int got = 0;
        for (int i = 0; i < 50; ++i) {
            TokenJob *job = f.source.token(&f.owner);
            job->then(this, [&](const Result<AccessToken> &token) {
                got += token && token->secret->reveal() == "token1";
            });
            job->start();
        }
        QTRY_COMPARE(got, 50);
        QCOMPARE(f.credential->asked, 1);
        QCOMPARE(f.token(), QByteArray("token1"));
        QCOMPARE(f.credential->asked, 1);
        QCOMPARE(signedIn.count(), 1);
    }

    void isRenewedAheadOfItsEnd_data()
    {
        QTest::addColumn<qint64>("life");
        QTest::addColumn<qint64>("kept");    // seconds after which it is still used
        QTest::addColumn<qint64>("renewed"); // seconds after which it is not
        QTest::newRow("an hour: five minutes ahead") << qint64(3600) << qint64(3299) << qint64(3300);
        QTest::newRow("ten minutes: one ahead") << qint64(600) << qint64(539) << qint64(540);
        QTest::newRow("a day: five minutes ahead") << qint64(86400) << qint64(86099) << qint64(86100);
    }
    void isRenewedAheadOfItsEnd()
    {
        QFETCH(qint64, life);
        QFETCH(qint64, kept);
        QFETCH(qint64, renewed);
        Fixture f(life);
        QCOMPARE(f.token(), QByteArray("token1"));
        f.now = f.now.addSecs(kept);
        QCOMPARE(f.token(), QByteArray("token1"));
        f.now = f.now.addSecs(renewed - kept);
        QCOMPARE(f.token(), QByteArray("token2"));
    }

    void aClockSetBackDoesNotMakeItEternal()
    {
        Fixture f;
        QCOMPARE(f.token(), QByteArray("token1"));
        f.now = f.now.addDays(-3);
        QCOMPARE(f.token(), QByteArray("token2"));
    }

    void aTokenThatSeemsExpiredIsStillHandedOut()
    {
        Fixture f(-100); // az's absolute time and a wrong clock here: let Azure decide
        QCOMPARE(f.token(), QByteArray("token1"));
        QCOMPARE(f.token(), QByteArray("token2"));
    }

    void aRefusedOneIsRenewedButOnlyThatOne()
    {
        Fixture f;
        const auto first = resultOf(f.source.token(&f.owner));
        QVERIFY(first);
        f.source.refused(*first);
        QCOMPARE(f.token(), QByteArray("token2"));
        f.source.refused(*first); // forty requests get their 401 for the old one, late
        QCOMPARE(f.token(), QByteArray("token2"));
        QCOMPARE(f.credential->asked, 2);
    }

    void failureIsToldToAllAndForgotten()
    {
        Fixture f;
        const auto good = f.credential->answer;
        f.credential->answer = [](int) {
            return FakeCredential::Answer(fail(ErrorKind::NotSignedIn, u"no"_s));
        };
        QSignalSpy failed(&f.source, &TokenSource::signInFailed);
        int errors = 0;
        for (int i = 0; i < 5; ++i) {
            TokenJob *job = f.source.token(&f.owner);
            job->then(this, [&](const Result<AccessToken> &token) { errors += !token; });
            job->start();
        }
        QTRY_COMPARE(errors, 5);
        QCOMPARE(f.credential->asked, 1);
        QCOMPARE(failed.count(), 1);
        f.credential->answer = good;
        QCOMPARE(f.token(), QByteArray("token2"));
    }

    void anOutageWhileTheOldOneIsGoodIsNoMatter()
    {
        Fixture f;
        QCOMPARE(f.token(), QByteArray("token1"));
        f.credential->answer = [](int) -> FakeCredential::Answer {
            Error error = makeError(ErrorKind::Network, u"no network"_s);
            error.retryable = true;
            return std::unexpected(error);
        };
        f.now = f.now.addSecs(3400);
        QCOMPARE(f.token(), QByteArray("token1"));
        f.now = f.now.addSecs(300);
        QVERIFY(f.token().isEmpty());
    }

    void cancellingOneLeavesTheOthers()
    {
        Fixture f;
        f.credential->answer = [](int) { return FakeCredential::Answer(); };
        QPointer<TokenJob> one = f.source.token(&f.owner);
        TokenJob *other = f.source.token(&f.owner);
        QSignalSpy otherFinished(other, &Job::finished);
        one->start();
        other->setDeadline(100ms);
        other->start();
        QTRY_COMPARE(f.credential->asked, 1);
        one->cancel();
        QTRY_VERIFY(!one);
        QCOMPARE(otherFinished.count(), 0);
        QVERIFY(otherFinished.wait(skybro::test::patienceMs)); // its own deadline ends it
    }

    void destructionOfSourceAndJobs()
    {
        auto f = std::make_unique<Fixture>();
        f->credential->answer = [](int) { return FakeCredential::Answer(); };
        QObject owner;
        TokenJob *destroyed = f->source.token(&owner);
        TokenJob *orphan = f->source.token(&owner);
        QPointer<TokenJob> late = f->source.token(&owner);
        destroyed->start();
        orphan->start();
        QTRY_COMPARE(f->credential->asked, 1);
        delete destroyed;
        f.reset();
        QSignalSpy finished(late, &Job::finished);
        late->start(); // after the source has gone
        QVERIFY(finished.wait(skybro::test::patienceMs));
        orphan->cancel();
    }
};

QTEST_GUILESS_MAIN(TestTokenSource)
#include "tst_tokensource.moc"

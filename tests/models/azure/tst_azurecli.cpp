#include "models/azure/auth/azurecli.h"
#include "tests/support/scriptedtransport.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace skybro;
using namespace skybro::azure;
using namespace skybro::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestAzureCli : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void asksAz()
    {
        AzureCliCredential credential(
            {.tenant = u"ten"_s,
             .subscription = u"sub"_s,
             .resource = u"https://r"_s,
             .program = program("echo \"$@\" > \"$0.args\"; cat; echo '{\"accessToken\":\"tok\","
                                "\"expires_on\":1900000000}'")});
        const auto token = resultOf(credential.requestToken(this));
        QVERIFY2(token, token ? "" : qPrintable(token.error().text));
        QCOMPARE(token->secret->reveal(), QByteArray("tok"));
        QCOMPARE(token->expiresAt.toSecsSinceEpoch(), 1900000000);
        QCOMPARE(
            readFile(u"az.args"_s).trimmed(),
            QByteArray("account get-access-token --output json --subscription sub --resource https://r"));
    }

    void asksByTenantWithoutASubscription()
    {
        AzureCliCredential credential({.tenant = u"ten"_s,
                                       .subscription = {},
                                       .resource = {},
                                       .program = program("echo \"$@\" > \"$0.args\"; echo '{}'")});
        QVERIFY(!resultOf(credential.requestToken(this)));
        QCOMPARE(readFile(u"az.args"_s).trimmed(),
                 QByteArray("account get-access-token --output json --tenant ten"));
    }

    void readsBothSortsOfExpiry()
    {
        const auto epoch = readAzureCliToken(
            R"({"accessToken":"t","expires_on":1900000000,"expiresOn":"2001-01-01 00:00:00.000000"})");
        QCOMPARE(epoch->expiresAt.toSecsSinceEpoch(), 1900000000);
        const QDateTime local(QDate(2026, 7, 1), QTime(12, 30, 15), Qt::LocalTime);
        const auto text =
            readAzureCliToken(R"({"accessToken":"t","expiresOn":"2026-07-01 12:30:15.123456"})");
        QVERIFY(text);
        QCOMPARE(text->expiresAt, local.toUTC());
        QCOMPARE(text->expiresAt.timeSpec(), Qt::UTC);
    }

    void refusesNonsense_data()
    {
        QTest::addColumn<QByteArray>("output");
        for (const char *output :
             {"", "hello", "[]", "{}", R"({"accessToken":""})", R"({"accessToken":"t"})",
              R"({"accessToken":"t","expiresOn":"soon"})", R"({"accessToken":7,"expires_on":1})"})
            QTest::newRow(*output ? output : "empty") << QByteArray(output);
    }
    void refusesNonsense()
    {
        QFETCH(QByteArray, output);
        const auto token = readAzureCliToken(output);
        QVERIFY(!token);
        QCOMPARE(token.error().kind, ErrorKind::Protocol);
    }

    void saysWhatToDo_data()
    {
        QTest::addColumn<QByteArray>("standardError");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("says");
        QTest::newRow("not signed in") << QByteArray("ERROR: Please run 'az login' to setup account.\n")
                                       << u"not-signed-in"_s << QString() << u"\"az login\""_s;
        QTest::newRow("expired")
            << QByteArray(
                   "ERROR: AADSTS700082: The refresh token has expired due to inactivity.\nTrace ID: x\n")
            << u"not-signed-in"_s << u"AADSTS700082"_s << u"expired"_s;
        QTest::newRow("new code") << QByteArray("ERROR: AADSTS12345: something") << u"not-signed-in"_s
                                  << u"AADSTS12345"_s << u"az login"_s;
        QTest::newRow("subscription")
            << QByteArray("ERROR: Subscription 'x' not found. Check the spelling and casing and try again.")
            << u"not-signed-in"_s << QString() << u"subscription"_s;
        QTest::newRow("no network")
            << QByteArray("ERROR: HTTPSConnectionPool(host='login'): Max retries exceeded with url: /")
            << u"network"_s << QString() << u"network"_s;
        QTest::newRow("other") << QByteArray("Traceback\nERROR: The sky fell.\n") << u"not-signed-in"_s
                               << QString() << u"The sky fell."_s;
        QTest::newRow("silent") << QByteArray() << u"not-signed-in"_s << QString() << u"exit code 3"_s;
    }
    void saysWhatToDo()
    {
        QFETCH(QByteArray, standardError);
        QFETCH(QString, kind);
        QFETCH(QString, code);
        QFETCH(QString, says);
        const Error error = azureCliError(standardError, 3);
        QCOMPARE(toWord(error.kind), kind);
        QCOMPARE(error.code, code);
        QVERIFY2(error.text.contains(says), qPrintable(error.text));
    }

    void failureOfTheProgram()
    {
        AzureCliCredential credential(
            {.tenant = {},
             .subscription = {},
             .resource = {},
             .program = program("echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1")});
        const auto token = resultOf(credential.requestToken(this));
        QVERIFY(!token);
        QCOMPARE(token.error().kind, ErrorKind::NotSignedIn);
        QVERIFY(token.error().text.contains(u"az login"_s));
    }

    void noSuchProgram()
    {
        AzureCliCredential credential(
            {.tenant = {}, .subscription = {}, .resource = {}, .program = u"/no/such/az"_s});
        const auto token = resultOf(credential.requestToken(this));
        QVERIFY(!token);
        QCOMPARE(token.error().kind, ErrorKind::NotSignedIn);
        QVERIFY(token.error().text.contains(u"/no/such/az"_s));
    }

    void cancelDeadlineAndDestructionKillIt_data()
    {
        QTest::addColumn<QString>("way");
        for (const QString &way : {u"cancel"_s, u"deadline"_s, u"destruction"_s})
            QTest::newRow(qPrintable(way)) << way;
    }
    void cancelDeadlineAndDestructionKillIt()
    {
        QFETCH(QString, way);
        AzureCliCredential credential({.tenant = {},
                                       .subscription = {},
                                       .resource = {},
                                       .program = program("echo $$ > \"$0.pid\"; exec sleep 100")});
        QPointer<TokenJob> job = credential.requestToken(this);
        QSignalSpy finished(job, &Job::finished);
        if (way == u"deadline")
            job->setDeadline(500ms);
        job->start();
        QTRY_VERIFY(!readFile(u"az.pid"_s).trimmed().isEmpty() || !job);
        const QString process = u"/proc/"_s + QString::fromLatin1(readFile(u"az.pid"_s).trimmed());
        if (way == u"cancel")
            job->cancel();
        else if (way == u"destruction")
            delete job;
        QTRY_VERIFY(!job);
        QCOMPARE(finished.count(), way == u"destruction" ? 0 : 1);
        QTRY_VERIFY(!QFile::exists(process));
    }

private:
    /// A program called "az" that does this.
    QString program(const QByteArray &script)
    {
        const QString path = m_folder->filePath(u"az"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write("#!/bin/sh\n" + script + "\n");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }
    QByteArray readFile(const QString &name)
    {
        QFile file(m_folder->filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestAzureCli)
#include "tst_azurecli.moc"

#include "models/ssh/knownhosts.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace skybro;
using namespace skybro::ssh;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *typeA = "ssh-ed25519";

/// A key blob of a type, told apart by one letter.
QByteArray blob(const QByteArray &type, char letter)
{
    const auto length = [](qsizetype n) { return QByteArray("\0\0\0", 3) + static_cast<char>(n); };
    return length(type.size()) + type + length(32) + QByteArray(32, letter);
}

QByteArray line(const QByteArray &names, const QByteArray &type, char letter)
{
    return names + ' ' + type + ' ' + blob(type, letter).toBase64() + " comment here\n";
}

KnownHosts hosts(const QByteArray &text)
{
    KnownHosts known;
    known.add(text, u"known_hosts"_s);
    return known;
}

} // namespace

using State = HostKeyVerdict::State;
Q_DECLARE_METATYPE(HostKeyVerdict::State)

class TestKnownHosts : public QObject
{
    Q_OBJECT

private slots:
    void checks_data();
    void checks();
    void saysWhereTheOtherKeyIs();
    void readsWhatSshKeygenHashes();
    void writesWhatSshKeygenFinds_data();
    void writesWhatSshKeygenFinds();
    void tellsTheTypes();
    void keepsALineWithoutEnd();
    void makesFileAndFolder();
    void tellsWhenItCanNotWrite();
};

void TestKnownHosts::checks_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("name");
    QTest::addColumn<State>("state");
    const QByteArray good = line("node1", typeA, 'a');
    QTest::newRow("empty") << QByteArray() << u"node1"_s << State::Unknown;
    QTest::newRow("known") << good << u"node1"_s << State::Known;
    QTest::newRow("known in other case") << good << u"NODE1"_s << State::Known;
    QTest::newRow("other host") << good << u"node10"_s << State::Unknown;
    QTest::newRow("one of several names")
        << line("x,node1,10.0.0.1", typeA, 'a') << u"node1"_s << State::Known;
    QTest::newRow("pattern") << line("node*", typeA, 'a') << u"node1"_s << State::Known;
    QTest::newRow("negated") << line("node*,!node1", typeA, 'a') << u"node1"_s << State::Unknown;
    QTest::newRow("changed") << line("node1", typeA, 'b') << u"node1"_s << State::Changed;
    QTest::newRow("changed beside known") << line("node1", typeA, 'b') + good << u"node1"_s << State::Known;
    QTest::newRow("other type only") << line("node1", "ecdsa-sha2-nistp256", 'b') << u"node1"_s
                                     << State::Changed;
    QTest::newRow("revoked") << "@revoked " + good << u"node1"_s << State::Revoked;
    QTest::newRow("revoked wins") << good + "@revoked " + line("*", typeA, 'a') << u"node1"_s
                                  << State::Revoked;
    QTest::newRow("another key revoked")
        << "@revoked " + line("*", typeA, 'b') << u"node1"_s << State::Unknown;
    QTest::newRow("authority is no host key") << "@cert-authority " + good << u"node1"_s << State::Unknown;
    QTest::newRow("unknown marker") << "@future " + good << u"node1"_s << State::Unknown;
    QTest::newRow("comment") << '#' + good << u"node1"_s << State::Unknown;
    QTest::newRow("tabs and spaces") << "\t node1 \t" + line("", typeA, 'a').trimmed() + "\r\n"
                                     << u"node1"_s << State::Known;
    QTest::newRow("broken base64") << QByteArray("node1 ssh-ed25519 AAAA!\n") << u"node1"_s << State::Unknown;
    QTest::newRow("type that lies") << "node1 ssh-rsa " + blob(typeA, 'a').toBase64() + '\n'
                                    << u"node1"_s << State::Unknown;
    QTest::newRow("with port") << line("[node1]:2222", typeA, 'a') << u"[node1]:2222"_s << State::Known;
    QTest::newRow("other port") << line("[node1]:2222", typeA, 'a') << u"[node1]:2223"_s << State::Unknown;
    QTest::newRow("port is not the bare name")
        << line("[node1]:2222", typeA, 'a') << u"node1"_s << State::Unknown;
    QTest::newRow("bare name vouches") << good << u"[node1]:2222"_s << State::Known;
    QTest::newRow("bare name does not contradict")
        << line("node1", typeA, 'b') << u"[node1]:2222"_s << State::Unknown;
    QTest::newRow("bare name does not heal")
        << line("[node1]:2222", typeA, 'b') + good << u"[node1]:2222"_s << State::Changed;
    QTest::newRow("bare name revokes")
        << line("[node1]:2222", typeA, 'a') + "@revoked " + good << u"[node1]:2222"_s << State::Revoked;
    QTest::newRow("garbage") << QByteArray("\x00\xff|1|@ \n|1|a|b c d\n@revoked\n", 22) << u"node1"_s
                             << State::Unknown;
}

void TestKnownHosts::checks()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, name);
    QTEST(hosts(text).check(name, blob(typeA, 'a')).state, "state");
}

void TestKnownHosts::saysWhereTheOtherKeyIs()
{
    const KnownHosts known =
        hosts("# first\n" + line("node1", "ecdsa-sha2-nistp256", 'c') + line("node1", typeA, 'b'));
    const HostKeyVerdict verdict = known.check(u"node1"_s, blob(typeA, 'a'));
    QCOMPARE(verdict.state, State::Changed);
    QCOMPARE(verdict.file, u"known_hosts"_s);
    QCOMPARE(verdict.line, 3); // of the same type
    QCOMPARE(verdict.recordedType, QString::fromLatin1(typeA));
    QCOMPARE(verdict.recordedFingerprint, fingerprint(blob(typeA, 'b')));
}

void TestKnownHosts::readsWhatSshKeygenHashes()
{
    const QString keygen = QStandardPaths::findExecutable(u"ssh-keygen"_s);
    if (keygen.isEmpty())
        QSKIP("ssh-keygen is absent: install openssh-client");
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"known_hosts"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(line("node1,10.0.0.1", typeA, 'a') + line("[node2]:2222", typeA, 'b'));
    file.close();
    QCOMPARE(QProcess::execute(keygen, {u"-q"_s, u"-H"_s, u"-f"_s, file.fileName()}), 0);
    const KnownHosts known = KnownHosts::load({file.fileName(), folder.filePath(u"absent"_s)});
    QVERIFY(known.size() >= 2);
    QCOMPARE(known.check(u"node1"_s, blob(typeA, 'a')).state, State::Known);
    QCOMPARE(known.check(u"10.0.0.1"_s, blob(typeA, 'a')).state, State::Known);
    QCOMPARE(known.check(u"[node2]:2222"_s, blob(typeA, 'b')).state, State::Known);
    QCOMPARE(known.check(u"node3"_s, blob(typeA, 'a')).state, State::Unknown);
    QCOMPARE(known.check(u"node1"_s, blob(typeA, 'b')).state, State::Changed);
}

void TestKnownHosts::writesWhatSshKeygenFinds_data()
{
    QTest::addColumn<bool>("hashed");
    QTest::newRow("plain") << false;
    QTest::newRow("hashed") << true;
}

void TestKnownHosts::writesWhatSshKeygenFinds()
{
    QFETCH(bool, hashed);
    const QString keygen = QStandardPaths::findExecutable(u"ssh-keygen"_s);
    if (keygen.isEmpty())
        QSKIP("ssh-keygen is absent: install openssh-client");
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"known_hosts"_s);
    QVERIFY(KnownHosts::append(file, u"[Node1]:2222"_s, typeA, blob(typeA, 'a'), hashed));
    QCOMPARE(KnownHosts::load({file}).check(u"[node1]:2222"_s, blob(typeA, 'a')).state, State::Known);
    QProcess find;
    find.start(keygen, {u"-F"_s, u"[node1]:2222"_s, u"-f"_s, file});
    QVERIFY(find.waitForFinished());
    QCOMPARE(find.exitCode(), 0);
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll().contains("node1"), !hashed);
}

void TestKnownHosts::tellsTheTypes()
{
    const KnownHosts known = hosts(
        line("node1", typeA, 'a') + line("node1", "ssh-rsa", 'a') + line("node1", typeA, 'b') + "@revoked " +
        line("node1", "ecdsa-sha2-nistp256", 'a') + line("node2", "ecdsa-sha2-nistp384", 'a'));
    QCOMPARE(known.keyTypes(u"Node1"_s), QList<QByteArray>({typeA, "ssh-rsa"}));
}

void TestKnownHosts::keepsALineWithoutEnd()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"known_hosts"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(line("node1", typeA, 'a').trimmed());
    file.close();
    QVERIFY(KnownHosts::append(file.fileName(), u"node2"_s, typeA, blob(typeA, 'b'), false));
    const KnownHosts known = KnownHosts::load({file.fileName()});
    QCOMPARE(known.check(u"node1"_s, blob(typeA, 'a')).state, State::Known);
    QCOMPARE(known.check(u"node2"_s, blob(typeA, 'b')).state, State::Known);
}

void TestKnownHosts::makesFileAndFolder()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"home/.ssh/known_hosts"_s);
    QVERIFY(KnownHosts::append(file, u"node1"_s, typeA, blob(typeA, 'a'), false));
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(file) & others));
    QVERIFY(!(QFile::permissions(QFileInfo(file).absolutePath()) & others));
}

void TestKnownHosts::tellsWhenItCanNotWrite()
{
    const QTemporaryDir folder;
    const Result<void> kept = KnownHosts::append(folder.path(), u"node1"_s, typeA, blob(typeA, 'a'), false);
    QVERIFY(!kept);
    QVERIFY(kept.error().text.contains(folder.path()));
}

QTEST_GUILESS_MAIN(TestKnownHosts)
#include "tst_knownhosts.moc"

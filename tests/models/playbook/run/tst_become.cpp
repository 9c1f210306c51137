#include "models/playbook/run/locallink.h"
#include "models/ssh/sshfault.h"
#include "sshlinkfixture.h"
#include "tests/support/throwawayroot.h"

#include <unistd.h>

using namespace skybro;
using namespace skybro::playbook;
using namespace skybro::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto password = "sesame, open 'up'";

/// Users with all sorts of shells and rights; each shell has start files that print banners.
const QString setUp = uR"(
hash=$(openssl passwd -5 "sesame, open 'up'")
user() {
    echo "$1:x:$2:$2::/home/$1:$3" >>/etc/passwd
    echo "$1:x:$2:" >>/etc/group
    echo "$1:$hash:19000:0:99999:7:::" >>/etc/shadow
    mkdir -p /home/$1/.config/fish
    echo "echo BANNER of bash; echo BANNER >&2" >/home/$1/.bashrc
    printf "echo BANNER of csh\nset noclobber\nalias echo false\n" >/home/$1/.cshrc
    echo "echo BANNER of fish; echo BANNER >&2" >/home/$1/.config/fish/config.fish
    chown -R $1:$1 /home/$1
}
user ash 2001 /bin/dash
user bash 2002 /bin/bash
user csh 2003 /usr/bin/tcsh
user fish 2004 /usr/bin/fish
user closed 2005 /usr/sbin/nologin
user stranger 2006 /bin/sh
cat >/etc/sudoers.d/test <<EOF
ash,csh,fish ALL=(ALL:ALL) NOPASSWD: ALL
bash,closed ALL=(ALL:ALL) ALL
Defaults:csh requiretty
EOF
chmod 440 /etc/sudoers.d/test
mkdir -p /run/sshd
)"_s;

LinkTarget as(const QString &user, const QString &method = u"sudo"_s, const QString &become = u"root"_s)
{
    LinkTarget target = SshLinks::target(user);
    target.become = true;
    target.becomeMethod = method;
    target.becomeUser = become;
    return target;
}

LinkTarget with(LinkTarget target, const QByteArray &given = password)
{
    target.becomePassword = std::make_shared<const Secret>(QByteArray(given));
    return target;
}

} // namespace

class TestBecome : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!SshServer::isInstalled())
            QSKIP("sshd is absent: install openssh-server");
        if (::getuid() != 0)
            QSKIP("other users' shells need root");
        for (const QString &program : {u"/usr/bin/sudo"_s, u"/usr/bin/tcsh"_s, u"/usr/bin/fish"_s}) {
            if (!QFile::exists(program))
                QSKIP(qPrintable(u"%1 is absent: install it"_s.arg(program)));
        }
        m_root = ThrowawayRoot::create(setUp);
        if (!m_root)
            QSKIP("this machine allows no overlay in a mount namespace");
        // PAM, or sshd would not look at NOLOGIN shells and limits as it does in life. HOME is each user's.
        m_server = SshServer::start({.configuration = "SetEnv IN_TEST=yes\n", .wrapper = m_root->wrapper()});
        QVERIFY(m_server);
        // Every user must be able to read who is let in.
        QVERIFY(QFile::setPermissions(m_server->folder.path(), QFile::ReadOwner | QFile::WriteOwner |
                                                                   QFile::ExeOwner | QFile::ReadOther |
                                                                   QFile::ExeOther | QFile::ReadGroup |
                                                                   QFile::ExeGroup));
        m_links = std::make_unique<SshLinks>(*m_server);
    }

    void everyLoginShellWillDo_data()
    {
        QTest::addColumn<QString>("user");
        for (const char *user : {"ash", "bash", "csh", "fish"})
            QTest::newRow(user) << QString::fromLatin1(user);
    }
    void everyLoginShellWillDo()
    {
        QFETCH(QString, user);
        const auto link = m_links->open(user);
        COMPARE_RUN(test::run(*link, "id -un; pwd; x=\"it's\"; printf %s \"$x\""),
                    user.toLatin1() + "\n/home/" + user.toLatin1() + "\nit's");
        COMPARE_RUN(test::run(*link, "cat", "a\nb"), "a\nb");
        QVERIFY(test::run(*link, "cat", everyByte(200'000))->out == everyByte(200'000));
        const auto raw = test::run(*link, {.text = "id -un", .input = {}, .isRaw = true});
        QVERIFY(raw->out.endsWith(user.toLatin1() + '\n')); // the banner before it is raw's lot
        const auto result = test::run(*link, "echo $$; exit 3");
        QCOMPARE(result->exitCode, 3);
    }

    void anAccountWithoutShellIsUnreachable()
    {
        for (const LinkTarget &target : {SshLinks::target(u"closed"_s), with(as(u"closed"_s))}) {
            const auto result = test::run(*m_links->factory->open(target), "true");
            QVERIFY(!result);
            QVERIFY(ssh::isUnreachable(result.error()));
            QVERIFY2(result.error().text.contains(u"not available"), qPrintable(result.error().text));
        }
    }

    void becoming_data()
    {
        QTest::addColumn<LinkTarget>("target");
        QTest::addColumn<QByteArray>("user");
        QTest::newRow("sudo, no password asked") << as(u"ash"_s) << QByteArray("root");
        QTest::newRow("sudo, one given though none is asked") << with(as(u"ash"_s)) << QByteArray("root");
        QTest::newRow("sudo with password") << with(as(u"bash"_s)) << QByteArray("root");
        QTest::newRow("sudo from fish") << as(u"fish"_s) << QByteArray("root");
        QTest::newRow("sudo to another") << as(u"ash"_s, u"sudo"_s, u"bash"_s) << QByteArray("bash");
        QTest::newRow("sudo to one without shell")
            << as(u"ash"_s, u"sudo"_s, u"closed"_s) << QByteArray("closed");
        QTest::newRow("su with password") << with(as(u"ash"_s, u"su"_s, u"bash"_s)) << QByteArray("bash");
        QTest::newRow("su to csh") << with(as(u"ash"_s, u"su"_s, u"csh"_s)) << QByteArray("csh");
        QTest::newRow("su to fish from csh") << with(as(u"csh"_s, u"su"_s, u"fish"_s)) << QByteArray("fish");
        QTest::newRow("su by root") << as(u"root"_s, u"su"_s, u"bash"_s) << QByteArray("bash");
        LinkTarget flags = with(as(u"bash"_s));
        flags.becomeFlags = u"-n -H"_s; // of which -n can not be meant
        QTest::newRow("flags") << flags << QByteArray("root");
        flags = as(u"root"_s, u"su"_s, u"bash"_s);
        flags.becomeFlags = u"-l"_s;
        QTest::newRow("flags of su") << flags << QByteArray("bash");
    }
    void becoming()
    {
        QFETCH(LinkTarget, target);
        QFETCH(QByteArray, user);
        const auto link = m_links->factory->open(target);
        COMPARE_RUN(test::run(*link, "id -un; echo ${LC_ALL-unset}"), user + "\nunset\n");
        COMPARE_RUN(test::run(*link, "cat; command -v put", "x"), "xput\n");
        const auto large = test::run(*link, "id -un; cat", everyByte(100'000));
        QVERIFY2(large, large ? "" : qPrintable(large.error().text));
        QVERIFY(large->out == user + '\n' + everyByte(100'000));
        const auto raw = test::run(*link, {.text = "id -un; cat; exit 3", .input = "typed", .isRaw = true});
        QVERIFY2(raw, raw ? "" : qPrintable(raw.error().text));
        QCOMPARE(raw->out, user + "\ntyped");
        QCOMPARE(raw->exitCode, 3);
    }

    void refusals_data()
    {
        QTest::addColumn<LinkTarget>("target");
        QTest::addColumn<QString>("text");
        QTest::newRow("sudo, none given") << as(u"bash"_s) << u"Missing sudo password"_s;
        LinkTarget asked = as(u"bash"_s);
        asked.becomeFlags = u"-S"_s;
        QTest::newRow("sudo that may ask, none given") << asked << u"Missing sudo password"_s;
        QTest::newRow("sudo, a wrong one") << with(as(u"bash"_s), "wrong") << u"Incorrect sudo password"_s;
        QTest::newRow("sudo, not in sudoers") << with(as(u"stranger"_s)) << u"sudoers"_s;
        QTest::newRow("sudo, a terminal is wanted") << as(u"csh"_s) << u"tty"_s;
        QTest::newRow("sudo, no such user") << as(u"ash"_s, u"sudo"_s, u"nobody-such"_s) << u"nobody-such"_s;
        QTest::newRow("su, none given") << as(u"ash"_s, u"su"_s, u"bash"_s) << u"Missing su password"_s;
        QTest::newRow("su, a wrong one")
            << with(as(u"ash"_s, u"su"_s, u"bash"_s), "wrong") << u"Incorrect su password"_s;
        QTest::newRow("su, no such user") << as(u"root"_s, u"su"_s, u"nobody-such"_s) << u"nobody-such"_s;
        QTest::newRow("no such method") << as(u"ash"_s, u"doas"_s) << u"doas"_s;
    }
    void refusals()
    {
        QFETCH(LinkTarget, target);
        QFETCH(QString, text);
        const auto link = m_links->factory->open(target);
        for (int i = 0; i < 2; ++i) { // each script tries anew
            const auto result = test::run(*link, "id -un");
            QVERIFY(!result);
            QVERIFY2(result.error().text.contains(text), qPrintable(result.error().text));
            QVERIFY(!result.error().text.contains(u"sesame"));
            QVERIFY(!ssh::isUnreachable(result.error()));
        }
        COMPARE_RUN(test::run(*m_links->open(u"ash"_s), "echo fine"), "fine\n");
    }

    /// Neither by a shell that is kept nor by what sudo remembers.
    void aWrongPasswordIsRefusedAfterARightOne()
    {
        const LinkTarget right = with(as(u"bash"_s));
        const LinkTarget wrong = with(as(u"bash"_s), "nonsense");
        QVERIFY(right.key() != wrong.key());
        QCOMPARE(right.key(), with(as(u"bash"_s)).key());
        QVERIFY(!right.key().contains(QString::fromUtf8(password)));
        COMPARE_RUN(test::run(*m_links->factory->open(right), "id -un"), "root\n");
        const auto refused = test::run(*m_links->factory->open(wrong), "id -un");
        QVERIFY(!refused);
        QVERIFY2(refused.error().text.contains(u"Incorrect sudo password"_s),
                 qPrintable(refused.error().text));
    }

    void passwordsAreInNoArgumentAndNoEnvironment()
    {
        const auto link = m_links->factory->open(with(as(u"bash"_s)));
        const auto raw = m_links->factory->open(with(as(u"bash"_s)));
        const QByteArray look =
            "for f in /proc/[0-9]*/cmdline /proc/[0-9]*/environ; do tr '\\0' ' ' <$f; done "
            "2>/dev/null | grep -c 'ses[a]me, open'";
        QCOMPARE(test::run(*link, look)->out, "0\n");
        QCOMPARE(test::run(*raw, {.text = look, .input = {}, .isRaw = true})->out, "0\n");
    }

    void theDeadlineEndsWhatRunsAsRoot_data()
    {
        QTest::addColumn<bool>("pty");
        QTest::newRow("sudo in a terminal of its own, as Debian has it") << true;
        QTest::newRow("sudo without") << false;
    }
    void theDeadlineEndsWhatRunsAsRoot()
    {
        QFETCH(bool, pty);
        const auto link = m_links->factory->open(with(as(u"bash"_s)));
        COMPARE_RUN(test::run(*link, pty ? "sed -i 's/.*use_pty.*/Defaults use_pty/' /etc/sudoers"
                                         : "sed -i 's/.*use_pty.*/Defaults !use_pty/' /etc/sudoers"),
                    "");
        link->reset();
        const auto result = test::run(*link, {.text = "sleep 1000 & echo $! "
                                                      ">" +
                                                      m_server->file("pid").toLocal8Bit() + "; wait",
                                              .input = {},
                                              .deadline = std::chrono::seconds(6)});
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::TimedOut);
        const qint64 pid = m_server->read("pid").trimmed().toLongLong();
        QVERIFY(pid > 0);
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(pid), 30'000);
    }

private:
    std::unique_ptr<ThrowawayRoot> m_root;
    std::unique_ptr<SshServer> m_server;
    std::unique_ptr<SshLinks> m_links;
};

QTEST_GUILESS_MAIN(TestBecome)
#include "tst_become.moc"

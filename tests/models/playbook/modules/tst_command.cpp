#include "tests/support/nodeshell.h"

#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro;
using namespace skybro::playbook;

/// Modules that need no file of ours, by every shell that a node may have as sh.
class CommandTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void command();
    void commandFails();
    void commandKnowsNoFunctions();
    void shell();
    void standardInput();
    void binaryOutput();
    void createsAndRemoves();
    void checkMode();
    void backgroundChildHoldsNothing();
    void environment();
    void ping();
    void raw();
    void controllerModules();

private:
    static tests::NodeShell node()
    {
        QFETCH_GLOBAL(QStringList, command);
        return tests::NodeShell(command);
    }
};

void CommandTest::initTestCase_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::newRow("sh") << QStringList{u"sh"_s};
    for (const QStringList &shell :
         {QStringList{u"dash"_s}, QStringList{u"bash"_s, u"--posix"_s}, QStringList{u"busybox"_s, u"sh"_s}}) {
        if (!QStandardPaths::findExecutable(shell[0]).isEmpty())
            QTest::newRow(qPrintable(shell[0])) << shell;
    }
}

void CommandTest::command()
{
    const TaskResult result = node().run(u"command"_s, u"printf 'a b\\n%s\\n\\n' \"c  $HOME\""_s);
    QVERIFY2(!result.failed, qPrintable(result.msg));
    QVERIFY(result.changed);
    QCOMPARE(result.fields.value(u"rc"_s), Value(0));
    QCOMPARE(result.fields.value(u"stdout"_s).toText(), u"a b\nc  "_s + qEnvironmentVariable("HOME"));
    QCOMPARE(result.fields.value(u"stdout_lines"_s).list().size(), 2);
    QCOMPARE(result.fields.value(u"stderr"_s).toText(), QString());
    QCOMPARE(result.fields.value(u"cmd"_s).list().size(), 3);
    static const QRegularExpression time(uR"(^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$)"_s);
    QVERIFY(time.match(result.fields.value(u"start"_s).toText()).hasMatch());
    QVERIFY(time.match(result.fields.value(u"end"_s).toText()).hasMatch());
    static const QRegularExpression delta(uR"(^0:00:\d\d\.\d{6}$)"_s);
    QVERIFY2(delta.match(result.fields.value(u"delta"_s).toText()).hasMatch(),
             qPrintable(result.fields.value(u"delta"_s).toText()));
}

void CommandTest::commandFails()
{
    TaskResult result = node().run(u"command"_s, u"ls /no/such/place"_s);
    QVERIFY(result.failed);
    QCOMPARE(result.msg, u"non-zero return code"_s);
    QVERIFY(result.fields.value(u"rc"_s).toInt() > 0);
    QVERIFY(!result.fields.value(u"stderr"_s).toText().isEmpty());
    result = node().run(u"command"_s, u"no-such-command x"_s);
    QVERIFY(result.failed);
    QCOMPARE(result.msg, u"[Errno 2] No such file or directory: b'no-such-command'"_s);
    QCOMPARE(result.fields.value(u"rc"_s), Value(2));
    result = node().run(u"command"_s, u"pwd chdir=/no/such/place"_s);
    QVERIFY(result.msg.startsWith(u"Unable to change directory before execution"_s));
    result = node().run(u"command"_s, Value());
    QCOMPARE(result.msg, u"no command given"_s);
    QCOMPARE(result.fields.value(u"rc"_s), Value(256));
}

void CommandTest::commandKnowsNoFunctions()
{
    // `put` and `changed` are functions of the prelude, `set` is a builtin of the shell: none is a command.
    for (const QString &name : {u"changed"_s, u"set"_s})
        QCOMPARE(node().run(u"command"_s, name).fields.value(u"rc"_s), Value(2));
    QCOMPARE(node().run(u"command"_s, u"echo a\\\\nb"_s).fields.value(u"stdout"_s).toText(), u"a\\nb"_s);
}

void CommandTest::shell()
{
    const TaskResult result =
        node().run(u"shell"_s, u"echo out; echo err >&2; cd / && pwd | tr / x; exit 3"_s);
    QVERIFY(result.failed);
    QCOMPARE(result.fields.value(u"rc"_s), Value(3));
    QCOMPARE(result.fields.value(u"stdout"_s).toText(), u"out\nx"_s);
    QCOMPARE(result.fields.value(u"stderr"_s).toText(), u"err"_s);
    QVERIFY(result.fields.value(u"cmd"_s).isString());
    const TaskResult bash =
        node().run(u"shell"_s, Value(Dict{{u"_raw_params"_s, u"echo ${BASH_VERSION:+bash}"_s},
                                          {u"executable"_s, u"/bin/bash"_s},
                                          {u"chdir"_s, u"/tmp"_s}}));
    QCOMPARE(bash.fields.value(u"stdout"_s).toText(), u"bash"_s);
}

void CommandTest::standardInput()
{
    const QString big = QString(100'000, u'x') + u"'\"\\ø"_s;
    for (const QString &text : {u"a\nb"_s, big}) {
        const TaskResult result =
            node().run(u"command"_s, Value(Dict{{u"argv"_s, QStringList{u"cat"_s}}, {u"stdin"_s, text}}));
        QCOMPARE(result.fields.value(u"stdout"_s).toText(), text);
    }
}

void CommandTest::binaryOutput()
{
    const TaskResult result = node().run(u"shell"_s, u"printf 'a\\000b\\377\\036\\033'"_s);
    QCOMPARE(result.fields.value(u"stdout"_s).toText(), u"a"_s + QChar(0) + u"b\uFFFD\u001e\u001b"_s);
}

void CommandTest::createsAndRemoves()
{
    QTemporaryDir folder;
    QVERIFY(QFile(folder.filePath(u"a b"_s)).open(QIODevice::WriteOnly));
    const auto run = [&](const QString &option, const QString &pattern) {
        return node().run(u"command"_s,
                          Value(Dict{{u"cmd"_s, u"echo x"_s}, {option, folder.filePath(pattern)}}));
    };
    for (const QString &pattern : {u"a b"_s, u"a*"_s}) {
        const TaskResult skipped = run(u"creates"_s, pattern);
        QVERIFY(!skipped.changed && !skipped.failed);
        QCOMPARE(skipped.msg, u"Did not run command since '%1' exists"_s.arg(folder.filePath(pattern)));
        QVERIFY(run(u"removes"_s, pattern).changed);
    }
    QVERIFY(run(u"creates"_s, u"b*"_s).changed);
    QVERIFY(!run(u"removes"_s, u"b*"_s).changed);
}

void CommandTest::checkMode()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"x"_s);
    const TaskResult skipped = node().run(u"command"_s, Value(u"touch "_s + path), true);
    QVERIFY(skipped.skipped && !skipped.changed && !skipped.failed);
    const TaskResult would = node().run(u"command"_s, Value(u"touch %1 creates=%1"_s.arg(path)), true);
    QVERIFY(!would.skipped && would.changed);
    QVERIFY(!QFile::exists(path));
}

void CommandTest::backgroundChildHoldsNothing()
{
    const TaskResult result = node().run(u"shell"_s, u"sleep 300 & echo $!"_s);
    QVERIFY(!result.failed);
    QProcess::execute(u"kill"_s, {result.fields.value(u"stdout"_s).toText()});
}

void CommandTest::environment()
{
    const TaskResult result =
        node().run(u"shell"_s, u"echo \"$A|$LC_ALL\""_s, false, false, {{u"A"_s, u"it's"_s}});
    QCOMPARE(result.fields.value(u"stdout"_s).toText(), u"it's|"_s + qEnvironmentVariable("LC_ALL"));
}

void CommandTest::ping()
{
    QCOMPARE(node().run(u"ping"_s, Value()).fields.value(u"ping"_s).toText(), u"pong"_s);
}

void CommandTest::raw()
{
    const TaskResult result = node().run(u"raw"_s, u"echo a; exit 4"_s);
    QVERIFY(result.failed && result.changed);
    QCOMPARE(result.fields.value(u"rc"_s), Value(4));
    QCOMPARE(result.fields.value(u"stdout_lines"_s), Value(QStringList{u"a"_s}));
}

void CommandTest::controllerModules()
{
    tests::NodeShell shell = node();
    tests::FakeController controller;
    controller.variables = {{u"yes_it_is"_s, true}, {u"no"_s, false}};
    shell.controller = &controller;
    QCOMPARE(shell.run(u"debug"_s, u"msg=hello"_s).fields.value(u"msg"_s).toText(), u"hello"_s);
    QCOMPARE(shell.run(u"debug"_s, u"var=no"_s).fields.value(u"no"_s), Value(false));
    QCOMPARE(shell.run(u"debug"_s, u"var=gone"_s).fields.value(u"gone"_s).toText(),
             u"VARIABLE IS NOT DEFINED!"_s);
    QCOMPARE(shell.run(u"fail"_s, u"msg='no way'"_s).msg, u"no way"_s);
    QVERIFY(!shell.run(u"assert"_s, Value(Dict{{u"that"_s, QStringList{u"yes_it_is"_s}}})).failed);
    const TaskResult failed = shell.run(
        u"assert"_s, Value(Dict{{u"that"_s, QStringList{u"yes_it_is"_s, u"no"_s}}, {u"msg"_s, u"oh"_s}}));
    QVERIFY(failed.failed);
    QCOMPARE(failed.msg, u"oh"_s);
    QCOMPARE(failed.fields.value(u"assertion"_s).toText(), u"no"_s);
    const TaskResult facts = shell.run(u"set_fact"_s, Value(Dict{{u"a"_s, u"yes"_s}, {u"b"_s, 1}}));
    QCOMPARE(facts.fields.value(u"ansible_facts"_s), Value(Dict{{u"a"_s, true}, {u"b"_s, 1}}));
    QVERIFY(shell.run(u"set_fact"_s, Value(Dict{{u"a-b"_s, 1}})).failed);
    QCOMPARE(shell.roundTrips, 0);
}

QTEST_GUILESS_MAIN(CommandTest)
#include "tst_command.moc"

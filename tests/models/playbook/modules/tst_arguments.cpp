#include "models/playbook/modules/script.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro;
using namespace skybro::playbook;

class ArgumentsTest : public QObject
{
    Q_OBJECT

private slots:
    void keyValues_data();
    void keyValues();
    void typesAndAliases();
    void mode_data();
    void mode();
    void refuses_data();
    void refuses();
    void lints();
    void tableIsWhole();
    void words_data();
    void words();
    void reportSurvivesNoise();
};

void ArgumentsTest::keyValues_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("freeForm");
    QTest::addColumn<QString>("json");
    QTest::newRow("plain") << u"src=a dest=/b"_s << false << uR"({"src": "a", "dest": "/b"})"_s;
    QTest::newRow("quoted") << u"line='a b=c' x=\"y z\""_s << false << uR"({"line": "a b=c", "x": "y z"})"_s;
    QTest::newRow("template") << u"name={{ a + ' b' }} x=1"_s << false
                              << uR"({"name": "{{ a + ' b' }}", "x": "1"})"_s;
    QTest::newRow("free form") << u"ls -l a=b chdir=/tmp"_s << true
                               << uR"({"chdir": "/tmp", "_raw_params": "ls -l a=b"})"_s;
    QTest::newRow("lines stay") << u"echo a\n  echo  b"_s << true
                                << uR"({"_raw_params": "echo a\n  echo  b"})"_s;
    QTest::newRow("escapes") << uR"(block="a\nb\t\x41" mode=0644)"_s << false
                             << uR"({"block": "a\nb\tA", "mode": "0644"})"_s;
    QTest::newRow("quotes stay") << u"echo 'creates=x'  y"_s << true
                                 << uR"({"_raw_params": "echo 'creates=x'  y"})"_s;
}

void ArgumentsTest::keyValues()
{
    QFETCH(QString, text);
    QFETCH(bool, freeForm);
    QFETCH(QString, json);
    QCOMPARE(QString::fromUtf8(Value(splitKeyValues(text, freeForm)).toJson()), json);
}

void ArgumentsTest::typesAndAliases()
{
    const auto call = makeCall(
        *findModule(u"ansible.builtin.file"_s),
        Value(
            Dict{{u"name"_s, u"/x"_s}, {u"recurse"_s, u"yes"_s}, {u"owner"_s, 1000}, {u"group"_s, Value()}}));
    QVERIFY(call);
    QCOMPARE(call->args.value(u"path"_s), Value(u"/x"_s));
    QCOMPARE(call->args.value(u"recurse"_s).type(), Value::Type::Bool);
    QCOMPARE(call->args.value(u"owner"_s), Value(u"1000"_s));
    QVERIFY(call->args.value(u"group"_s).isNull());
    QCOMPARE(call->args.value(u"follow"_s), Value(true));
}

void ArgumentsTest::mode_data()
{
    QTest::addColumn<Value>("given");
    QTest::addColumn<QString>("mode");
    QTest::newRow("YAML octal") << Value(0644) << u"0644"_s;
    QTest::newRow("text") << Value(u"0644"_s) << u"0644"_s;
    QTest::newRow("short text") << Value(u"755"_s) << u"0755"_s;
    QTest::newRow("sticky") << Value(u"1777"_s) << u"1777"_s;
    QTest::newRow("symbolic") << Value(u"u=rw,g=r"_s) << u"u=rw,g=r"_s;
    QTest::newRow("preserve") << Value(u"preserve"_s) << u"preserve"_s;
}

void ArgumentsTest::mode()
{
    QFETCH(Value, given);
    QFETCH(QString, mode);
    const auto call = makeCall(*findModule(u"copy"_s),
                               Value(Dict{{u"dest"_s, u"/x"_s}, {u"content"_s, u""_s}, {u"mode"_s, given}}));
    QVERIFY(call);
    QCOMPARE(call->args.value(u"mode"_s).toText(), mode);
}

void ArgumentsTest::refuses_data()
{
    QTest::addColumn<QString>("module");
    QTest::addColumn<QString>("args");
    QTest::addColumn<QString>("text");
    QTest::newRow("required") << u"file"_s << u"state=touch"_s << u"missing required arguments: path"_s;
    QTest::newRow("unknown")
        << u"ping"_s << u"foo=1"_s
        << u"Unsupported parameters for (ping) module: foo. Supported parameters include: data."_s;
    QTest::newRow("choice")
        << u"file"_s << u"path=/x state=gone"_s
        << u"value of state must be one of: absent, directory, file, hard, link, touch, got: gone"_s;
    QTest::newRow("exclusive") << u"copy"_s << u"dest=/x src=a content=b"_s
                               << u"parameters are mutually exclusive: src|content"_s;
    QTest::newRow("one of") << u"copy"_s << u"dest=/x"_s
                            << u"one of the following is required: src, content"_s;
    QTest::newRow("boolean")
        << u"file"_s << u"path=/x recurse=perhaps"_s
        << u"argument 'recurse' is of type <class 'str'> and we were unable to convert to bool: The value 'perhaps' is not a valid boolean.  Valid booleans include: 0, 1, 'yes', 'true', 'no', 'false', 'on', 'off', 't', 'f', 'y', 'n'"_s;
    QTest::newRow("unsupported") << u"file"_s << u"path=/x attributes=i"_s
                                 << u"file: the option 'attributes' of Ansible is not supported by Skybro"_s;
}

void ArgumentsTest::refuses()
{
    QFETCH(QString, module);
    QFETCH(QString, args);
    QFETCH(QString, text);
    const auto call = makeCall(*findModule(module), Value(args));
    QVERIFY(!call);
    QCOMPARE(call.error().kind, ErrorKind::Invalid);
    QCOMPARE(call.error().text, text);
}

void ArgumentsTest::lints()
{
    const Module &file = *findModule(u"file"_s);
    QCOMPARE(lintArguments(file, Value(u"path=/x state={{ s }} mode=0644"_s)), QStringList());
    const QStringList faults =
        lintArguments(file, Value(Dict{{u"pth"_s, u"/x"_s}, {u"attr"_s, u"i"_s}, {u"state"_s, u"gone"_s}}));
    QCOMPARE(faults.size(), 4);
    QVERIFY(faults[0].contains(u"'pth'"_s));
    QVERIFY(faults[1].contains(u"'attr'"_s));
    QVERIFY(faults[2].contains(u"gone"_s));
    QVERIFY(faults[3].contains(u"path"_s));
}

void ArgumentsTest::tableIsWhole()
{
    QString last;
    for (const Module &module : modules()) {
        QVERIFY2(last < module.name, qPrintable(module.name));
        last = module.name;
        QVERIFY2(module.isAction != bool(module.start), qPrintable(module.name));
        QVERIFY2(!module.fullNames.isEmpty(), qPrintable(module.name));
        QStringList names;
        for (const Option &option : module.options)
            names += QStringList{option.name} + option.aliases;
        QCOMPARE(names.removeDuplicates(), 0);
        for (const QString &fullName : module.fullNames)
            QCOMPARE(findModule(fullName), &module);
    }
    QVERIFY(!findModule(u"no_such_module"_s));
    QVERIFY(prelude().contains("sb_begin"));
}

void ArgumentsTest::words_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("plain") << u"a  b\tc"_s << QStringList{u"a"_s, u"b"_s, u"c"_s};
    QTest::newRow("quotes") << u"a'b c'd \"e \\\" \\n\" ''"_s
                            << QStringList{u"ab cd"_s, u"e \" \\n"_s, u""_s};
    QTest::newRow("backslash") << u"a\\ b"_s << QStringList{u"a b"_s};
}

void ArgumentsTest::words()
{
    QFETCH(QString, line);
    QFETCH(QStringList, words);
    QCOMPARE(shellWords(line).value_or(QStringList{u"?"_s}), words);
    QVERIFY(!shellWords(u"a 'b"_s));
}

void ArgumentsTest::reportSurvivesNoise()
{
    const Output output{
        .out = "banner\n\036abcsstdout\nline\n\036other\n\n\036abc\nnoise \036abcirc\n3\n\036abc\n"
               "\036abclitems\na\n\036abc\n\036abclitems\nb\n\036abc\n\036abcsa/b\n\n\036abc\n"
               "\036abcbchanged\nyes\n\036abc\n\036abcbend\nyes\n\036abc\nlate"};
    const TaskResult result = Report(output, "abc").toResult();
    QVERIFY(!result.failed && result.changed);
    QCOMPARE(result.fields.value(u"stdout"_s).toText(), u"line\n\036other\n"_s);
    QCOMPARE(result.fields.value(u"rc"_s), Value(3));
    QCOMPARE(result.fields.value(u"items"_s), Value(QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(result.fields.value(u"a"_s)[u"b"_s], Value(u""_s));
    const TaskResult cut = Report({.exitCode = 9, .out = output.out.left(60)}, "abc").toResult();
    QVERIFY(cut.failed);
    QVERIFY(cut.msg.contains(u"9"_s));
}

QTEST_GUILESS_MAIN(ArgumentsTest)
#include "tst_arguments.moc"

#include "linkfixture.h"
#include "models/playbook/run/markedstream.h"
#include "models/playbook/run/shellscript.h"

#include <QProcess>

using namespace skybro;
using namespace skybro::playbook;
using namespace skybro::test;
using namespace Qt::StringLiterals;

namespace {

/// What a shell that reads its commands from a pipe prints.
QByteArray printedBy(const QStringList &shell, const QByteArray &commands)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s); // where bytes are not always characters
    process.setProcessEnvironment(environment);
    process.start(shell.first(), shell.mid(1));
    process.write(commands);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000))
        qFatal("the shell did not end");
    return process.readAllStandardOutput() + process.readAllStandardError();
}

void addShells()
{
    QTest::addColumn<QStringList>("shell");
    QTest::newRow("dash") << QStringList{u"dash"_s};
    QTest::newRow("bash as sh") << QStringList{u"bash"_s, u"--posix"_s};
    QTest::newRow("busybox") << QStringList{u"busybox"_s, u"sh"_s};
}

} // namespace

class TestShellScript : public QObject
{
    Q_OBJECT

private slots:
    void everyShellPrintsTheBytes_data() { addShells(); }
    void everyShellPrintsTheBytes()
    {
        QFETCH(QStringList, shell);
        for (const QByteArray &bytes :
             {everyByte(20'000), QByteArray("-n"), QByteArray("%s\\n'\"$x`y`!"), QByteArray("\n\n"),
              QByteArray("\\000"), QByteArray(3, '\0'), QByteArray("\xc3\xc3\x28\xff'\xfe\\")}) {
            const QByteArray printed = printedBy(shell, "printf " + printfFormat(bytes) + '\n');
            QVERIFY2(printed == bytes, printed.left(200).toHex(' '));
        }
    }

    void everyShellRunsTheCommand_data() { addShells(); }
    void everyShellRunsTheCommand()
    {
        QFETCH(QStringList, shell);
        QByteArray text = "cat; x='";
        for (int byte = 1; byte < 256; ++byte) {
            if (byte != '\'')
                text += static_cast<char>(byte);
        }
        text += "'; printf %s \"$x\"";
        const auto made = makeShellScript({.text = text, .input = "input"});
        QVERIFY(made);
        QCOMPARE(made->way, ShellScript::Way::Kept);
        const QByteArray printed = printedBy(shell, made->text + "\necho \" $? ${x-unset}\"\n");
        QVERIFY(printed.startsWith("input\001\002"));
        QVERIFY(printed.endsWith("\376\377 0 unset\n"));
        QCOMPARE(printed.size(), 5 + 254 + 9);
    }

    void largeInputsTravelAsTheyAre()
    {
        QCOMPARE(makeShellScript({.text = "cat", .input = QByteArray(48 * 1024, 'x')})->way,
                 ShellScript::Way::Kept);
        const auto large = makeShellScript({.text = "it's", .input = QByteArray(48 * 1024 + 1, 'x')});
        QCOMPARE(large->way, ShellScript::Way::Single);
        QCOMPARE(large->text, "it's");
        QCOMPARE(large->input.size(), 48 * 1024 + 1);
        // Four times as long as a format, which is no gain.
        QCOMPARE(makeShellScript({.text = "cat", .input = QByteArray(48 * 1024, '\0')})->way,
                 ShellScript::Way::Single);
        QCOMPARE(makeShellScript({.text = "it's", .input = {}, .isRaw = true})->text, "it's");
    }

    void marksAreFoundHoweverTheBytesArrive()
    {
        const QByteArray sent = "\036ab\036abc 0\036\036abcd 12\036tail";
        for (qsizetype step = 1; step <= sent.size(); ++step) {
            MarkedStream stream;
            std::optional<MarkedStream::Part> part;
            qsizetype at = 0;
            while (at < sent.size()) {
                stream.add(sent.mid(at, step));
                at += step;
                if (!part)
                    part = stream.take("abcd");
            }
            QVERIFY(part);
            QCOMPARE(part->bytes, "\036ab\036abc 0\036");
            QCOMPARE(part->word, "12");
            QCOMPARE(stream.bytes(), "tail");
            QVERIFY(!stream.take("abcd"));
        }
    }

    void aBannerIsForgottenButForItsEnd()
    {
        MarkedStream stream;
        stream.add(QByteArray(1000, 'x') + "\036abc");
        QVERIFY(!stream.take("abc"));
        stream.keepLast(10);
        QCOMPARE(stream.bytes(), "xxxxxx\036abc");
        stream.add(" 5\036rest");
        QCOMPARE(stream.take("abc")->word, "5");
        QCOMPARE(stream.bytes(), "rest");
    }
};

QTEST_GUILESS_MAIN(TestShellScript)
#include "tst_shellscript.moc"

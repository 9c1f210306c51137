#include "tests/support/nodeshell.h"

#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro;
using namespace skybro::playbook;

/// The modules that bring something to a node or from it, by every shell that a node may have as sh.
class TransfersTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void init();
    void fetchKeepsBytes();
    void fetchPlaces();
    void fetchRefuses();
    void fetchBig();
    void fetchInCheckMode();
    void script();
    void scriptOfAnySize();
    void scriptWithoutRoomToRun();
    void unarchive_data();
    void unarchive();
    void unarchiveSets();
    void unarchiveRefuses();
    void unarchiveLeavesNothingBehind();

private:
    [[nodiscard]] QString at(const QString &name) const { return m_folder->filePath(name); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(at(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    [[nodiscard]] QByteArray read(const QString &name) const
    {
        QFile file(at(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
    }
    /// What a shell makes of a line, in the folder.
    void make(const QString &line) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder->path());
        process.start(u"sh"_s, {u"-c"_s, line});
        QVERIFY(process.waitForFinished(60'000));
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    }
    [[nodiscard]] TaskResult run(const QString &module, const Dict &args, bool check = false) const
    {
        return m_node->run(module, Value(args), check);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<tests::FakeController> m_controller;
    std::unique_ptr<tests::NodeShell> m_node;
};

namespace {

const QByteArray binary("a\0b\377\036\n\n\r\0", 9);

} // namespace

void TransfersTest::initTestCase_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::newRow("sh") << QStringList{u"sh"_s};
    for (const QStringList &shell :
         {QStringList{u"bash"_s, u"--posix"_s}, QStringList{u"busybox"_s, u"sh"_s}}) {
        if (!QStandardPaths::findExecutable(shell[0]).isEmpty())
            QTest::newRow(qPrintable(shell[0])) << shell;
    }
}

void TransfersTest::init()
{
    QFETCH_GLOBAL(QStringList, command);
    m_folder = std::make_unique<QTemporaryDir>();
    m_controller = std::make_unique<tests::FakeController>(m_folder->path());
    m_controller->variables = {{u"inventory_hostname"_s, u"node1"_s}, {u"playbook_dir"_s, m_folder->path()}};
    m_node = std::make_unique<tests::NodeShell>(command);
    m_node->controller = m_controller.get();
}

void TransfersTest::fetchKeepsBytes()
{
    for (const QByteArray &bytes :
         {binary, QByteArray(), QByteArray("no newline"), QByteArray(300'000, '\0')}) {
        write(u"on node"_s, bytes);
        const Dict args{{u"src"_s, at(u"on node"_s)}, {u"dest"_s, at(u"here/x"_s)}, {u"flat"_s, true}};
        m_node->roundTrips = 0;
        TaskResult result = run(u"fetch"_s, args);
        QVERIFY2(!result.failed, qPrintable(result.msg));
        QVERIFY(result.changed);
        QCOMPARE(read(u"here/x"_s), bytes);
        result = run(u"fetch"_s, args);
        QVERIFY(!result.failed && !result.changed);
        QCOMPARE(m_node->roundTrips, 2);
        QCOMPARE(result.fields.value(u"checksum"_s).toText().size(), 40);
        QVERIFY(QFile::remove(at(u"here/x"_s)));
    }
}

void TransfersTest::fetchPlaces()
{
    make(u"mkdir -p n; echo x >n/f"_s);
    // As Ansible: below the host's name unless flat, relative to the playbook.
    TaskResult result = run(u"fetch"_s, {{u"src"_s, at(u"n/f"_s)}, {u"dest"_s, u"got"_s}});
    QVERIFY2(result.changed, qPrintable(result.msg));
    QCOMPARE(result.fields.value(u"dest"_s).toText(), at(u"got/node1"_s) + at(u"n/f"_s));
    QVERIFY(QFile::exists(at(u"got/node1"_s) + at(u"n/f"_s)));
    result = run(u"fetch"_s, {{u"src"_s, at(u"n/f"_s)}, {u"dest"_s, u"flat/"_s}, {u"flat"_s, true}});
    QCOMPARE(result.fields.value(u"dest"_s).toText(), at(u"flat/f"_s));
    // What only the node can expand.
    m_node->environment.insert(u"SKYBRO_TEST_FOLDER"_s, at(u"n"_s));
    result =
        run(u"fetch"_s, {{u"src"_s, u"$SKYBRO_TEST_FOLDER/f"_s}, {u"dest"_s, u"flat/"_s}, {u"flat"_s, true}});
    QVERIFY2(!result.failed && !result.changed, qPrintable(result.msg));
    result = run(u"fetch"_s, {{u"src"_s, at(u"n/f"_s)}, {u"dest"_s, at(u"flat"_s)}, {u"flat"_s, true}});
    QVERIFY(result.msg.startsWith(u"dest is an existing directory"_s));
}

void TransfersTest::fetchRefuses()
{
    make(u"mkdir d"_s);
    const auto fetch = [&](const QString &src, bool mustExist) {
        return run(u"fetch"_s, {{u"src"_s, src}, {u"dest"_s, u"got"_s}, {u"fail_on_missing"_s, mustExist}});
    };
    QVERIFY(fetch(at(u"none"_s), true).failed);
    QVERIFY(!fetch(at(u"none"_s), false).failed);
    QVERIFY(fetch(at(u"d"_s), true).msg.startsWith(u"remote file is a directory"_s));
    QVERIFY(!fetch(at(u"d"_s), false).failed);
    QVERIFY(fetch(u"/../../../../../../../../../../tmp/x"_s, true).msg.contains(u"traversal"_s) ||
            fetch(u"/../../x"_s, true).failed);
    QVERIFY(!QDir(at(u"got"_s)).exists());
    // Sparse: it has the size and takes no room.
    make(u"truncate -s 600M big"_s);
    QVERIFY(fetch(at(u"big"_s), true).msg.contains(u"629145600"_s));
}

void TransfersTest::fetchBig()
{
    QFETCH_GLOBAL(QStringList, command);
    if (command[0] != u"sh"_s)
        QSKIP("once is enough");
    make(u"head -c 100000000 /dev/urandom >big"_s);
    const TaskResult result =
        run(u"fetch"_s, {{u"src"_s, at(u"big"_s)}, {u"dest"_s, at(u"copy"_s)}, {u"flat"_s, true}});
    QVERIFY2(result.changed, qPrintable(result.msg));
    make(u"cmp big copy"_s);
}

void TransfersTest::fetchInCheckMode()
{
    write(u"f"_s, "x");
    const TaskResult result = run(u"fetch"_s, {{u"src"_s, at(u"f"_s)}, {u"dest"_s, u"got"_s}}, true);
    QVERIFY(result.skipped && !result.changed && !result.failed);
    QVERIFY(!QDir(at(u"got"_s)).exists());
}

void TransfersTest::script()
{
    write(u"say it.sh"_s, "#!/bin/sh\necho \"$# $1|$2\"\necho \"$WORD\" >&2\npwd\ncat\nexit ${3:-0}\n");
    TaskResult result =
        m_node->run(u"script"_s, u"'say it.sh' 'a b' $((1+1))"_s, false, false, {{u"WORD"_s, u"w"_s}});
    QVERIFY2(!result.failed && result.changed, qPrintable(result.msg));
    QVERIFY2(result.fields.value(u"stdout"_s).toText().startsWith(u"2 a b|2\n"_s),
             qPrintable(result.fields.value(u"stdout"_s).toText()));
    QCOMPARE(result.fields.value(u"stderr"_s).toText(), u"w\n"_s);
    result = m_node->run(u"script"_s, u"'say it.sh' x y 5 chdir=/"_s);
    QVERIFY(result.failed && result.changed);
    QCOMPARE(result.fields.value(u"rc"_s), Value(5));
    QCOMPARE(result.msg, u"non-zero return code"_s);
    QCOMPARE(result.fields.value(u"stdout_lines"_s).toTexts().value(1), u"/"_s);
    result = m_node->run(u"script"_s, u"'say it.sh' creates=/etc/passwd"_s);
    QVERIFY(result.skipped && !result.changed);
    result = m_node->run(u"script"_s, u"'say it.sh'"_s, true);
    QVERIFY(result.skipped && !result.changed);
    QVERIFY(m_node->run(u"script"_s, u"none.sh"_s).failed);
    QVERIFY(m_node->run(u"script"_s, u"'say it.sh' chdir=here"_s).msg.contains(u"absolute"_s));
}

void TransfersTest::scriptOfAnySize()
{
    write(u"big.sh"_s, "#!/bin/sh\n" + QByteArray("# it's filling\n").repeated(20'000) + "echo end\n");
    const TaskResult result = m_node->run(u"script"_s, u"big.sh"_s);
    QCOMPARE(result.fields.value(u"stdout"_s).toText(), u"end\n"_s);
    // By an interpreter that is named the file need not be executable.
    write(u"words"_s, "$x = 'by perl'; print $x;");
    if (!QStandardPaths::findExecutable(u"perl"_s).isEmpty())
        QCOMPARE(m_node->run(u"script"_s, u"words executable=perl"_s).fields.value(u"stdout"_s).toText(),
                 u"by perl"_s);
}

void TransfersTest::scriptWithoutRoomToRun()
{
    // A folder in which nothing may be executed is passed over.
    if (!m_node->useRoot())
        QSKIP("no overlay file system can be mounted here: be root");
    m_node->alsoMount = u"mount -o remount,bind,noexec tmp; "_s;
    write(u"x.sh"_s, "#!/bin/sh\necho \"$0\"\n");
    m_node->environment.insert(u"TMPDIR"_s, u"/tmp"_s);
    const TaskResult result = m_node->run(u"script"_s, u"x.sh"_s);
    QVERIFY2(!result.failed, qPrintable(result.msg + result.fields.value(u"stderr"_s).toText()));
    QVERIFY(!result.fields.value(u"stdout"_s).toText().startsWith(u"/tmp/"_s));
}

void TransfersTest::unarchive_data()
{
    QTest::addColumn<QString>("make");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("handler");
    QTest::newRow("tar") << u"tar -cf a.tar -C src ."_s << u"a.tar"_s << u"TarArchive"_s;
    QTest::newRow("gz") << u"tar -czf a.tgz -C src ."_s << u"a.tgz"_s << u"TgzArchive"_s;
    QTest::newRow("xz") << u"tar -cJf a.txz -C src ."_s << u"a.txz"_s << u"TarArchive"_s;
    QTest::newRow("zip") << u"cd src && zip -qr ../a.zip ."_s << u"a.zip"_s << u"ZipArchive"_s;
}

void TransfersTest::unarchive()
{
    QFETCH(QString, make);
    QFETCH(QString, name);
    QFETCH(QString, handler);
    for (const QString &tool : {u"xz"_s, u"zip"_s, u"unzip"_s}) {
        if (QStandardPaths::findExecutable(tool).isEmpty() &&
            (handler.contains(u"Xz"_s) || handler.contains(u"Zip"_s)))
            QSKIP(qPrintable(tool + u" is absent: install it"_s));
    }
    this->make(
        u"mkdir -p src/sub dest; head -c 50000 /dev/zero >src/zeros; echo \"it's\" >'src/sub/a b'; touch -d '2020-01-02 03:04:06' src/zeros"_s);
    this->make(make);
    const Dict args{{u"src"_s, at(name)}, {u"dest"_s, at(u"dest"_s)}};
    TaskResult result = run(u"unarchive"_s, args, true);
    QVERIFY2(!result.failed, qPrintable(result.msg));
    // As Ansible: zip files can be judged in check mode, tar files are skipped.
    QCOMPARE(result.skipped, handler != u"ZipArchive"_s);
    QCOMPARE(result.changed, handler == u"ZipArchive"_s);
    QVERIFY(!QFile::exists(at(u"dest/zeros"_s)));
    result = run(u"unarchive"_s, args);
    QVERIFY2(!result.failed && result.changed, qPrintable(result.msg));
    QCOMPARE(result.fields.value(u"handler"_s).toText(), handler);
    this->make(u"diff -r src dest"_s);
    result = run(u"unarchive"_s, args);
    QVERIFY2(!result.failed && !result.changed, qPrintable(result.msg));
    write(u"dest/sub/a b"_s, "changed");
    result = run(u"unarchive"_s, args);
    QVERIFY2(!result.failed && result.changed, qPrintable(result.msg));
    QCOMPARE(read(u"dest/sub/a b"_s), QByteArray("it's\n"));
}

void TransfersTest::unarchiveSets()
{
    make(u"mkdir -p src dest; echo 1 >src/one; echo 2 >src/two; tar -czf a.tgz -C src one two"_s);
    TaskResult result = run(u"unarchive"_s, {{u"src"_s, at(u"a.tgz"_s)},
                                             {u"dest"_s, at(u"dest"_s)},
                                             {u"remote_src"_s, true},
                                             {u"mode"_s, u"0600"_s},
                                             {u"exclude"_s, QStringList{u"two"_s}},
                                             {u"list_files"_s, true}});
    QVERIFY2(result.changed && !result.failed, qPrintable(result.msg));
    QCOMPARE(result.fields.value(u"files"_s).toTexts(), QStringList{u"one"_s});
    QVERIFY(!QFile::exists(at(u"dest/two"_s)));
    make(u"[ \"$(stat -c %a dest/one)\" = 600 ]"_s);
    make(u"chmod 644 dest/one"_s);
    result = run(u"unarchive"_s, {{u"src"_s, at(u"a.tgz"_s)},
                                  {u"dest"_s, at(u"dest"_s)},
                                  {u"mode"_s, u"u=rw,go="_s},
                                  {u"include"_s, QStringList{u"one"_s}}});
    QVERIFY2(result.changed && !result.failed, qPrintable(result.msg));
    make(u"[ \"$(stat -c %a dest/one)\" = 600 ]"_s);
    result = run(u"unarchive"_s,
                 {{u"src"_s, at(u"a.tgz"_s)}, {u"dest"_s, at(u"dest"_s)}, {u"creates"_s, at(u"dest/one"_s)}});
    QVERIFY(result.skipped && !result.changed);
}

void TransfersTest::unarchiveRefuses()
{
    make(u"mkdir dest; : >empty; echo text >text; printf 'PK\\003\\004broken' >broken.zip"_s);
    const auto unpack = [&](const QString &src, const QString &dest) {
        return run(u"unarchive"_s, {{u"src"_s, src}, {u"dest"_s, at(dest)}});
    };
    QVERIFY(unpack(at(u"empty"_s), u"dest"_s).msg.contains(u"0 bytes"_s));
    QVERIFY(unpack(at(u"text"_s), u"dest"_s).msg.startsWith(u"Failed to find handler for"_s));
    QVERIFY(unpack(at(u"broken.zip"_s), u"dest"_s).failed);
    QVERIFY(unpack(at(u"none"_s), u"dest"_s).failed);
    QVERIFY(unpack(at(u"text"_s), u"nowhere"_s).msg.endsWith(u"must be an existing dir"_s));
    QVERIFY(QDir(at(u"dest"_s)).isEmpty());
}

void TransfersTest::unarchiveLeavesNothingBehind()
{
    make(u"mkdir -p src dest tmp; head -c 200000 /dev/urandom >src/x; tar -czf a.tgz -C src x"_s);
    m_node->environment.insert(u"TMPDIR"_s, at(u"tmp"_s));
    QVERIFY(run(u"unarchive"_s, {{u"src"_s, at(u"a.tgz"_s)}, {u"dest"_s, at(u"dest"_s)}}).changed);
    QVERIFY(QDir(at(u"tmp"_s)).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    QCOMPARE(QDir(at(u"dest"_s)).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{u"x"_s});
}

QTEST_GUILESS_MAIN(TransfersTest)
#include "tst_transfers.moc"

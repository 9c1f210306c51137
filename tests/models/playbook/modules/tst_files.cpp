#include "models/playbook/modules/copyrun.h"
#include "tests/support/nodeshell.h"

#include <QFileInfo>
#include <QStandardPaths>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace skybro;
using namespace skybro::playbook;

/// The modules that make files, in a folder of their own, by every shell that a node may have as sh.
class FilesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void init();
    void copyContent();
    void copyKeepsOwnerAndMode();
    void copyBig();
    void copyTree();
    void copyBackupAndValidate();
    void copyRefuses();
    void copyFromNode();
    void copyDiff();
    void copyOntoLink();
    void copyDiskFull();
    void templates();
    void directories();
    void touchAndAbsent();
    void links();
    void modes();
    void recurse();
    void stat();
    void oddNames();

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
    [[nodiscard]] uint mode(const QString &name) const
    {
        struct stat info = {};
        return ::lstat(qPrintable(at(name)), &info) == 0 ? info.st_mode & 07777U : 0;
    }
    /// Check mode says changed and does nothing, the first run changes, the second does not, and check mode
    /// agrees.
    void twice(const QString &module, const Dict &args);
    [[nodiscard]] QString listing() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<tests::FakeController> m_controller;
    std::unique_ptr<tests::NodeShell> m_node;
};

void FilesTest::initTestCase_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::newRow("sh") << QStringList{u"sh"_s};
    for (const QStringList &shell :
         {QStringList{u"bash"_s, u"--posix"_s}, QStringList{u"busybox"_s, u"sh"_s}}) {
        if (!QStandardPaths::findExecutable(shell[0]).isEmpty())
            QTest::newRow(qPrintable(shell[0])) << shell;
    }
}

void FilesTest::init()
{
    QFETCH_GLOBAL(QStringList, command);
    m_folder = std::make_unique<QTemporaryDir>();
    m_controller = std::make_unique<tests::FakeController>(m_folder->path());
    m_node = std::make_unique<tests::NodeShell>(command);
    m_node->controller = m_controller.get();
}

QString FilesTest::listing() const
{
    QProcess find;
    find.start(u"find"_s, {m_folder->path(), u"-printf"_s, u"%P %M %U %G %l %s %i\n"_s});
    find.waitForFinished();
    QStringList lines = QString::fromUtf8(find.readAll()).split(u'\n');
    lines.sort();
    return lines.join(u'\n');
}

void FilesTest::twice(const QString &module, const Dict &args)
{
    const QString before = listing();
    TaskResult result = m_node->run(module, Value(args), true);
    QVERIFY2(!result.failed, qPrintable(result.msg));
    QVERIFY2(result.changed, "check mode foresaw no change");
    QCOMPARE(listing(), before);
    result = m_node->run(module, Value(args));
    QVERIFY2(!result.failed, qPrintable(result.msg));
    QVERIFY2(result.changed, "the first run changed nothing");
    const QString after = listing();
    QVERIFY(after != before);
    QVERIFY2(!after.contains(u".skybro"_s), qPrintable(after));
    result = m_node->run(module, Value(args));
    QVERIFY2(!result.failed, qPrintable(result.msg));
    QVERIFY2(!result.changed, "the second run changed something");
    QVERIFY2(!m_node->run(module, Value(args), true).changed, "check mode foresaw a change");
    QCOMPARE(listing(), after);
}

void FilesTest::copyContent()
{
    twice(
        u"copy"_s,
        {{u"content"_s, u"it's \\n 100% $HOME `x`\n\n"_s}, {u"dest"_s, at(u"a"_s)}, {u"mode"_s, u"0640"_s}});
    QCOMPARE(read(u"a"_s), QByteArray("it's \\n 100% $HOME `x`\n\n"));
    QCOMPARE(mode(u"a"_s), 0640U);
    m_node->roundTrips = 0;
    const TaskResult result =
        m_node->run(u"copy"_s, Value(Dict{{u"content"_s, u""_s}, {u"dest"_s, at(u"a"_s)}}));
    QCOMPARE(m_node->roundTrips, 1);
    QVERIFY(result.changed);
    QCOMPARE(read(u"a"_s), QByteArray());
    QCOMPARE(result.fields.value(u"checksum"_s).toText(), u"da39a3ee5e6b4b0d3255bfef95601890afd80709"_s);
    QCOMPARE(result.fields.value(u"mode"_s).toText(), u"0640"_s);
    QCOMPARE(result.fields.value(u"state"_s).toText(), u"file"_s);
    QCOMPARE(result.fields.value(u"size"_s), Value(0));
    QCOMPARE(result.fields.value(u"dest"_s).toText(), at(u"a"_s));
    twice(u"copy"_s, {{u"content"_s, Value(Dict{{u"a"_s, 1}})}, {u"dest"_s, at(u"j"_s)}});
    QCOMPARE(read(u"j"_s), QByteArray(R"({"a": 1})"));
}

void FilesTest::copyKeepsOwnerAndMode()
{
    write(u"a"_s, "old");
    QFile::setPermissions(at(u"a"_s), QFile::ReadOwner | QFile::WriteOwner);
    if (::geteuid() == 0)
        QCOMPARE(::chown(qPrintable(at(u"a"_s)), 12345, 23456), 0);
    QVERIFY(m_node->run(u"copy"_s, Value(Dict{{u"content"_s, u"new"_s}, {u"dest"_s, at(u"a"_s)}})).changed);
    QCOMPARE(mode(u"a"_s), 0600U);
    if (::geteuid() == 0)
        QCOMPARE(QFileInfo(at(u"a"_s)).ownerId(), 12345U);
    QCOMPARE(read(u"a"_s), QByteArray("new"));
}

void FilesTest::copyBig()
{
    QByteArray binary(3'000'000, '\0');
    for (qsizetype i = 0; i < binary.size(); i += 7)
        binary[i] = char(i);
    for (const qsizetype size : {binary.size(), qsizetype(200'000), qsizetype(10)}) {
        write(u"source"_s, binary.left(size));
        const Dict args{{u"src"_s, u"source"_s}, {u"dest"_s, at(u"target"_s)}, {u"mode"_s, u"preserve"_s}};
        m_node->roundTrips = 0;
        QVERIFY(m_node->run(u"copy"_s, Value(args)).changed);
        QCOMPARE(m_node->roundTrips, size > 1'048'576 ? 2 : 1);
        QCOMPARE(read(u"target"_s), binary.left(size));
        QVERIFY(!m_node->run(u"copy"_s, Value(args)).changed);
        QCOMPARE(mode(u"target"_s), mode(u"source"_s));
    }
}

void FilesTest::copyTree()
{
    QDir(m_folder->path()).mkpath(u"tree/sub/empty"_s);
    QDir(m_folder->path()).mkpath(u"to"_s);
    write(u"tree/a"_s, "a");
    write(u"tree/sub/b c"_s, QByteArray("\0b", 2));
    twice(u"copy"_s, {{u"src"_s, u"tree"_s}, {u"dest"_s, at(u"to"_s)}, {u"directory_mode"_s, u"0750"_s}});
    QCOMPARE(read(u"to/tree/sub/b c"_s), QByteArray("\0b", 2));
    QVERIFY(QFileInfo(at(u"to/tree/sub/empty"_s)).isDir());
    QCOMPARE(mode(u"to/tree/sub"_s), 0750U);
    twice(u"copy"_s, {{u"src"_s, u"tree/"_s}, {u"dest"_s, at(u"other"_s)}});
    QCOMPARE(read(u"other/a"_s), QByteArray("a"));
}

void FilesTest::copyBackupAndValidate()
{
    write(u"a"_s, "old");
    TaskResult result = m_node->run(u"copy"_s, Value(Dict{{u"content"_s, u"new"_s},
                                                          {u"dest"_s, at(u"a"_s)},
                                                          {u"backup"_s, true},
                                                          {u"validate"_s, u"grep -q new %s"_s}}));
    QVERIFY2(!result.failed, qPrintable(result.msg));
    QFile backup(result.fields.value(u"backup_file"_s).toText());
    QVERIFY(backup.open(QIODevice::ReadOnly));
    QCOMPARE(backup.readAll(), QByteArray("old"));
    result = m_node->run(
        u"copy"_s,
        Value(Dict{{u"content"_s, u"newer"_s}, {u"dest"_s, at(u"a"_s)}, {u"validate"_s, u"grep old %s"_s}}));
    QVERIFY(result.failed);
    QCOMPARE(result.msg, u"failed to validate"_s);
    QCOMPARE(result.fields.value(u"exit_status"_s), Value(1));
    QCOMPARE(result.fields.value(u"stderr"_s), Value(QString()));
    QCOMPARE(read(u"a"_s), QByteArray("new"));
    QVERIFY(!listing().contains(u".skybro"_s));
}

void FilesTest::copyRefuses()
{
    TaskResult result =
        m_node->run(u"copy"_s, Value(Dict{{u"content"_s, u"x"_s}, {u"dest"_s, at(u"no/dir"_s)}}));
    QCOMPARE(result.msg, u"Destination directory %1 does not exist"_s.arg(at(u"no"_s)));
    result = m_node->run(u"copy"_s, Value(Dict{{u"content"_s, u"x"_s}, {u"dest"_s, m_folder->path()}}));
    QCOMPARE(result.msg, u"can not use content with a dir as dest"_s);
    result = m_node->run(u"copy"_s, Value(Dict{{u"src"_s, u"gone"_s}, {u"dest"_s, at(u"x"_s)}}));
    QCOMPARE(result.msg, u"Could not find or access 'gone'"_s);
    result = m_node->run(
        u"copy"_s,
        Value(Dict{{u"content"_s, u"x"_s}, {u"dest"_s, at(u"x"_s)}, {u"owner"_s, u"nobodyknows"_s}}));
    QCOMPARE(result.msg, u"chown failed: failed to look up user nobodyknows"_s);
    QVERIFY(!QFile::exists(at(u"x"_s)));
    write(u"x"_s, "old");
    result = m_node->run(u"copy"_s,
                         Value(Dict{{u"content"_s, u"new"_s}, {u"dest"_s, at(u"x"_s)}, {u"force"_s, false}}));
    QVERIFY(!result.failed && !result.changed);
}

void FilesTest::copyFromNode()
{
    QDir(m_folder->path()).mkpath(u"tree/sub"_s);
    write(u"tree/a"_s, "a");
    write(u"tree/sub/b c"_s, "b");
    twice(u"copy"_s, {{u"src"_s, at(u"tree/a"_s)}, {u"dest"_s, at(u"copy"_s)}, {u"remote_src"_s, true}});
    QCOMPARE(read(u"copy"_s), QByteArray("a"));
    QDir(m_folder->path()).mkpath(u"to"_s);
    twice(u"copy"_s, {{u"src"_s, at(u"tree"_s)}, {u"dest"_s, at(u"to"_s)}, {u"remote_src"_s, true}});
    QCOMPARE(read(u"to/tree/sub/b c"_s), QByteArray("b"));
    // Of a directory that is there only what differs; the mode is the directory's own.
    write(u"tree/sub/new"_s, "n");
    write(u"tree/a"_s, "other");
    QVERIFY(QFile::link(u"a"_s, at(u"tree/link"_s)));
    QFile::setPermissions(at(u"tree/sub/new"_s), QFile::ReadOwner | QFile::WriteOwner);
    twice(u"copy"_s, {{u"src"_s, at(u"tree"_s)},
                      {u"dest"_s, at(u"to"_s)},
                      {u"remote_src"_s, true},
                      {u"mode"_s, u"0711"_s}});
    QCOMPARE(read(u"to/tree/a"_s), QByteArray("other"));
    QCOMPARE(localMode(at(u"to/tree/sub/new"_s)), u"0600"_s);
    QCOMPARE(localMode(at(u"to/tree"_s)), u"0711"_s);
    QVERIFY(QFileInfo(at(u"to/tree/link"_s)).isSymLink());
    QCOMPARE(m_node
                 ->run(u"copy"_s,
                       Value(Dict{{u"src"_s, u"/gone"_s}, {u"dest"_s, at(u"x"_s)}, {u"remote_src"_s, true}}))
                 .msg,
             u"Source /gone not found"_s);
}

void FilesTest::copyDiff()
{
    write(u"a"_s, "old\n");
    for (const bool check : {true, false}) {
        const TaskResult result = m_node->run(
            u"copy"_s, Value(Dict{{u"content"_s, u"new\n"_s}, {u"dest"_s, at(u"a"_s)}}), check, true);
        QCOMPARE(result.diffs.size(), 1);
        QCOMPARE(result.diffs[0].before, QByteArray("old\n"));
        QCOMPARE(result.diffs[0].after, QByteArray("new\n"));
        QCOMPARE(result.diffs[0].beforeHeader, at(u"a"_s));
        QVERIFY(!result.fields.contains(u"old"_s));
    }
    QVERIFY(
        m_node->run(u"copy"_s, Value(Dict{{u"content"_s, u"new\n"_s}, {u"dest"_s, at(u"a"_s)}}), false, true)
            .diffs.isEmpty());
    const TaskResult state =
        m_node->run(u"file"_s, Value(Dict{{u"path"_s, at(u"a"_s)}, {u"state"_s, u"absent"_s}}), true, true);
    QCOMPARE(state.diffs.size(), 1);
    QVERIFY(state.diffs[0].after.contains("\"state\": \"absent\""));
    QVERIFY(state.diffs[0].before.contains("\"state\": \"file\""));
}

void FilesTest::copyOntoLink()
{
    write(u"real"_s, "old");
    QVERIFY(QFile::link(at(u"real"_s), at(u"link"_s)));
    QVERIFY(m_node
                ->run(u"copy"_s,
                      Value(Dict{{u"content"_s, u"new"_s}, {u"dest"_s, at(u"link"_s)}, {u"follow"_s, true}}))
                .changed);
    QVERIFY(QFileInfo(at(u"link"_s)).isSymLink());
    QCOMPARE(read(u"real"_s), QByteArray("new"));
    QVERIFY(
        m_node->run(u"copy"_s, Value(Dict{{u"content"_s, u"newer"_s}, {u"dest"_s, at(u"link"_s)}})).changed);
    QVERIFY(!QFileInfo(at(u"link"_s)).isSymLink());
    QCOMPARE(read(u"real"_s), QByteArray("new"));
}

void FilesTest::copyDiskFull()
{
    if (::geteuid() != 0 || QProcess::execute(u"unshare"_s, {u"-m"_s, u"true"_s}) != 0)
        QSKIP("mounting is not allowed here");
    QFETCH_GLOBAL(QStringList, command);
    const QString full = at(u"full"_s);
    QDir().mkdir(full);
    // A disk of its own of 64 kB, in a mount namespace that goes with the shell.
    tests::NodeShell node(QStringList{
        u"unshare"_s, u"-m"_s, u"sh"_s, u"-c"_s,
        u"mount -t tmpfs -o size=64k none %1 && echo old >%1/a && %2 \"$1\"; cat %1/a; ls -A %1"_s.arg(
            full, command.join(u' ')),
        u"sh"_s});
    node.controller = m_controller.get();
    for (const qsizetype size : {qsizetype(30'000), qsizetype(500'000)}) {
        const auto call =
            makeCall(*findModule(u"copy"_s),
                     Value(Dict{{u"content"_s, QString(size, u'x')}, {u"dest"_s, full + u"/a"_s}}));
        const auto run = findModule(u"copy"_s)->start(*call);
        Script script = std::get<Script>(run->next({}));
        script.text.prepend("dd if=/dev/zero of='" + full.toUtf8() + "/fill' bs=4096 count=12 2>/dev/null\n");
        const Output output = node.run(script);
        const TaskResult result = std::get<TaskResult>(run->next(output));
        QVERIFY(result.failed);
        QVERIFY2(result.msg.contains(u"stays as it was"_s), qPrintable(result.msg));
        QVERIFY2(output.out.endsWith("old\na\nfill\n"), output.out.right(200).constData());
    }
    // A directory of the node itself, half of which would fit.
    QDir().mkdir(at(u"tree"_s));
    for (const char *name : {"1", "2", "3", "4"})
        write(u"tree/"_s + QLatin1StringView(name), QByteArray(20'000, 'x'));
    const auto call =
        makeCall(*findModule(u"copy"_s),
                 Value(Dict{{u"src"_s, at(u"tree"_s)}, {u"dest"_s, full + u"/"_s}, {u"remote_src"_s, true}}));
    const auto run = findModule(u"copy"_s)->start(*call);
    const Output output = node.run(std::get<Script>(run->next({})));
    QVERIFY(std::get<TaskResult>(run->next(output)).failed);
    QVERIFY2(output.out.endsWith("old\na\n"), output.out.right(200).constData());
}

void FilesTest::templates()
{
    m_controller->variables = {{u"x"_s, u"it's"_s}};
    write(u"t.j2"_s, "x={{ x }}\n");
    twice(u"template"_s, {{u"src"_s, u"t.j2"_s}, {u"dest"_s, at(u"out"_s)}, {u"mode"_s, u"u=rw,go="_s}});
    QCOMPARE(read(u"out"_s), QByteArray("x=it's\n"));
    QCOMPARE(mode(u"out"_s), 0600U);
}

void FilesTest::directories()
{
    twice(u"file"_s, {{u"path"_s, at(u"d/e/f/"_s)}, {u"state"_s, u"directory"_s}, {u"mode"_s, u"0750"_s}});
    QCOMPARE(mode(u"d"_s), 0750U);
    QCOMPARE(mode(u"d/e/f"_s), 0750U);
    twice(u"file"_s, {{u"path"_s, at(u"d"_s)}, {u"state"_s, u"directory"_s}, {u"mode"_s, u"2755"_s}});
    twice(u"file"_s, {{u"path"_s, at(u"d"_s)}, {u"mode"_s, u"0755"_s}});
    QCOMPARE(mode(u"d"_s), 0755U);
    write(u"x"_s, "");
    QCOMPARE(m_node->run(u"file"_s, Value(Dict{{u"path"_s, at(u"x"_s)}, {u"state"_s, u"directory"_s}})).msg,
             u"%1 already exists as a file"_s.arg(at(u"x"_s)));
}

void FilesTest::touchAndAbsent()
{
    TaskResult result = m_node->run(
        u"file"_s, Value(Dict{{u"path"_s, at(u"t"_s)}, {u"state"_s, u"touch"_s}, {u"mode"_s, u"0600"_s}}));
    QVERIFY2(result.changed, qPrintable(result.msg));
    QCOMPARE(mode(u"t"_s), 0600U);
    const Dict times{{u"path"_s, at(u"t"_s)},
                     {u"state"_s, u"touch"_s},
                     {u"modification_time"_s, u"202001021314.15"_s},
                     {u"access_time"_s, u"preserve"_s}};
    QVERIFY(m_node->run(u"file"_s, Value(times)).changed);
    QCOMPARE(QFileInfo(at(u"t"_s)).lastModified(), QDateTime(QDate(2020, 1, 2), QTime(13, 14, 15)));
    result = m_node->run(u"file"_s, Value(times));
    QVERIFY2(!result.changed, qPrintable(result.msg));
    twice(u"file"_s, {{u"path"_s, at(u"t"_s)}, {u"state"_s, u"absent"_s}});
    QDir(m_folder->path()).mkpath(u"d/e"_s);
    twice(u"file"_s, {{u"path"_s, at(u"d"_s)}, {u"state"_s, u"absent"_s}});
    result = m_node->run(u"file"_s, Value(Dict{{u"path"_s, at(u"none"_s)}, {u"mode"_s, u"0600"_s}}));
    QCOMPARE(result.msg, u"file (%1) is absent, cannot continue"_s.arg(at(u"none"_s)));
}

void FilesTest::links()
{
    write(u"a"_s, "a");
    twice(u"file"_s, {{u"src"_s, u"a"_s}, {u"dest"_s, at(u"l"_s)}, {u"state"_s, u"link"_s}});
    twice(u"file"_s,
          {{u"src"_s, u"none"_s}, {u"dest"_s, at(u"l"_s)}, {u"state"_s, u"link"_s}, {u"force"_s, true}});
    TaskResult result = m_node->run(
        u"file"_s, Value(Dict{{u"src"_s, u"gone"_s}, {u"dest"_s, at(u"l"_s)}, {u"state"_s, u"link"_s}}));
    QCOMPARE(result.msg,
             u"src file does not exist, use \"force=yes\" if you really want to create the link: "_s +
                 at(u"gone"_s));
    result = m_node->run(u"file"_s,
                         Value(Dict{{u"src"_s, u"l"_s}, {u"dest"_s, at(u"a"_s)}, {u"state"_s, u"link"_s}}));
    QVERIFY(result.failed);
    twice(u"file"_s, {{u"src"_s, at(u"a"_s)}, {u"dest"_s, at(u"h"_s)}, {u"state"_s, u"hard"_s}});
    QCOMPARE(m_node->run(u"file"_s, Value(Dict{{u"path"_s, at(u"h"_s)}})).fields.value(u"state"_s).toText(),
             u"hard"_s);
}

void FilesTest::modes()
{
    write(u"a"_s, "");
    QFile::setPermissions(at(u"a"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup);
    twice(u"file"_s, {{u"path"_s, at(u"a"_s)}, {u"mode"_s, u"u+x,g-r,o=r"_s}});
    QCOMPARE(mode(u"a"_s), 0704U);
    twice(u"file"_s, {{u"path"_s, at(u"a"_s)}, {u"mode"_s, Value(04711)}});
    QCOMPARE(mode(u"a"_s), 04711U);
    QVERIFY(m_node->run(u"file"_s, Value(Dict{{u"path"_s, at(u"a"_s)}, {u"mode"_s, u"u=q"_s}})).failed);
    if (::geteuid() != 0)
        return;
    twice(u"file"_s,
          {{u"path"_s, at(u"a"_s)}, {u"owner"_s, 123}, {u"group"_s, u"daemon"_s}, {u"mode"_s, Value(04711)}});
    QCOMPARE(mode(u"a"_s), 04711U);
    QCOMPARE(QFileInfo(at(u"a"_s)).ownerId(), 123U);
}

void FilesTest::recurse()
{
    QDir(m_folder->path()).mkpath(u"d/sub dir"_s);
    write(u"d/sub dir/a"_s, "");
    twice(u"file"_s, {{u"path"_s, at(u"d"_s)},
                      {u"recurse"_s, true},
                      {u"mode"_s, u"u=rwX,g=rX,o="_s},
                      {u"state"_s, u"directory"_s}});
    QCOMPARE(mode(u"d/sub dir"_s), 0750U);
    QCOMPARE(mode(u"d/sub dir/a"_s), 0640U);
    twice(u"file"_s, {{u"path"_s, at(u"d"_s)},
                      {u"recurse"_s, true},
                      {u"mode"_s, u"0700"_s},
                      {u"state"_s, u"directory"_s}});
    QCOMPARE(mode(u"d/sub dir/a"_s), 0700U);
    if (::geteuid() == 0)
        twice(u"file"_s, {{u"path"_s, at(u"d"_s)},
                          {u"recurse"_s, true},
                          {u"owner"_s, u"daemon"_s},
                          {u"group"_s, 1},
                          {u"state"_s, u"directory"_s}});
}

void FilesTest::stat()
{
    write(u"a"_s, "hello");
    QVERIFY(QFile::link(u"a"_s, at(u"l"_s)));
    Value stat = m_node->run(u"stat"_s, Value(Dict{{u"path"_s, at(u"a"_s)}})).fields.value(u"stat"_s);
    QCOMPARE(stat[u"exists"_s], Value(true));
    QCOMPARE(stat[u"isreg"_s], Value(true));
    QCOMPARE(stat[u"isdir"_s], Value(false));
    QCOMPARE(stat[u"size"_s], Value(5));
    QCOMPARE(stat[u"checksum"_s].toText(), u"aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"_s);
    QCOMPARE(stat[u"uid"_s], Value(qint64(::geteuid())));
    stat = m_node->run(u"stat"_s, Value(Dict{{u"path"_s, at(u"l"_s)}})).fields.value(u"stat"_s);
    QCOMPARE(stat[u"islnk"_s], Value(true));
    QCOMPARE(stat[u"lnk_target"_s].toText(), u"a"_s);
    QCOMPARE(stat[u"lnk_source"_s].toText(), at(u"a"_s));
    stat = m_node->run(u"stat"_s, Value(Dict{{u"path"_s, at(u"l"_s)}, {u"follow"_s, true}}))
               .fields.value(u"stat"_s);
    QCOMPARE(stat[u"isreg"_s], Value(true));
    stat = m_node->run(u"stat"_s, Value(Dict{{u"path"_s, at(u"gone"_s)}})).fields.value(u"stat"_s);
    QCOMPARE(stat, Value(Dict{{u"exists"_s, false}}));
}

void FilesTest::oddNames()
{
    for (const QString &name : {u"-n"_s, u"a b"_s, u"it's"_s, u"*"_s, u"ø\"$`"_s}) {
        const QString path = at(name);
        QVERIFY2(m_node->run(u"copy"_s, Value(Dict{{u"content"_s, name}, {u"dest"_s, path}})).changed,
                 qPrintable(name));
        QCOMPARE(read(name), name.toUtf8());
        QCOMPARE(m_node->run(u"stat"_s, Value(Dict{{u"path"_s, path}})).fields.value(u"stat"_s)[u"size"_s],
                 Value(qint64(name.toUtf8().size())));
        QVERIFY(m_node->run(u"file"_s, Value(Dict{{u"path"_s, path}, {u"state"_s, u"absent"_s}})).changed);
        QVERIFY(!QFile::exists(path));
    }
}

QTEST_GUILESS_MAIN(FilesTest)
#include "tst_files.moc"

#include "tests/support/nodeshell.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro;
using namespace skybro::playbook;

/// The modules that change the text of files: what they make of it, and that a second run changes nothing.
class EditsTest : public QObject
{
    Q_OBJECT

private slots:
    void edits_data();
    void edits();
    void missingFile();
    void plainLineIsOneRoundTrip();
    void retriesWhenTheFileChanges();
    void writesOwnConfiguration();
    void usersAndGroups();
    void packagesByRecordedAnswers();
    void facts();
};

void EditsTest::edits_data()
{
    QTest::addColumn<QString>("module");
    QTest::addColumn<Value>("args");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const QString &module, const Dict &args, const QByteArray &before,
                        const QByteArray &after) {
        QTest::newRow(name) << module << Value(args) << before << after;
    };
    const QString line = u"lineinfile"_s;
    row("append", line, {{u"line"_s, u"b"_s}}, "a\n", "a\nb\n");
    const QString huge(200'000, u'x'); // more than an argument of a program may hold
    row("huge line", line, {{u"line"_s, huge}}, "a\n", "a\n" + huge.toUtf8() + "\n");
    row("huge line gone", line, {{u"line"_s, huge}, {u"state"_s, u"absent"_s}}, "a\n" + huge.toUtf8() + "\n",
        "a\n");
    row("append after no newline", line, {{u"line"_s, u"b"_s}}, "a", "a\nb\n");
    row("odd characters", line, {{u"line"_s, u"it's 100% \\n $x -e"_s}}, "a\n", "a\nit's 100% \\n $x -e\n");
    row("replace", line, {{u"regexp"_s, u"^a=\\d+"_s}, {u"line"_s, u"a=2"_s}}, "a=1\nx\na=10\n",
        "a=1\nx\na=2\n");
    row("first match", line, {{u"regexp"_s, u"^a"_s}, {u"line"_s, u"a=2"_s}, {u"firstmatch"_s, true}},
        "a=1\na=3\n", "a=2\na=3\n");
    row("backrefs", line,
        {{u"regexp"_s, u"^(\\w+)=(?P<v>.*)$"_s},
         {u"line"_s, u"\\g<v>=\\1"_s},
         {u"backrefs"_s, true},
         {u"path"_s, Value()}},
        "2b=1\n", "1=2b\n");
    row("insert after", line, {{u"line"_s, u"x"_s}, {u"insertafter"_s, u"^a"_s}}, "a\nb\n", "a\nx\nb\n");
    row("insert before", line, {{u"line"_s, u"x"_s}, {u"insertbefore"_s, u"^b"_s}}, "a\nb\n", "a\nx\nb\n");
    row("at the beginning", line, {{u"line"_s, u"x"_s}, {u"insertbefore"_s, u"BOF"_s}}, "a\n", "x\na\n");
    row("search string", line, {{u"line"_s, u"x"_s}, {u"search_string"_s, u"a.b"_s}}, "aab\na.b\n",
        "aab\nx\n");
    row("line gone", line, {{u"line"_s, u"a"_s}, {u"state"_s, u"absent"_s}}, "a\nab\na\n", "ab\n");
    row("line gone, none at the end", line, {{u"line"_s, u"a"_s}, {u"state"_s, u"absent"_s}}, "a\nb", "b");
    row("last line gone", line, {{u"line"_s, u"b"_s}, {u"state"_s, u"absent"_s}}, "a\nb", "a\n");
    row("lines gone", line, {{u"regexp"_s, u"^a"_s}, {u"state"_s, u"absent"_s}}, "a\nab\nb\n", "b\n");
    row("not UTF-8", line, {{u"regexp"_s, u"^a"_s}, {u"line"_s, u"ø"_s}}, "\xff\na\n", "\xff\n\xc3\xb8\n");
    const QString block = u"blockinfile"_s;
    row("block", block, {{u"block"_s, u"x\ny"_s}}, "a",
        "a\n# BEGIN ANSIBLE MANAGED BLOCK\nx\ny\n# END ANSIBLE MANAGED BLOCK\n");
    row("block replaced", block, {{u"block"_s, u"z"_s}, {u"marker"_s, u"; {mark}"_s}},
        "; BEGIN\nx\ny\n; END\na\n", "; BEGIN\nz\n; END\na\n");
    row("block after", block,
        {{u"block"_s, u"z"_s}, {u"marker"_s, u"; {mark}"_s}, {u"insertafter"_s, u"^a"_s}}, "a\nb\n",
        "a\n; BEGIN\nz\n; END\nb\n");
    row("block gone", block, {{u"state"_s, u"absent"_s}, {u"marker"_s, u"; {mark}"_s}},
        "; BEGIN\nx\n; END\na\n", "a\n");
    const QString replace = u"replace"_s;
    row("replace all", replace, {{u"regexp"_s, u"^(\\w+) = (.*)$"_s}, {u"replace"_s, u"\\1=\\2"_s}},
        "a = 1\nb = 2\n", "a=1\nb=2\n");
    row("replace between", replace,
        {{u"regexp"_s, u"x"_s}, {u"replace"_s, u"y"_s}, {u"after"_s, u"BEGIN"_s}, {u"before"_s, u"END"_s}},
        "x\nBEGIN\nx\nEND\nx\n", "x\nBEGIN\ny\nEND\nx\n");
    const QString ini = u"ini_file"_s;
    row("option added", ini, {{u"section"_s, u"s"_s}, {u"option"_s, u"o"_s}, {u"value"_s, u"1"_s}},
        "[s]\na = 1\n\n[t]\n", "[s]\na = 1\no = 1\n\n[t]\n");
    row("option changed", ini,
        {{u"section"_s, u"s"_s}, {u"option"_s, u"o"_s}, {u"value"_s, u"2"_s}, {u"no_extra_spaces"_s, true}},
        "[s]\n#o = 1\n[t]\no = 1\n", "[s]\no=2\n[t]\no = 1\n");
    row("section added", ini, {{u"section"_s, u"s"_s}, {u"option"_s, u"o"_s}, {u"value"_s, u"2"_s}},
        "a = 1\n", "a = 1\n[s]\no = 2\n");
    row("section gone", ini, {{u"section"_s, u"s"_s}, {u"state"_s, u"absent"_s}}, "[s]\na = 1\n[t]\nb = 1\n",
        "[t]\nb = 1\n");
}

void EditsTest::edits()
{
    QFETCH(QString, module);
    QFETCH(Value, args);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QTemporaryDir folder;
    const QString path = folder.filePath(u"f"_s);
    const auto write = [&] {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(before);
    };
    const auto read = [&] {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    write();
    Dict all = args.dict();
    all.insert(u"path"_s, path);
    tests::NodeShell node;
    TaskResult result = node.run(module, Value(all), true, true);
    QVERIFY2(result.changed && !result.failed, qPrintable(result.msg));
    QCOMPARE(result.diffs.size(), 1);
    QCOMPARE(result.diffs[0].before, before);
    QCOMPARE(result.diffs[0].after, after);
    QCOMPARE(read(), before);
    result = node.run(module, Value(all));
    QVERIFY2(result.changed && !result.failed, qPrintable(result.msg));
    QCOMPARE(read(), after);
    // With references to what was found, a second run would find something else.
    if (all.value(u"backrefs"_s).isTrue())
        return;
    result = node.run(module, Value(all));
    QVERIFY2(!result.changed && !result.failed, qPrintable(result.msg));
    QCOMPARE(read(), after);
}

void EditsTest::missingFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"f"_s);
    tests::NodeShell node;
    for (const Dict &more : {Dict{}, Dict{{u"regexp"_s, u"x"_s}}}) {
        Dict args{{u"path"_s, path}, {u"line"_s, u"a"_s}};
        args.update(more);
        const TaskResult result = node.run(u"lineinfile"_s, Value(args));
        QVERIFY(result.failed);
        QCOMPARE(result.msg, u"Destination %1 does not exist !"_s.arg(path));
        QCOMPARE(result.fields.value(u"rc"_s), Value(257));
        args.insert(u"create"_s, true);
        args.insert(u"mode"_s, u"0600"_s);
        QVERIFY(node.run(u"lineinfile"_s, Value(args), true).changed);
        QVERIFY(!QFile::exists(path));
        QVERIFY(node.run(u"lineinfile"_s, Value(args)).changed);
        QVERIFY(!node.run(u"lineinfile"_s, Value(args)).changed);
        QCOMPARE(QFile::permissions(path) & QFile::ReadGroup, QFile::Permissions());
        QVERIFY(QFile::remove(path));
    }
    QVERIFY(node.run(u"replace"_s, Value(Dict{{u"path"_s, folder.path()}, {u"regexp"_s, u"a"_s}}))
                .msg.endsWith(u"is a directory !"_s));
}

void EditsTest::plainLineIsOneRoundTrip()
{
    QTemporaryDir folder;
    tests::NodeShell node;
    const Value args(Dict{{u"path"_s, folder.filePath(u"f"_s)}, {u"line"_s, u"a"_s}, {u"create"_s, true}});
    QVERIFY(node.run(u"lineinfile"_s, args).changed);
    QVERIFY(!node.run(u"lineinfile"_s, args).changed);
    QCOMPARE(node.roundTrips, 2);
}

void EditsTest::retriesWhenTheFileChanges()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"f"_s);
    const auto write = [&](const QByteArray &bytes) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    };
    write("a\n");
    tests::NodeShell node;
    const auto call = makeCall(*findModule(u"replace"_s),
                               Value(Dict{{u"path"_s, path}, {u"regexp"_s, u"a"_s}, {u"replace"_s, u"b"_s}}));
    const auto run = findModule(u"replace"_s)->start(*call);
    Step step = run->next({});
    step = run->next(node.run(std::get<Script>(step)));
    write("aa\n");
    step = run->next(node.run(std::get<Script>(step)));
    QVERIFY2(std::holds_alternative<Script>(step), "it wrote over what another had written");
    step = run->next(node.run(std::get<Script>(step)));
    step = run->next(node.run(std::get<Script>(step)));
    QCOMPARE(std::get<TaskResult>(step).msg, u"2 replacements made"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("bb\n"));
}

void EditsTest::writesOwnConfiguration()
{
    QTemporaryDir folder;
    tests::NodeShell node;
    const auto twice = [&](const QString &module, Dict args) {
        QVERIFY2(node.run(module, Value(args), true).changed, qPrintable(module));
        TaskResult result = node.run(module, Value(args));
        QVERIFY2(result.changed && !result.failed, qPrintable(module + result.msg));
        result = node.run(module, Value(args));
        QVERIFY2(!result.changed && !result.failed, qPrintable(module + result.msg));
    };
    const auto read = [&](const QString &name) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    twice(u"sysctl"_s, {{u"name"_s, u"net.ipv4.ip_forward"_s},
                        {u"value"_s, u"1"_s},
                        {u"sysctl_file"_s, folder.filePath(u"sysctl"_s)},
                        {u"reload"_s, false}});
    QCOMPARE(read(u"sysctl"_s), QByteArray("net.ipv4.ip_forward=1\n"));
    twice(u"mount"_s, {{u"path"_s, u"/mnt/a b"_s},
                       {u"src"_s, u"host:/x"_s},
                       {u"fstype"_s, u"nfs"_s},
                       {u"opts"_s, u"vers=3,nofail"_s},
                       {u"state"_s, u"present"_s},
                       {u"fstab"_s, folder.filePath(u"fstab"_s)}});
    QCOMPARE(read(u"fstab"_s), QByteArray("host:/x /mnt/a\\040b nfs vers=3,nofail 0 0\n"));
    twice(u"authorized_key"_s, {{u"user"_s, u"root"_s},
                                {u"key"_s, u"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI me@here"_s},
                                {u"path"_s, folder.filePath(u"keys"_s)},
                                {u"manage_dir"_s, false}});
    QCOMPARE(read(u"keys"_s), QByteArray("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI me@here\n"));
    twice(u"yum_repository"_s, {{u"name"_s, u"epel"_s},
                                {u"description"_s, u"EPEL"_s},
                                {u"baseurl"_s, u"https://example.org/"_s},
                                {u"gpgcheck"_s, false},
                                {u"reposdir"_s, folder.path()}});
    QCOMPARE(read(u"epel.repo"_s),
             QByteArray("[epel]\nbaseurl = https://example.org/\ngpgcheck = 0\nname = EPEL\n\n"));
}

void EditsTest::usersAndGroups()
{
    tests::NodeShell node;
    if (!node.useRoot())
        QSKIP("a file system of its own can not be had here: needs root and mounting");
    const auto twice = [&](const QString &module, const Dict &args) {
        QVERIFY2(node.run(module, Value(args), true).changed, qPrintable(module));
        TaskResult result = node.run(module, Value(args));
        QVERIFY2(result.changed && !result.failed, qPrintable(module + u": "_s + result.msg));
        result = node.run(module, Value(args));
        QVERIFY2(!result.changed && !result.failed, qPrintable(module + u": "_s + result.msg));
    };
    twice(u"group"_s, {{u"name"_s, u"skygroup"_s}, {u"gid"_s, 5150}});
    twice(u"user"_s, {{u"name"_s, u"skyuser"_s},
                      {u"uid"_s, 5151},
                      {u"group"_s, u"skygroup"_s},
                      {u"groups"_s, u"daemon,bin"_s},
                      {u"comment"_s, u"A B"_s},
                      {u"shell"_s, u"/bin/sh"_s},
                      {u"password"_s, u"$6$a$b"_s}});
    QVERIFY(QFile::exists(node.upper() + u"/home/skyuser"_s));
    twice(u"user"_s, {{u"name"_s, u"skyuser"_s}, {u"groups"_s, u"daemon,sys"_s}, {u"append"_s, true}});
    twice(u"user"_s, {{u"name"_s, u"skyuser"_s}, {u"groups"_s, u""_s}, {u"home"_s, u"/home/other"_s}});
    QCOMPARE(node.runText("printf 'twin:x:%s:\\n' 9001 9002 9003 >>/etc/group").exitCode, 0);
    QCOMPARE(
        node.run(u"getent"_s, u"database=group"_s)
            .fields.value(u"ansible_facts"_s)[u"getent_group"_s][u"twin"_s],
        Value(List{Value(QStringList{u"x"_s, u"9001"_s, u""_s}), Value(QStringList{u"x"_s, u"9002"_s, u""_s}),
                   Value(QStringList{u"x"_s, u"9003"_s, u""_s})}));
    const TaskResult nobody = node.run(u"getent"_s, u"database=passwd key=nosuchuser"_s);
    QVERIFY(nobody.failed);
    QCOMPARE(nobody.msg, u"One or more supplied key could not be found in the database."_s);
    const TaskResult found = node.run(u"getent"_s, u"database=passwd key=skyuser"_s);
    QCOMPARE(found.fields.value(u"ansible_facts"_s)[u"getent_passwd"_s][u"skyuser"_s].toTexts(),
             (QStringList{u"x"_s, u"5151"_s, u"5150"_s, u"A B"_s, u"/home/other"_s, u"/bin/sh"_s}));
    // One that a task before would have made; only in check mode.
    QVERIFY(node.run(u"user"_s, u"name=x group=nosuchgroup"_s, true).changed);
    QVERIFY(node.run(u"user"_s, u"name=x group=nosuchgroup"_s).msg == u"Group nosuchgroup does not exist"_s);
    twice(u"user"_s, {{u"name"_s, u"skyuser"_s}, {u"state"_s, u"absent"_s}, {u"remove"_s, true}});
    twice(u"group"_s, {{u"name"_s, u"skygroup"_s}, {u"state"_s, u"absent"_s}});
    twice(u"cron"_s, {{u"name"_s, u"a job"_s},
                      {u"minute"_s, u"5"_s},
                      {u"job"_s, u"echo 'x' \\n"_s},
                      {u"cron_file"_s, u"skybro"_s}});
    QFile table(node.upper() + u"/etc/cron.d/skybro"_s);
    QVERIFY(table.open(QIODevice::ReadOnly));
    QCOMPARE(table.readAll(), QByteArray("#Ansible: a job\n5 * * * * root echo 'x' \\n\n"));
    twice(u"cron"_s, {{u"name"_s, u"a job"_s}, {u"state"_s, u"absent"_s}, {u"cron_file"_s, u"skybro"_s}});
    twice(u"timezone"_s, {{u"name"_s, u"Europe/Copenhagen"_s}});
}

/// dnf and rpm are not Debian's to have here: programs answer as those of AlmaLinux do.
void EditsTest::packagesByRecordedAnswers()
{
    QTemporaryDir folder;
    const auto program = [&](const QString &name, const QByteArray &text) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\n" + text);
        file.setPermissions(QFile::ReadOwner | QFile::ExeOwner | QFile::WriteOwner);
    };
    program(u"rpm"_s, "mkdir -p \"$STATE/db\"\ncase \"$*\" in -qa*) ls \"$STATE/db\"; exit ;; esac\n"
                      "for last; do :; done\n[ -e \"$STATE/db/$last\" ]\n");
    program(u"dnf"_s,
            "echo \"$@\" >>\"$STATE/log\"\ncase \"$*\" in *nosuch*) echo 'Error: Unable to find a "
            "match: nosuch' >&2; exit 1;; esac\n"
            "case \"$*\" in *--assumeno*) echo 'Operation aborted.' >&2; exit 1;; esac\n"
            "for last; do :; done\ncase \"$*\" in *' install '*) : >\"$STATE/db/$last\";; *' remove "
            "'*) rm \"$STATE/db/$last\";; esac\n");
    tests::NodeShell node;
    node.environment.insert(u"PATH"_s, folder.path() + u':' + node.environment.value(u"PATH"_s));
    node.environment.insert(u"STATE"_s, folder.path());
    const Dict args{{u"name"_s, u"munge"_s}, {u"enablerepo"_s, u"crb"_s}, {u"state"_s, u"present"_s}};
    QVERIFY(node.run(u"dnf"_s, Value(args), true).changed);
    TaskResult result = node.run(u"dnf"_s, Value(args));
    QVERIFY2(result.changed && !result.failed, qPrintable(result.msg));
    QVERIFY(!node.run(u"dnf"_s, Value(args)).changed);
    QFile log(folder.filePath(u"log"_s));
    QVERIFY(log.open(QIODevice::ReadOnly));
    QCOMPARE(log.readAll(),
             QByteArray("-y --enablerepo=crb --assumeno install munge\n-y --enablerepo=crb install munge\n"));
    result = node.run(u"dnf"_s, u"name=nosuch"_s);
    QVERIFY(result.failed);
    QCOMPARE(result.msg, u"Failed to install some of the specified packages"_s);
    QVERIFY(node.run(u"package"_s, u"name=munge state=absent use=dnf"_s).changed);
    QVERIFY(!node.run(u"package"_s, u"name=munge state=absent use=dnf"_s).changed);
}

void EditsTest::facts()
{
    tests::NodeShell node;
    const TaskResult result = node.run(u"setup"_s, Value());
    QVERIFY2(!result.failed, qPrintable(result.msg));
    QCOMPARE(node.roundTrips, 1);
    const Value facts = result.fields.value(u"ansible_facts"_s);
    QCOMPARE(facts[u"ansible_system"_s].toText(), u"Linux"_s);
    QCOMPARE(facts[u"ansible_user_uid"_s], Value(qint64(::geteuid())));
    QVERIFY(facts[u"ansible_memtotal_mb"_s].toInt() > 0);
    QVERIFY(facts[u"ansible_processor_vcpus"_s].toInt() > 0);
    QVERIFY(!facts[u"ansible_distribution"_s].toText().isEmpty());
    QVERIFY(facts[u"ansible_nodename"_s].isUnsafe());
    QVERIFY(facts[u"ansible_date_time"_s][u"epoch"_s].toInt() > 1'000'000'000);
    const TaskResult some = node.run(u"setup"_s, u"filter=ansible_distribution*"_s);
    QVERIFY(!some.fields.value(u"ansible_facts"_s).dict().contains(u"ansible_system"_s));
}

QTEST_GUILESS_MAIN(EditsTest)
#include "tst_edits.moc"

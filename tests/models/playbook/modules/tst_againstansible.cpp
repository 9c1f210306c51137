#include "models/playbook/modules/result.h"
#include "models/playbook/yaml.h"
#include "tests/support/nodeshell.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

#include <sys/stat.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace skybro;
using namespace skybro::playbook;

namespace {

constexpr std::array phases{"check", "first", "second"};

struct Task
{
    QString module;
    Value args;
    QStringList differs; ///< fields that may be otherwise
};

} // namespace

/// The real Ansible is the judge: the same tasks in two equal roots, by it and by us, each in check mode,
/// then once, then again. What they say and what they leave behind must be the same. The tasks are in
/// againstansible/*.yml; where we differ on purpose, a task's `differs` names the field and `why`.
class AgainstAnsible : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { removeFetched(); }
    void tasks_data();
    void tasks();
    void cleanup() { removeFetched(); }
    void cleanupTestCase();

private:
    /// Our controller is this machine, Ansible's the copy of it, which sees what is there already.
    static void removeFetched()
    {
        QDir(u"/var/tmp/skybro-fetched"_s).removeRecursively();
        QFile::remove(u"/var/tmp/skybro-fetched-flat"_s);
    }
    [[nodiscard]] QByteArray read(const QString &name) const;
    void write(const QString &name, const QByteArray &bytes) const;
    /// What Ansible made of the tasks, by its modules alone or by all of it.
    [[nodiscard]] List byModules(tests::NodeShell &judge, const QList<Task> &tasks, bool diff);
    [[nodiscard]] List byPlaybook(tests::NodeShell &judge, const QList<Task> &tasks);

    QTemporaryDir m_folder; ///< below /tmp, which both roots see
    std::unique_ptr<QProcess> m_server;
    QString m_url;
};

namespace {

QString asText(const Value &value)
{
    return QString::fromUtf8(value.toJson());
}

QList<Task> tasksOf(const YamlNode &group)
{
    QList<Task> tasks;
    for (const YamlNode &node : group.find(u"tasks"_s)->items()) {
        Task task;
        for (const auto &[key, value] : node.entries()) {
            const QString name = key.text();
            if (name == u"differs"_s) {
                task.differs = value.value().toTexts();
                if (!node.find(u"why"_s))
                    qFatal("%s: differs, and no why", qPrintable(node.mark().toText()));
            } else if (name != u"why"_s) {
                task.module = name;
                task.args = value.value();
            }
        }
        tasks.append(task);
    }
    return tasks;
}

/// For againstansible/modules.py.
QByteArray calls(const QList<Task> &tasks, bool diff)
{
    List list;
    for (const Task &task : tasks) {
        for (const char *phase : phases)
            list.append(Dict{{u"module"_s, task.module},
                             {u"args"_s, task.args},
                             {u"check"_s, QByteArrayView(phase) == "check"},
                             {u"diff"_s, diff}});
    }
    return Value(list).toJson();
}

/// The playbook, in JSON, which is YAML.
QByteArray playbookText(const QList<Task> &tasks)
{
    List list;
    for (const Task &task : tasks) {
        for (const char *phase : phases) {
            Dict one{{u"name"_s, QString::fromLatin1(phase)},
                     {u"check_mode"_s, QByteArrayView(phase) == "check"},
                     {u"ignore_errors"_s, true},
                     {task.module, task.args}};
            list.append(one);
        }
    }
    return Value(List{Dict{{u"hosts"_s, u"localhost"_s},
                           {u"connection"_s, u"local"_s},
                           {u"gather_facts"_s, false},
                           {u"vars"_s, Dict{{u"x"_s, u"World"_s}}},
                           {u"tasks"_s, list}}})
        .toJson();
}

/// Fields that no two runs have in common.
bool isVolatile(const QString &name)
{
    static const QStringList names{
        u"invocation"_s, u"diff"_s,         u"start"_s,     u"end"_s,     u"delta"_s,
        u"atime"_s,      u"mtime"_s,        u"ctime"_s,     u"inode"_s,   u"dev"_s,
        u"warnings"_s,   u"deprecations"_s, u"exception"_s, u"elapsed"_s, u"cache_update_time"_s,
        u"action"_s};
    return names.contains(name) || name.startsWith(u"_ansible"_s) || name == u"crashed"_s;
}

/// Without what no two runs have in common, nor Ansible and we.
QString steady(QString text)
{
    static const std::array<std::pair<QRegularExpression, QString>, 5> changes{{
        {QRegularExpression(uR"(\.\d+\.\d{4}-\d\d-\d\d@\d\d:\d\d:\d\d~)"_s), u".BACKUP~"_s},
        // tempfile's names
        {QRegularExpression(uR"(\bansible\.\w{8}(?=\.x))"_s), u"ansible.RANDOM"_s},
        // where a file lies until it is in its place
        {QRegularExpression(uR"(/root/\.ansible/tmp/[\w.-]+|/[\w/]*\.skybro-[0-9a-f]+)"_s), u"TMP"_s},
        // the name of an action plugin's own module
        {QRegularExpression(u"ansible\\.legacy\\."_s), QString()},
        // authorized_key leaves a blank where a key has no comment
        {QRegularExpression(u"(AAAA[\\w+/=]{40,}) $"_s, QRegularExpression::MultilineOption), u"\\1"_s},
    }};
    for (const auto &[pattern, to] : changes)
        text.replace(pattern, to);
    return text;
}

/// What only Ansible's way of working has to tell.
bool isOfItsOwn(const QString &path, const Value &theirs)
{
    static const QByteArray noBytes = QCryptographicHash::hash({}, QCryptographicHash::Sha1).toHex();
    // The copy on the node of what the controller or a download brought: ours has another name, or none.
    if (path == u"src"_s)
        return theirs.toText().startsWith(u"/root/.ansible/tmp/"_s);
    // In check mode get_url takes the sum of the nothing that it downloaded.
    if (path == u"checksum_src"_s)
        return theirs.toText() == QString::fromLatin1(noBytes);
    // The command lines of its own, in what its documentation does not know.
    return path == u"extract_results.cmd"_s;
}

/// Where ours lacks or contradicts what is in theirs.
void compare(const QString &path, const Value &ours, const Value &theirs, const QStringList &differs,
             QStringList &faults)
{
    if (theirs.isDict()) {
        for (const auto &[key, value] : theirs.dict()) {
            const QString below = path.isEmpty() ? key : path + u'.' + key;
            if (isVolatile(key) || differs.contains(below) || isOfItsOwn(below, value))
                continue;
            const Value *our = ours.isDict() ? ours.dict().find(key) : nullptr;
            if (!our)
                faults.append(u"%1: ours none, Ansible's %2"_s.arg(below, asText(value)));
            else
                compare(below, *our, value, differs, faults);
        }
        return;
    }
    const auto shown = [&](const Value &value) {
        // What a tool said last may end with its newline or not.
        return steady(path == u"msg"_s ? value.toText().trimmed() : asText(value));
    };
    if (shown(ours) != shown(theirs))
        faults.append(u"%1: ours %2, Ansible's %3"_s.arg(path, asText(ours), asText(theirs)));
}

/// A side of a diff as text: a state is shown as JSON.
QString side(const Value &value)
{
    if (!value.isDict())
        return value.toText();
    return QString::fromUtf8(stateDiff(value.dict(), {}).before);
}

QStringList diffsOf(const Value &result)
{
    QStringList texts;
    const Value diff = result[u"diff"_s];
    for (const Value &one : diff.isList() ? diff.list() : List{diff}) {
        if (!one.isDict())
            continue;
        if (!one[u"prepared"_s].isNull()) {
            texts.append(u"prepared "_s + one[u"prepared"_s].toText());
            continue;
        }
        // As its callback shows it.
        const QString before = one[u"dst_binary"_s].isNull()
                                   ? side(one[u"before"_s])
                                   : u"diff skipped: destination file appears to be binary\n"_s;
        const QString after = one[u"src_binary"_s].isNull()
                                  ? side(one[u"after"_s])
                                  : u"diff skipped: source file appears to be binary\n"_s;
        if (before != after)
            texts.append(before + u"=> "_s + after);
    }
    return texts;
}

QStringList diffsOf(const TaskResult &result)
{
    QStringList texts;
    for (const Diff &diff : result.diffs) {
        if (diff.before != diff.after)
            texts.append(QString::fromUtf8(diff.before) + u"=> "_s + QString::fromUtf8(diff.after));
    }
    return texts;
}

/// A directory that only holds what differs.
bool isTheMachines(const QString &name, const struct stat &info)
{
    struct stat own = {};
    return S_ISDIR(info.st_mode) && ::lstat(qPrintable(u'/' + name), &own) == 0 &&
           own.st_mode == info.st_mode && own.st_uid == info.st_uid && own.st_gid == info.st_gid;
}

/// All that differs from the machine's own files: name, kind, mode, owner, and what is in it.
QStringList listing(const QString &root, const QStringList &except)
{
    static const QRegularExpression ours(
        u"^(root/\\.ansible|root$|tmp|proc|sys|dev|run|var/(lib|cache)/(apt|dpkg)|var/log|etc/.*-$|var/tmp)"_s);
    const auto isExcepted = [&](const QString &name) {
        return std::ranges::any_of(except, [&](const QString &start) { return name.startsWith(start); });
    };
    QStringList lines;
    QDirIterator all(root, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                     QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QString path = all.next();
        const QString name = path.mid(root.size() + 1);
        struct stat info = {};
        if (ours.match(name).hasMatch() || isExcepted(name) || ::lstat(qPrintable(path), &info) != 0)
            continue;
        if (isTheMachines(name, info))
            continue;
        QString line = u"%1 %2 %3:%4"_s.arg(name).arg(info.st_mode, 0, 8).arg(info.st_uid).arg(info.st_gid);
        if (S_ISLNK(info.st_mode)) {
            line += u" -> "_s + QFile::symLinkTarget(path).remove(root);
        } else if (S_ISREG(info.st_mode)) {
            QFile file(path);
            if (file.open(QIODevice::ReadOnly)) {
                const QByteArray bytes = file.readAll();
                line += u' ' + (bytes.size() < 400 && !bytes.contains('\0')
                                    ? QString::fromUtf8(bytes)
                                    : QString::fromLatin1(
                                          QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex()));
            }
        }
        lines.append(steady(line));
    }
    lines.sort();
    return lines;
}

/// As a run does it.
TaskResult run(tests::NodeShell &node, const Task &task, bool isCheck, bool diff)
{
    const Module *module = findModule(task.module);
    if (!isCheck || !module || module->supportsCheck)
        return node.run(task.module, task.args, isCheck, diff);
    TaskResult skipped;
    skipped.skipped = true;
    skipped.msg = u"remote module (%1) does not support check mode"_s.arg(module->name);
    return skipped;
}

} // namespace

QByteArray AgainstAnsible::read(const QString &name) const
{
    QFile file(QStringLiteral(AGAINSTANSIBLE_DIR "/") + name);
    QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    bytes.replace("@FILES@", m_folder.path().toUtf8());
    bytes.replace("@HTTP@", m_url.toUtf8());
    bytes.replace("@HOSTNAME@", QSysInfo::machineHostName().toUtf8());
    return bytes;
}

void AgainstAnsible::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("no temporary file");
}

void AgainstAnsible::initTestCase()
{
    if (QStandardPaths::findExecutable(u"ansible-playbook"_s).isEmpty())
        QSKIP("SKYBRO_SKIP ansible-playbook is absent: install ansible");
    if (!tests::NodeShell().useRoot())
        QSKIP(
            "SKYBRO_SKIP no overlay file system can be mounted here: be root, and not in a container without "
            "rights");
    // What the tasks copy, unpack and download: made by a script, since some of it is binary.
    QProcess make;
    make.setWorkingDirectory(m_folder.path());
    make.start(u"sh"_s, {u"-c"_s, QString::fromUtf8(read(u"files.sh"_s))});
    QVERIFY(make.waitForFinished(60'000));
    QVERIFY2(make.exitCode() == 0, make.readAllStandardError().constData());
    m_server = std::make_unique<QProcess>();
    m_server->start(u"python3"_s, {u"-u"_s, u"-m"_s, u"http.server"_s, u"--bind"_s, u"127.0.0.1"_s,
                                   u"--directory"_s, m_folder.path(), u"0"_s});
    QVERIFY(m_server->waitForReadyRead(60'000));
    static const QRegularExpression url(u"(http://127.0.0.1:\\d+)/"_s);
    m_url = url.match(QString::fromUtf8(m_server->readAllStandardOutput())).captured(1);
    QVERIFY(!m_url.isEmpty());
}

void AgainstAnsible::tasks_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("diff");
    for (const QString &name : QDir(QStringLiteral(AGAINSTANSIBLE_DIR)).entryList({u"*.yml"_s}))
        QTest::newRow(qPrintable(name.chopped(4))) << name << true;
    // Some edits take another way where nobody asks for a diff.
    QTest::newRow("edit without diff") << u"edit.yml"_s << false;
}

List AgainstAnsible::byModules(tests::NodeShell &judge, const QList<Task> &tasks, bool diff)
{
    write(u"calls.json"_s, calls(tasks, diff));
    write(u"modules.py"_s, read(u"modules.py"_s));
    const Output said =
        judge.runText("export PYTHONDONTWRITEBYTECODE=1 PYTHONWARNINGS=ignore\nexec /usr/bin/python3 " +
                      m_folder.filePath(u"modules.py"_s).toUtf8() + ' ' +
                      m_folder.filePath(u"calls.json"_s).toUtf8() + " </dev/null\n");
    const auto json = Value::fromJson(said.out);
    if (!json)
        qWarning("%s", (said.out.left(2000) + said.err).constData());
    return json ? json->list() : List{};
}

List AgainstAnsible::byPlaybook(tests::NodeShell &judge, const QList<Task> &tasks)
{
    write(u"playbook.yml"_s, playbookText(tasks));
    const Output said = judge.runText(
        "export ANSIBLE_STDOUT_CALLBACK=json ANSIBLE_NOCOLOR=1 ANSIBLE_LOCALHOST_WARNING=0 "
        "ANSIBLE_DEPRECATION_WARNINGS=0 PYTHONDONTWRITEBYTECODE=1\n"
        "exec ansible-playbook --diff -i localhost, -e ansible_python_interpreter=/usr/bin/python3 " +
        m_folder.filePath(u"playbook.yml"_s).toUtf8() + " </dev/null\n");
    const auto json = Value::fromJson(said.out);
    if (!json)
        qWarning("%s", (said.out.left(2000) + said.err).constData());
    List results;
    for (const Value &task : json ? (*json)[u"plays"_s].list().value(0)[u"tasks"_s].list() : List{})
        results.append(task[u"hosts"_s][u"localhost"_s]);
    return results;
}

void AgainstAnsible::tasks()
{
    QFETCH(QString, file);
    QFETCH(bool, diff);
    const auto loaded = parseYaml(read(file), file);
    QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().text));
    if (const YamlNode *needs = loaded->root.find(u"needs"_s)) {
        for (const QString &tool : needs->value().toTexts()) {
            if (QStandardPaths::findExecutable(tool).isEmpty())
                QSKIP(qPrintable(tool + u" is absent: install it"_s));
        }
    }
    const QList<Task> tasks = tasksOf(loaded->root);
    const QString prepare = loaded->root.find(u"prepare"_s)->text();

    tests::FakeController controller(m_folder.path());
    controller.variables = {{u"playbook_dir"_s, m_folder.path()},
                            {u"inventory_hostname"_s, u"localhost"_s},
                            {u"x"_s, u"World"_s}};
    tests::NodeShell judge;
    judge.patience = std::chrono::minutes(15);
    tests::NodeShell node;
    node.controller = &controller;
    QVERIFY(judge.useRoot() && node.useRoot());
    for (tests::NodeShell *shell : {&judge, &node}) {
        const Output made = shell->runText("set -e\n" + prepare.toUtf8());
        QVERIFY2(made.exitCode == 0, (made.out + made.err).constData());
    }

    const bool isPlaybook = loaded->root.find(u"by"_s) != nullptr;
    const List theirs = isPlaybook ? byPlaybook(judge, tasks) : byModules(judge, tasks, diff);
    QCOMPARE(theirs.size(), tasks.size() * qsizetype(phases.size()));

    QStringList faults;
    for (qsizetype i = 0; i < theirs.size(); ++i) {
        const Task &task = tasks[i / qsizetype(phases.size())];
        const char *phase = phases.at(size_t(i) % phases.size());
        const bool isCheck = QByteArrayView(phase) == "check";
        const TaskResult ours = run(node, task, isCheck, diff);
        const Value &their = theirs[i];
        QStringList found;
        compare({}, ours.toValue(), their, task.differs, found);
        // What Ansible leaves out is no.
        for (const QString &flag : {u"failed"_s, u"changed"_s, u"skipped"_s}) {
            if (!their.dict().contains(flag) && ours.toValue()[flag].isTrue() && !task.differs.contains(flag))
                found.append(flag + u": ours true, Ansible's none"_s);
        }
        if (ours.failed && !their[u"failed"_s].isTrue())
            found.append(u"msg: "_s + asText(ours.toValue()[u"msg"_s]));
        const QStringList ourDiffs = diffsOf(ours);
        const QStringList theirDiffs = diffsOf(their);
        if (diff && steady(ourDiffs.join(u"\n--\n"_s)) != steady(theirDiffs.join(u"\n--\n"_s)) &&
            !task.differs.contains(u"diff"_s))
            found.append(u"diff: ours\n%1\nAnsible's\n%2"_s.arg(ourDiffs.join(u"\n--\n"_s),
                                                                theirDiffs.join(u"\n--\n"_s)));
        if (!found.isEmpty())
            faults.append(u"%1 %2, %3:\n  %4"_s.arg(task.module, asText(task.args),
                                                    QString::fromLatin1(phase), found.join(u"\n  "_s)));
    }
    // Files that are otherwise; as with `differs`, the group says why.
    QStringList except;
    if (const YamlNode *files = loaded->root.find(u"files_differ"_s)) {
        QVERIFY2(loaded->root.find(u"files_why"_s), "files_differ, and no files_why");
        except = files->value().toTexts();
    }
    const QStringList ourFiles = listing(node.upper(), except);
    const QStringList theirFiles = listing(judge.upper(), except);
    for (const QString &line : theirFiles) {
        if (!ourFiles.contains(line))
            faults.append(u"only Ansible left: "_s + line);
    }
    for (const QString &line : ourFiles) {
        if (!theirFiles.contains(line))
            faults.append(u"only ours left: "_s + line);
    }
    // One by one: a text as long as all of them would be cut off.
    for (const QString &fault : faults)
        qWarning().noquote() << fault;
    QCOMPARE(faults.size(), 0);
}

void AgainstAnsible::cleanupTestCase()
{
    if (!m_server)
        return;
    m_server->kill();
    m_server->waitForFinished();
}

QTEST_GUILESS_MAIN(AgainstAnsible)
#include "tst_againstansible.moc"

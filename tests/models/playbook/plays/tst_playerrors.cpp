#include "ansibleoracle.h"
#include "models/playbook/plays/loader.h"
#include "tree.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro;
using namespace skybro::playbook;

namespace {

LoadOptions options()
{
    return {.vault = std::make_shared<Vault>(), .extraVars = {}, .rolesPath = {u"/nonexistent"_s}};
}

/// Playbooks that are wrong: where, and in which words, those of Ansible where it has some.
struct Wrong
{
    const char *name;
    QByteArray files;
    const char *place; ///< behind the folder
    const char *words;
    bool isAnsibles = true; ///< Ansible refuses it in the same words
};

QByteArray task(const QByteArray &lines)
{
    return "== p.yml\n- hosts: all\n  gather_facts: no\n  tasks:\n    - " +
           QByteArray(lines).replace("\n", "\n      ");
}

QByteArray play(const QByteArray &lines)
{
    return "== p.yml\n- hosts: all\n  " + QByteArray(lines).replace("\n", "\n  ");
}

QList<Wrong> wrongOnes()
{
    return {
        {"empty", "== p.yml\n", "p.yml", "Empty playbook, nothing to do"},
        {"mapping", "== p.yml\nhosts: all\n", "p.yml:1:1",
         "A playbook must be a list of plays, got a <class 'dict'> instead", false},
        {"no plays", "== p.yml\n[]\n", "p.yml:1:1", "A playbook must contain at least one play"},
        {"no play", "== p.yml\n- all\n", "p.yml:1:3",
         "playbook entries must be either valid plays or 'import_playbook' statements"},
        {"no hosts", "== p.yml\n- tasks: []\n", "p.yml:1:3", "the field 'hosts' is required but was not set"},
        {"empty hosts", "== p.yml\n- hosts: []\n", "p.yml:1:10", "Hosts list cannot be empty"},
        {"hosts of null", "== p.yml\n- hosts: [a, ~]\n", "p.yml:1:14",
         "Hosts list cannot contain values of 'None'"},
        {"hosts as mapping", "== p.yml\n- hosts: {a: 1}\n", "p.yml:1:10",
         "Hosts list must be a sequence or string"},
        {"key of a play", play("host: x"), "p.yml:2:3", "'host' is not a valid attribute for a Play"},
        {"when of a play", play("when: x"), "p.yml:2:3", "'when' is not a valid attribute for a Play"},
        {"list as text", play("remote_user: [a]"), "p.yml:2:16",
         "The field 'remote_user' is supposed to be a string type"},
        {"variable's name", play("vars: {a-b: 1}"), "p.yml:2:10", "'a-b' is not a valid variable name"},
        {"vars as text", play("vars: x"), "p.yml:2:9",
         "Vars in a Play must be specified as a dictionary, or a list of dictionaries"},
        {"reserved name", task("ping:\nvars: {None: 1}"), "p.yml:5:14", "'None' is not a valid variable name",
         false},
        {"prompt", play("vars_prompt: [{prompt: x}]"), "p.yml:2:17",
         "Invalid vars_prompt data structure, missing 'name' key"},
        {"prompt's key", play("vars_prompt: [{name: x, foo: 1}]"), "p.yml:2:27",
         "Invalid vars_prompt data structure, found unsupported key 'foo'"},
        {"tags", play("tags: {a: 1}"), "p.yml:2:9", "tags must be specified as a list"},
        {"boolean", task("ping:\nbecome: maybe"), "p.yml:5:15",
         "the field 'become' has an invalid value (maybe), and could not be converted to an bool", false},
        {"number", task("ping:\nretries: often"), "p.yml:5:16", "the field 'retries' has an invalid value",
         false},
        {"no module", task("name: x"), "p.yml:4:7", "no module/action detected in task."},
        {"two modules", task("ping:\ndebug:"), "p.yml:5:7", "conflicting action statements: ping, debug"},
        {"action and module", task("action: ping\ndebug:"), "p.yml:5:7",
         "conflicting action statements: ping, debug"},
        {"both actions", task("action: ping\nlocal_action: ping"), "p.yml:5:7",
         "action and local_action are mutually exclusive"},
        {"key of a task", task("ping:\nnotifi: x"), "p.yml:5:7",
         "'notifi' is not a valid attribute for a Task", false},
        {"with of nothing", task("ping:\nwith_items:"), "p.yml:5:7",
         "you must specify a value when using with_items"},
        {"two loops", task("ping:\nwith_items: [1]\nloop: [2]"), "p.yml:6:7", "duplicate loop in task",
         false},
        {"loop_control", task("ping:\nloop_control: x"), "p.yml:5:21",
         "the `loop_control` value must be specified as a dictionary"},
        {"key of loop_control", task("ping:\nloop_control: {var: x}"), "p.yml:5:22",
         "'var' is not a valid attribute for a LoopControl"},
        {"number as arguments", task("debug: 5"), "p.yml:4:14", "unexpected parameter type in action"},
        {"extra words", task("copy: what dest=/x"), "p.yml:4:13",
         "this task 'copy' has extra params, which is only allowed in the following modules"},
        {"bare args", task("command: ls\nargs: bare"), "p.yml:5:13",
         "Complex args containing variables cannot use bare variables"},
        {"open quote", task("shell: |\n  # don't"), "p.yml:4:14",
         "failed at splitting arguments, either an unbalanced jinja2 block or quotes"},
        {"cmd twice", task("command: ls\nargs: {cmd: ls}"), "p.yml:4:16",
         "The 'cmd' argument cannot be used when other raw parameters are specified."},
        {"rescue alone", task("rescue: [{ping: }]"), "p.yml:4:15",
         "'rescue' keyword cannot be used without 'block'"},
        {"key of a block", task("block: [{ping: }]\nregister: x"), "p.yml:5:7",
         "'register' is not a valid attribute for a Block"},
        {"tasks as text", play("tasks: x"), "p.yml:2:10", "a list of tasks", false},
        {"task as text", play("tasks: [x]"), "p.yml:2:11", "a task is a mapping", false},
        {"block as handler", play("handlers: [{block: [{block: [{ping: }]}]}]"), "p.yml:2:23",
         "Using a block as a handler is not supported."},
        {"role as handler", play("handlers: [{include_role: {name: x}}]"), "p.yml:2:15",
         "Using 'include_role' as a handler is not supported."},
        {"key of an include", task("include_tasks: p.yml\nbecome: yes"), "p.yml:5:7",
         "'become' is not a valid attribute for a TaskInclude"},
        {"key of include_role", task("include_role: {name: x}\nnotify: y"), "p.yml:5:7",
         "'notify' is not a valid attribute for a IncludeRole"},
        {"options of an include", task("include_tasks: {file: x, name: y}"), "p.yml:4:22",
         "Invalid options for include_tasks: name"},
        {"apply of an import", task("import_tasks: {file: x, apply: {tags: y}}"), "p.yml:4:21",
         "Invalid options for import_tasks: apply", false},
        {"no file", task("include_tasks:"), "p.yml:4:7", "No file specified for include_tasks"},
        {"loop of an import", task("import_tasks: x.yml\nloop: [1]"), "p.yml:5:13",
         "You cannot use loops on 'import_tasks' statements."},
        {"absent import", task("import_tasks: absent.yml"), "p.yml:4:21", "absent.yml", true},
        {"import by facts", task("import_tasks: '{{ ansible_hostname }}.yml'"), "p.yml:4:21",
         "'ansible_hostname' is undefined", false},
        {"mapping imported", task("import_tasks: t.yml") + "\n== t.yml\na: 1\n", "t.yml:1:1",
         "included task files must contain a list of tasks"},
        {"import of itself", task("import_tasks: t.yml") + "\n== t.yml\n- import_tasks: t.yml\n",
         "t.yml:1:17", "t.yml → ", false},
        {"absent playbook", "== p.yml\n- import_playbook: absent.yml\n", "p.yml:1:20", "absent.yml"},
        {"no playbook", "== p.yml\n- import_playbook:\n", "p.yml:1:3",
         "playbook import parameter is missing"},
        {"key of an import", "== p.yml\n- import_playbook: p.yml\n  hosts: all\n", "p.yml:2:3",
         "'hosts' is not a valid attribute for a PlaybookInclude"},
        {"playbook of itself", "== p.yml\n- import_playbook: p.yml\n", "p.yml:1:20", "p.yml → ", false},
        {"absent role", play("roles: [absent]"), "p.yml:2:11", "the role 'absent' was not found in"},
        {"nameless role", play("roles: [{tags: x}]"), "p.yml:2:11",
         "role definitions must contain a role name"},
        {"old role", play("roles: ['a,1.0']"), "p.yml:2:11", "Invalid old style role requirement: a,1.0"},
        {"role as list", play("roles: [[a]]"), "p.yml:2:11", "Invalid role definition", false},
        {"role of itself",
         play("roles: [a]") + "\n== roles/a/meta/main.yml\ndependencies: [b]\n"
                              "== roles/b/meta/main.yml\ndependencies: [a]\n",
         "roles/b/meta/main.yml:1:16", "A recursion loop was detected with the roles specified."},
        {"imports itself", play("roles: [a]") + "\n== roles/a/tasks/main.yml\n- import_role: name=a\n",
         "roles/a/tasks/main.yml:1:16", "A recursion loop was detected with the roles specified.", false},
        {"role's tasks", play("roles: [a]") + "\n== roles/a/tasks/main.yml\na: 1\n",
         "roles/a/tasks/main.yml:1:1", "The tasks/main.yml file for role 'a' must contain a list of tasks"},
        {"role's vars", play("roles: [a]") + "\n== roles/a/vars/main.yml\n[1]\n", "roles/a/vars/main.yml:1:1",
         "The vars/main.yml file for role 'a' must contain a dictionary of variables"},
        {"role's meta", play("roles: [a]") + "\n== roles/a/meta/main.yml\n[1]\n", "roles/a/meta/main.yml:1:1",
         "the 'meta/main.yml' for role a is not a dictionary"},
        {"key of meta", play("roles: [a]") + "\n== roles/a/meta/main.yml\nfoo: 1\n",
         "roles/a/meta/main.yml:1:1", "'foo' is not a valid attribute for a RoleMetadata"},
        {"dependencies", play("roles: [a]") + "\n== roles/a/meta/main.yml\ndependencies: x\n",
         "roles/a/meta/main.yml:1:15", "Expected role dependencies to be a list."},
        {"part of a role",
         task("import_role: {name: a, tasks_from: x}") + "\n== roles/a/tasks/main.yml\n[]\n", "p.yml:4:20",
         "Could not find specified file in role: tasks/x"},
        {"nameless import", task("import_role: {tasks_from: x}"), "p.yml:4:20",
         "'name' is a required field for import_role."},
        {"options of a role", task("import_role: {name: x, foo: 1}"), "p.yml:4:20",
         "Invalid options for import_role: foo"},
        {"YAML", "== p.yml\n- hosts: all\n\ttasks: []\n", "p.yml:2:1", "tab", false},
        {"YAML of tasks", task("import_tasks: t.yml") + "\n== t.yml\n- a: b: c\n", "t.yml:1:", "quotes",
         false},
        {"vaulted", "== p.yml\n$ANSIBLE_VAULT;1.1;AES256\n6162\n", "p.yml", "vault", false},
    };
}

} // namespace

class TestPlayErrors : public QObject
{
    Q_OBJECT

private slots:
    void names_data()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const Wrong &wrong : wrongOnes())
            QTest::newRow(wrong.name) << index++;
    }
    void names()
    {
        QFETCH(int, index);
        const Wrong wrong = wrongOnes().at(index);
        const Tree tree(wrong.files);
        Loader loader(options());
        const auto loaded = loader.load(tree.path(u"p.yml"_s));
        QVERIFY(!loaded);
        const QString &text = loaded.error().text;
        QVERIFY2(text.startsWith(tree.path(QString::fromUtf8(wrong.place))), qPrintable(text));
        QVERIFY2(text.contains(QString::fromUtf8(wrong.words)), qPrintable(text));
        QVERIFY(loaded.error().kind == ErrorKind::Invalid || loaded.error().kind == ErrorKind::NotFound ||
                loaded.error().kind == ErrorKind::Forbidden);
        // The first finding of lint is the error of load.
        const QList<Finding> findings = Loader(options()).lint(tree.path(u"p.yml"_s));
        QVERIFY(std::ranges::any_of(findings, [&](const Finding &finding) {
            return finding.severity == Finding::Severity::Error && text.endsWith(finding.text) &&
                   text.startsWith(finding.mark.toText());
        }));
    }

    /// What is said to be Ansible's words is.
    void saysItAsAnsible()
    {
        std::vector<std::unique_ptr<Tree>> trees;
        QStringList paths;
        for (const Wrong &wrong : wrongOnes()) {
            trees.push_back(std::make_unique<Tree>(wrong.files));
            paths.append(trees.back()->path(u"p.yml"_s));
        }
        const auto judged = askAnsible(paths);
        if (!judged)
            QSKIP("Ansible is absent: install ansible-core");
        QCOMPARE(judged->size(), paths.size());
        QStringList differences;
        for (qsizetype i = 0; i < paths.size(); ++i) {
            const Wrong wrong = wrongOnes().at(i);
            const QString error = judged->at(i).value(u"error"_s).toString();
            if (wrong.isAnsibles && !error.contains(QString::fromUtf8(wrong.words)))
                differences.append(QString::fromUtf8(wrong.name) + u": "_s + error);
        }
        QVERIFY2(differences.isEmpty(), qPrintable(differences.join(u'\n')));
    }

    /// A file that imports two files twice each, and so on, has no end worth waiting for.
    void boundsImports()
    {
        QByteArray files = task("import_tasks: t0.yml");
        for (int i = 0; i < 30; ++i) {
            const QByteArray next = "- import_tasks: t" + QByteArray::number(i + 1) + ".yml\n";
            files += "\n== t" + QByteArray::number(i) + ".yml\n" + next + next;
        }
        files += "\n== t30.yml\n- ping:\n";
        const Tree tree(files);
        const auto loaded = Loader(options()).load(tree.path(u"p.yml"_s));
        QVERIFY(!loaded);
        QVERIFY2(loaded.error().text.contains(u"100"_s), qPrintable(loaded.error().text));
    }

    void refusesLargeFiles()
    {
        const Tree tree("== p.yml\n");
        QFile file(tree.path(u"p.yml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(50'000'000, '#'));
        file.close();
        const auto loaded = Loader(options()).load(file.fileName());
        QVERIFY(!loaded);
        QVERIFY(loaded.error().text.startsWith(file.fileName() + u": "_s));
    }

    void showsTheLine()
    {
        const Tree tree(task("name: é\npinng: x\ncopy: src=a"));
        const auto loaded = Loader(options()).load(tree.path(u"p.yml"_s));
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().detail, u"      pinng: x\n      ^"_s);
    }

    void findsAllAtOnce()
    {
        const Tree tree(
            play("foo: 1\ntasks:\n  - ping:\n    become: maybe\n  - import_tasks: t.yml\n  - name: x") +
            "\n== t.yml\n- debug:\n  ping:\n- block: [{copy: a}]\n  x: 1\n");
        const QList<Finding> findings = Loader(options()).lint(tree.path(u"p.yml"_s));
        QStringList places;
        for (const Finding &finding : findings) {
            if (finding.severity == Finding::Severity::Error)
                places.append(finding.mark.toText().mid(tree.path({}).size() + 1));
        }
        QCOMPARE(places.join(u' '),
                 (QStringList{u"p.yml:2:3"_s, u"p.yml:5:15"_s, u"p.yml:7:7"_s, u"t.yml:2:3"_s,
                              u"t.yml:3:11"_s, u"t.yml:3:18"_s, u"t.yml:4:3"_s})
                     .join(u' '));
        QCOMPARE(findings.constFirst().line, u"  foo: 1"_s);
    }
};

QTEST_GUILESS_MAIN(TestPlayErrors)
#include "tst_playerrors.moc"

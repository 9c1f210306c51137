#include "ansibleoracle.h"
#include "models/playbook/plays/loader.h"
#include "outline.h"
#include "tree.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro;
using namespace skybro::playbook;

namespace {

using Loaded = Result<std::shared_ptr<const Playbook>>;

LoadOptions options()
{
    return {.vault = std::make_shared<Vault>(), .extraVars = {}, .rolesPath = {u"/nonexistent"_s}};
}

/// The task at a place of a play, sections flattened; flushes count.
const Task &taskAt(const std::vector<BlockItem> &items, size_t index)
{
    return *std::get<std::shared_ptr<const Task>>(items.at(index));
}

const Block &blockAt(const std::vector<BlockItem> &items, size_t index)
{
    return *std::get<std::shared_ptr<const Block>>(items.at(index));
}

QStringList texts(const QList<Written> &written)
{
    QStringList all;
    for (const Written &each : written)
        all.append(each.value.toText());
    return all;
}

} // namespace

class TestLoader : public QObject
{
    Q_OBJECT

private slots:
    /// The same tasks with the same names and tags as the real Ansible lists, for the playbooks here and
    /// those that both run in the judge's test.
    void listsTasksAsAnsible()
    {
        QStringList paths{QStringLiteral(PLAYS_DIR "/site/main.yml")};
        const QDir judged(QStringLiteral(JUDGED_DIR));
        for (const QString &name : judged.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
            // That one needs a password to be read at all.
            if (name != u"20-secrets"_s)
                paths.append(judged.filePath(name + u"/site.yml"_s));
        }
        const auto answers = askAnsible(paths);
        if (!answers)
            QSKIP("Ansible is absent: install ansible-core");
        QCOMPARE(answers->size(), paths.size());
        QVERIFY(paths.size() > 20);
        for (qsizetype i = 0; i < paths.size(); ++i) {
            const QString error = answers->at(i).value(u"error"_s).toString();
            QVERIFY2(error.isEmpty(), qPrintable(error));
            QStringList expected;
            for (const QJsonValue &line : answers->at(i).value(u"tasks"_s).toArray())
                expected.append(line.toString());
            const Loaded loaded = Loader(options()).load(paths[i]);
            QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().text));
            QCOMPARE(Outline(**loaded).lines().join(u'\n'), expected.join(u'\n'));
        }
    }

    void readsForms_data()
    {
        QTest::addColumn<QByteArray>("task");
        QTest::addColumn<QString>("action");
        QTest::addColumn<QByteArray>("args");
        const auto row = [](const char *name, const QByteArray &task, const QString &action,
                            const QByteArray &args) { QTest::newRow(name) << task << action << args; };
        row("mapping", "copy: {src: a, dest: b}", u"copy"_s, R"({"src": "a", "dest": "b"})");
        row("key=value", "copy: src=a dest='b c' mode={{ m }}", u"copy"_s,
            R"({"src": "a", "dest": "b c", "mode": "{{ m }}"})");
        row("free form", "command: ls -l a=b chdir=/tmp", u"command"_s,
            R"({"chdir": "/tmp", "_raw_params": "ls -l a=b"})");
        row("full name", "ansible.builtin.shell: |\n    echo a\n    echo b", u"ansible.builtin.shell"_s,
            R"({"_raw_params": "echo a\necho b"})");
        row("args", "command: pwd\n  args: {chdir: /, creates: /x}", u"command"_s,
            R"({"chdir": "/", "creates": "/x", "_raw_params": "pwd"})");
        row("args are weaker", "file: path=/a\n  args: {path: /b, state: touch}", u"file"_s,
            R"({"path": "/a", "state": "touch"})");
        row("action", "action: copy src=a dest=b", u"copy"_s, R"({"src": "a", "dest": "b"})");
        row("action as mapping", "action: {module: copy src=a, dest: b}", u"copy"_s,
            R"({"src": "a", "dest": "b"})");
        row("nothing", "ping:", u"ping"_s, "{}");
        row("text", "meta: flush_handlers", u"meta"_s, R"({"_raw_params": "flush_handlers"})");
        row("file of tasks", "include_tasks: {file: a.yml, apply: {tags: x}}", u"include_tasks"_s,
            R"({"apply": {"tags": "x"}, "_raw_params": "a.yml"})");
        row("template of all", "copy: '{{ all }}'", u"copy"_s, R"({"_variable_params": "{{ all }}"})");
        row("args as template", "copy: dest=x\n  args: '{{ all }}'", u"copy"_s,
            R"({"_variable_params": "{{ all }}", "dest": "x"})");
        row("unknown module", "some.where.thing: {a: 1}", u"some.where.thing"_s, R"({"a": 1})");
        row("several hosts", "add_host: name=x groups=a,b v=1", u"add_host"_s,
            R"({"name": "x", "groups": "a,b", "v": "1"})");
        row("numbers", "wait_for: {port: 22, delay: 1.5, x: yes}", u"wait_for"_s,
            R"({"port": 22, "delay": 1.5, "x": true})");
    }
    void readsForms()
    {
        QFETCH(QByteArray, task);
        QFETCH(QString, action);
        QFETCH(QByteArray, args);
        const Tree tree("== p.yml\n- hosts: all\n  tasks:\n  - " + task.trimmed().replace("\n", "\n  "));
        Loader loader(options());
        const Loaded loaded = loader.load(tree.path(u"p.yml"_s));
        QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().text));
        const Task &read = taskAt((*loaded)->plays.at(0)->tasks, 1);
        QCOMPARE(read.action, action);
        QCOMPARE(read.module, findModule(action));
        QCOMPARE(Value(read.args).toJson(), args);
        QVERIFY(!read.isImplicit);
    }

    void readsKeywords()
    {
        const Tree tree(R"(== p.yml
- name: All of them
  hosts: [a, b]
  gather_facts: false
  gather_subset: [min]
  serial: [1, "30%"]
  strategy: free
  order: sorted
  max_fail_percentage: 20
  force_handlers: yes
  any_errors_fatal: true
  remote_user: me
  port: 2222
  connection: ssh
  vars: [{a: 1}, {b: "{{ a }}"}]
  vars_prompt: [{name: q, prompt: "Which?", private: no}]
  collections: [x.y]
  environment: {A: 1}
  module_defaults:
    ansible.builtin.copy: {mode: "0600"}
  tasks:
    - name: Everything
      copy: {dest: x}
      vars: {c: 3}
      when: [a, b is defined]
      with_dict: {k: v}
      loop_control: {loop_var: it, index_var: i, label: "{{ it.key }}", pause: 1.5, extended: yes}
      register: out
      until: out is succeeded
      retries: 4
      delay: "{{ d }}"
      notify: [one, two]
      changed_when: false
      failed_when: [a, b]
      ignore_errors: yes
      ignore_unreachable: yes
      become: yes
      become_user: u
      become_method: su
      become_flags: -l
      environment: [{B: 2}, "{{ e }}"]
      tags: a, b
      run_once: "{{ once }}"
      delegate_to: other
      delegate_facts: yes
      no_log: true
      check_mode: no
      diff: yes
      throttle: 2
      timeout: 10
    - local_action: command true
  handlers:
    - {name: h, ping: , listen: [one, all]}
)");
        Loader loader(options());
        const Loaded loaded = loader.load(tree.path(u"p.yml"_s));
        QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().text));
        const Play &play = *(*loaded)->plays.at(0);
        QCOMPARE(play.hosts.value.toTexts(), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(play.gatherFacts.value, Value(false));
        QCOMPARE(play.serial, (QList<Value>{1, u"30%"_s}));
        QCOMPARE(play.strategy, u"free"_s);
        QCOMPARE(play.order, u"sorted"_s);
        QCOMPARE(play.maxFailPercentage.value, Value(20));
        QVERIFY(play.forceHandlers);
        QCOMPARE(Value(play.vars).toJson(), QByteArray(R"({"a": 1, "b": "{{ a }}"})"));
        QCOMPARE(play.varsPrompt.size(), 1);

        const Task &task = taskAt(play.tasks, 1);
        QCOMPARE(texts(task.when), (QStringList{u"a"_s, u"b is defined"_s}));
        QCOMPARE(task.when.at(1).mark.line, 24);
        QCOMPARE(task.when.at(1).mark.column, 17);
        QCOMPARE(task.loopLookup, u"dict"_s);
        QCOMPARE(task.loop->value.toJson(), QByteArray(R"({"k": "v"})"));
        QCOMPARE(task.loopControl.loopVar, u"it"_s);
        QCOMPARE(task.loopControl.indexVar, u"i"_s);
        QCOMPARE(task.loopControl.label.value, Value(u"{{ it.key }}"_s));
        QCOMPARE(task.loopControl.pause.value, Value(1.5));
        QVERIFY(task.loopControl.extended);
        QCOMPARE(task.registerAs, u"out"_s);
        QCOMPARE(texts(task.until), QStringList{u"out is succeeded"_s});
        QCOMPARE(task.retries.value, Value(4));
        QCOMPARE(task.delay.value, Value(u"{{ d }}"_s));
        QCOMPARE(texts(task.notify), (QStringList{u"one"_s, u"two"_s}));
        QCOMPARE(task.changedWhen.at(0).value, Value(false));
        QCOMPARE(task.failedWhen.size(), 2);
        QCOMPARE(task.tags, (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(task.environment.size(), 2);
        QCOMPARE(task.allEnvironment().size(), 3);
        QCOMPARE(task.allEnvironment().at(0).value[u"A"_s], Value(1));
        QCOMPARE(task.defaultsOf(u"copy"_s).value(u"mode"_s), Value(u"0600"_s));
        const QList<std::pair<Keyword, Value>> expected{
            {Keyword::AnyErrorsFatal, true},
            {Keyword::Become, true},
            {Keyword::BecomeFlags, u"-l"_s},
            {Keyword::BecomeMethod, u"su"_s},
            {Keyword::BecomeUser, u"u"_s},
            {Keyword::CheckMode, false},
            {Keyword::Connection, u"ssh"_s},
            {Keyword::DelegateFacts, true},
            {Keyword::DelegateTo, u"other"_s},
            {Keyword::Diff, true},
            {Keyword::IgnoreErrors, true},
            {Keyword::IgnoreUnreachable, true},
            {Keyword::NoLog, true},
            {Keyword::Port, 2222},
            {Keyword::RemoteUser, u"me"_s},
            {Keyword::RunOnce, u"{{ once }}"_s},
            {Keyword::Throttle, 2},
            {Keyword::Timeout, 10},
        };
        for (const auto &[keyword, value] : expected) {
            QVERIFY(task.find(keyword));
            QCOMPARE(task.find(keyword)->value, value);
        }
        const Task &local = taskAt(play.tasks, 2);
        QVERIFY(local.isLocalAction);
        QCOMPARE(local.find(Keyword::DelegateTo)->value, Value(u"localhost"_s));
        QVERIFY(!local.find(Keyword::Become));
        QCOMPARE(play.handlers.size(), 1U);
        QVERIFY(play.handlers[0]->isHandler);
        QCOMPARE(play.handlers[0]->listen, (QStringList{u"one"_s, u"all"_s}));
    }

    void flushesBetweenSections()
    {
        const Tree tree("== p.yml\n- hosts: all\n  post_tasks: [{ping: }]\n  tasks: [{debug: }]\n"
                        "  pre_tasks: [{setup: }]\n  roles: [r]\n== r/tasks/main.yml\n- raw: x\n");
        Loader loader(options());
        const Loaded loaded = loader.load(tree.path(u"p.yml"_s));
        QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().text));
        const auto &tasks = (*loaded)->plays.at(0)->tasks;
        QCOMPARE(tasks.size(), 7U);
        QCOMPARE(taskAt(tasks, 0).action, u"setup"_s);
        QCOMPARE(taskAt(blockAt(tasks, 2).tasks, 0).title(), u"r : raw"_s);
        QCOMPARE(taskAt(tasks, 3).action, u"debug"_s);
        QCOMPARE(taskAt(tasks, 5).action, u"ping"_s);
        for (const size_t flush : {1U, 4U, 6U}) {
            QVERIFY(taskAt(tasks, flush).isImplicit);
            QCOMPARE(taskAt(tasks, flush).args.value(u"_raw_params"_s), Value(u"flush_handlers"_s));
            QCOMPARE(taskAt(tasks, flush).mark.line, 0);
        }
    }

    void readsRoles()
    {
        const Tree tree(R"(== p.yml
- hosts: all
  roles:
    - {role: a, size: 3, when: x, tags: t, become: yes, vars: {v: 1}}
    - b
    - role: a
      size: 4
  tasks:
    - import_role: {name: b, defaults_from: other, handlers_from: more}
      notify: h
      vars: {w: 2}
  handlers: [{name: own, ping: }]
== roles/a/meta/main.yml
dependencies: [b, {role: b, size: 1}]
== roles/a/tasks/main.yml
- debug:
== roles/a/defaults/main/10.yml
one: 1
two: 1
== roles/a/defaults/main/20.yml
two: 2
== roles/a/vars/main.yaml
v: 2
== roles/b/tasks/main.yml
- ping:
== roles/b/defaults/other.yml
z: 1
== roles/b/handlers/main.yml
- {name: hb, ping: }
== roles/b/handlers/more.yml
- {name: hm, ping: }
== roles/b/meta/main.yml
allow_duplicates: true
)");
        Loader loader(options());
        const Loaded loaded = loader.load(tree.path(u"p.yml"_s));
        QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().text));
        const Play &play = *(*loaded)->plays.at(0);
        QCOMPARE(play.roles.size(), 4U);
        const RoleInvocation &a = *play.roles[0];
        QCOMPARE(a.origin, RoleInvocation::Origin::Play);
        QCOMPARE(a.parent, static_cast<const Element *>(&play));
        QCOMPARE(Value(a.params).toJson(), QByteArray(R"({"size": 3})"));
        QCOMPARE(texts(a.when), QStringList{u"x"_s});
        QCOMPARE(a.tags, QStringList{u"t"_s});
        QCOMPARE(a.vars.value(u"v"_s), Value(1));
        QCOMPARE(a.role->path, tree.path(u"roles/a"_s));
        QCOMPARE(Value(a.role->defaults).toJson(), QByteArray(R"({"one": 1, "two": 2})"));
        QCOMPARE(Value(a.role->vars).toJson(), QByteArray(R"({"v": 2})"));
        QVERIFY(!a.allowDuplicates);
        QCOMPARE(a.dependencies.size(), 2U);
        const RoleInvocation &dependency = *a.dependencies[0];
        QCOMPARE(dependency.origin, RoleInvocation::Origin::Dependency);
        QCOMPARE(dependency.parent, static_cast<const Element *>(&a));
        QVERIFY(dependency.allowDuplicates);
        QCOMPARE(dependency.role, play.roles[1]->role);
        // What runs of it is conditional and tagged as the role that needs it.
        const Task &ping = taskAt(dependency.tasks->tasks, 0);
        QCOMPARE(texts(ping.allWhen()), QStringList{u"x"_s});
        QCOMPARE(ping.allTags(), QStringList{u"t"_s});
        QCOMPARE(ping.find(Keyword::Become)->value, Value(true));

        // b as a dependency of a is the b of the play; with other params it is another.
        QCOMPARE(dependency.identity, play.roles[1]->identity);
        QVERIFY(a.dependencies[1]->identity != dependency.identity);
        QVERIFY(play.roles[2]->identity != a.identity);

        const RoleInvocation &imported = *play.roles[3];
        QCOMPARE(imported.origin, RoleInvocation::Origin::Import);
        QVERIFY(imported.allowDuplicates);
        QCOMPARE(imported.vars.value(u"w"_s), Value(2));
        QCOMPARE(imported.role->defaults.value(u"z"_s), Value(1));
        QCOMPARE(texts(taskAt(imported.tasks->tasks, 0).notify), QStringList{u"h"_s});
        QVERIFY(imported.identity != play.roles[1]->identity);

        QStringList handlers;
        for (const auto &handler : play.handlers)
            handlers.append(handler->name);
        QCOMPARE(handlers, (QStringList{u"hb"_s, u"hb"_s, u"hb"_s, u"hb"_s, u"hb"_s, u"own"_s, u"hm"_s}));
        QCOMPARE(a.inOrder().size(), 3U);
        QCOMPARE(a.inOrder().back(), &a);
        QCOMPARE(Outline(**loaded).lines().size(), 9);
    }

    void inheritsFromTheNearest()
    {
        const Tree tree(R"(== p.yml
- hosts: all
  become: no
  tags: play
  tasks:
    - block:
        - import_tasks: t.yml
          when: imported
          tags: import
          become_user: importer
      when: blocked
      become: yes
      notify: handler
    - include_tasks: t.yml
      when: included
      tags: include
      ignore_errors: yes
== t.yml
- {ping: , when: own, tags: own, become_user: me}
- ping:
  notify: other
)");
        Loader loader(options());
        const Loaded loaded = loader.load(tree.path(u"p.yml"_s));
        QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().text));
        const auto &tasks = (*loaded)->plays.at(0)->tasks;
        const Block &import = blockAt(blockAt(tasks, 1).tasks, 0);
        QCOMPARE(import.file, u"t.yml"_s);
        const Task &task = taskAt(import.tasks, 0);
        QCOMPARE(texts(task.allWhen()), (QStringList{u"blocked"_s, u"imported"_s, u"own"_s}));
        QCOMPARE(task.allTags(), (QStringList{u"play"_s, u"import"_s, u"own"_s}));
        QCOMPARE(task.find(Keyword::Become)->value, Value(true));
        QCOMPARE(task.find(Keyword::BecomeUser)->value, Value(u"me"_s));
        QCOMPARE(texts(task.notify), QStringList{u"handler"_s});
        QCOMPARE(taskAt(import.tasks, 1).find(Keyword::BecomeUser)->value, Value(u"importer"_s));
        QCOMPARE(texts(taskAt(import.tasks, 1).notify), QStringList{u"other"_s});

        const Task &include = taskAt(tasks, 2);
        const auto included = loader.includeTasks(u"t.yml"_s, include);
        QVERIFY2(included, qPrintable(included ? QString() : included.error().text));
        const Task &inner = taskAt((*included)->tasks, 0);
        QCOMPARE((*included)->parent, static_cast<const Element *>(&include));
        QCOMPARE(texts(inner.allWhen()), QStringList{u"own"_s});
        QCOMPARE(inner.allTags(), (QStringList{u"play"_s, u"own"_s}));
        QVERIFY(!inner.find(Keyword::IgnoreErrors));
        QVERIFY(include.find(Keyword::IgnoreErrors));
    }

    void includesWithApply()
    {
        const Tree tree(R"(== p.yml
- hosts: all
  tasks:
    - include_tasks:
        file: t.yml
        apply: {tags: applied, become: yes, when: cond}
    - include_role: {name: r, apply: {tags: applied}}
      vars: {v: 1}
== t.yml
- import_tasks: u.yml
- import_role: {name: r}
== u.yml
- ping:
== roles/r/tasks/main.yml
- include_tasks: more.yml
- import_role: {name: s}
== roles/r/tasks/more.yml
- include_tasks: even/more.yml
== roles/r/tasks/even/more.yml
- include_tasks: last.yml
== roles/r/tasks/even/last.yml
- debug: msg=last
== roles/r/handlers/main.yml
- {name: hr, ping: }
== roles/s/handlers/main.yml
- {name: hs, ping: }
)");
        Loader loader(options());
        const Loaded loaded = loader.load(tree.path(u"p.yml"_s));
        QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().text));
        const auto &tasks = (*loaded)->plays.at(0)->tasks;
        const auto block = loader.includeTasks(u"t.yml"_s, taskAt(tasks, 1));
        QVERIFY2(block, qPrintable(block ? QString() : block.error().text));
        const Task &ping = taskAt(blockAt((*block)->tasks, 0).tasks, 0);
        QCOMPARE(ping.allTags(), QStringList{u"applied"_s});
        QCOMPARE(texts(ping.allWhen()), QStringList{u"cond"_s});
        QCOMPARE(ping.find(Keyword::Become)->value, Value(true));
        QCOMPARE((*block)->imported.size(), 2U); // r, and s that it imports
        QCOMPARE((*block)->imported[1]->handlers.at(0)->name, u"hr"_s);

        Loader::RoleOptions options;
        options.name = u"r"_s;
        const auto role = loader.includeRole(options, taskAt(tasks, 2));
        QVERIFY2(role, qPrintable(role ? QString() : role.error().text));
        QCOMPARE((*role)->origin, RoleInvocation::Origin::Include);
        QVERIFY((*role)->allowDuplicates);
        QCOMPARE((*role)->handlers.size(), 1U);
        QCOMPARE((*role)->tasks->imported.size(), 1U);
        const Task &more = taskAt((*role)->tasks->tasks, 0);
        QCOMPARE(more.allTags(), QStringList{u"applied"_s});
        const auto even = loader.includeTasks(u"more.yml"_s, more);
        QVERIFY2(even, qPrintable(even ? QString() : even.error().text));
        const auto last = loader.includeTasks(u"even/more.yml"_s, taskAt((*even)->tasks, 0));
        QVERIFY2(last, qPrintable(last ? QString() : last.error().text));
        const auto end = loader.includeTasks(u"last.yml"_s, taskAt((*last)->tasks, 0));
        QVERIFY2(end, qPrintable(end ? QString() : end.error().text));
        QCOMPARE(taskAt((*end)->tasks, 0).title(), u"r : debug"_s);

        const auto absent = loader.includeTasks(u"absent.yml"_s, more);
        QVERIFY(!absent);
        QCOMPARE(absent.error().kind, ErrorKind::NotFound);
        QVERIFY2(absent.error().text.contains(tree.path(u"roles/r/tasks/absent.yml"_s)),
                 qPrintable(absent.error().text));
        options.tasksFrom = u"nothing"_s;
        QVERIFY(!loader.includeRole(options, taskAt(tasks, 2)));
    }

    void findsRoles()
    {
        const Tree tree(R"(== a/p.yml
- hosts: all
  roles: [near, configured, x.y.collected, ../elsewhere/role, beside]
== a/roles/near/meta/main.yml
dependencies: [neighbour]
== a/roles/neighbour/tasks/main.yml
- ping:
== ansible.cfg
[galaxy]
roles_path = nowhere
[defaults]
roles_path = some:more/roles ; comment
== more/roles/configured/tasks/main.yml
- ping:
== more/roles/configured/meta/main.yml
dependencies: [sibling]
== more/roles/sibling/tasks/main.yml
- ping:
== a/collections/ansible_collections/x/y/roles/collected/tasks/main.yml
- ping:
== elsewhere/role/tasks/main.yml
- ping:
== a/beside/tasks/main.yml
- ping:
)");
        qputenv("ANSIBLE_ROLES_PATH", "");
        Loader loader({.vault = std::make_shared<Vault>(), .extraVars = {}, .rolesPath = {}});
        const Loaded loaded = loader.load(tree.path(u"a/p.yml"_s));
        QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().text));
        const Play &play = *(*loaded)->plays.at(0);
        QCOMPARE(play.roles.size(), 5U);
        QCOMPARE(play.roles[1]->role->path, tree.path(u"more/roles/configured"_s));
        QCOMPARE(play.roles[2]->role->name, u"x.y.collected"_s);
        QCOMPARE(play.roles[3]->role->path, tree.path(u"elsewhere/role"_s));
    }

    void findsRolesOfCollections()
    {
        const Tree tree(R"(== p.yml
- hosts: all
  collections: [x.y]
  roles: [short]
  tasks:
    - import_role: {name: x.y.other}
== collections/ansible_collections/x/y/roles/short/meta/main.yml
dependencies: [other]
== collections/ansible_collections/x/y/roles/other/tasks/main.yml
- ping:
)");
        Loader loader(options());
        const Loaded loaded = loader.load(tree.path(u"p.yml"_s));
        QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().text));
        const Play &play = *(*loaded)->plays.at(0);
        QCOMPARE(play.roles.size(), 2U);
        QCOMPARE(play.roles[0]->dependencies.at(0)->role->path, play.roles[1]->role->path);
    }

    /// A block may hold handlers; they have its keywords.
    void readsHandlersInBlocks()
    {
        const Tree tree(
            "== p.yml\n- hosts: all\n  handlers:\n    - block: [{name: a, ping: }, {import_tasks: h.yml}]\n"
            "      when: x\n    - {name: c, ping: }\n== h.yml\n- {name: b, ping: }\n");
        Loader loader(options());
        const Loaded loaded = loader.load(tree.path(u"p.yml"_s));
        QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().text));
        const auto &handlers = (*loaded)->plays.at(0)->handlers;
        QCOMPARE(handlers.size(), 3U);
        QCOMPARE(handlers[1]->name, u"b"_s);
        QCOMPARE(texts(handlers[1]->allWhen()), QStringList{u"x"_s});
        QCOMPARE(texts(handlers[2]->allWhen()), QStringList());
    }

    void importsPlaybooks()
    {
        const Tree tree(R"(== p.yml
- import_playbook: sub/q.yml
  vars: {a: outer, b: outer}
  when: outer
  tags: o
- import_playbook: "{{ which }}.yml"
== sub/q.yml
- import_playbook: r.yml
  vars: {a: inner}
  when: inner
  tags: i
== sub/r.yml
- hosts: all
  tags: r
  vars: {b: own, c: own}
  tasks: [{ping: }]
== s.yml
- {hosts: all}
)");
        LoadOptions with = options();
        with.extraVars.insert(u"which"_s, u"s"_s);
        Loader loader(with);
        const Loaded loaded = loader.load(tree.path(u"p.yml"_s));
        QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().text));
        QCOMPARE((*loaded)->plays.size(), 2U);
        const Play &play = *(*loaded)->plays[0];
        QCOMPARE(play.folder, tree.path(u"sub"_s));
        QCOMPARE(Value(play.vars).toJson(), QByteArray(R"({"b": "outer", "c": "own", "a": "outer"})"));
        QCOMPARE(texts(taskAt(play.tasks, 1).allWhen()), (QStringList{u"outer"_s, u"inner"_s}));
        QStringList tags = play.tags;
        tags.sort();
        QCOMPARE(tags, (QStringList{u"i"_s, u"o"_s, u"r"_s}));
    }
};

QTEST_GUILESS_MAIN(TestLoader)
#include "tst_loader.moc"

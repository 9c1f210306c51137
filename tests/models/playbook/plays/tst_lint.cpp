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

/// "FILE:LINE:COLUMN E text", E for errors, U for those that Ansible can, W for warnings; the folder left
/// out.
QStringList lint(const Tree &tree, LoadOptions with = options())
{
    QStringList lines;
    for (const Finding &finding : Loader(std::move(with)).lint(tree.path(u"p.yml"_s))) {
        const QString letter = finding.severity == Finding::Severity::Warning ? u"W"_s
                               : finding.ansibleCan                           ? u"U"_s
                                                                              : u"E"_s;
        lines.append(
            u"%1 %2 %3"_s.arg(finding.mark.toText(), letter, finding.text).remove(tree.path({}) + u'/'));
    }
    return lines;
}

QByteArray task(const QByteArray &lines)
{
    return "== p.yml\n- hosts: all\n  gather_facts: no\n  tasks:\n    - " +
           QByteArray(lines).replace("\n", "\n      ");
}

} // namespace

class TestLint : public QObject
{
    Q_OBJECT

private slots:
    void finds_data()
    {
        QTest::addColumn<QByteArray>("task");
        QTest::addColumn<QString>("begin"); ///< of the only finding; empty: none
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const QByteArray &task, const QString &begin,
                            const QString &words) { QTest::newRow(name) << task << begin << words; };
        row("well", "copy: {content: '{{ a | default(1) }}', dest: /x}\nwhen: a is defined\nloop: '{{ b }}'",
            {}, {});
        row("module", "a.b.c: {x: '{{ y }}'}", u"p.yml:4:7 U"_s, u"'a.b.c'"_s);
        row("module of Ansible", "subversion: {repo: x}", u"p.yml:4:7 U"_s, u"'subversion'"_s);
        row("misspelt module", "cpoy: {src: x}", u"p.yml:4:7 E"_s,
            u"couldn't resolve module/action 'cpoy'"_s);
        row("action", "name: x\naction: subversion repo=x", u"p.yml:5:7 U"_s, u"'subversion'"_s);
        row("option", "file: {path: /x, sate: touch}", u"p.yml:4:24 E"_s, u"'sate'"_s);
        row("unsupported option", "file: {path: /x, attributes: i}", u"p.yml:4:24 U"_s, u"'attributes'"_s);
        row("choice", "file: {path: /x, state: gone}", u"p.yml:4:31 E"_s, u"gone"_s);
        row("short form", "file: path=/x state=gone", u"p.yml:4:13 E"_s, u"gone"_s);
        row("missing", "file: {state: touch}", u"p.yml:4:7 E"_s, u"missing required arguments: path"_s);
        row("args as template", "file: '{{ all }}'", {}, {});
        row("args", "command: ls\nargs: {chdr: /}", u"p.yml:5:14 E"_s, u"'chdr'"_s);
        row("filter", "debug: {msg: 'a {{ b | nofilter }}'}", u"p.yml:4:20 U"_s, u"the filter 'nofilter'"_s);
        row("filter in key=value", "debug: msg={{ b | nofilter }}", u"p.yml:4:14 U"_s, u"'nofilter'"_s);
        row("filter in map", "debug: {msg: \"{{ b | map('nofilter') }}\"}", u"p.yml:4:20 U"_s,
            u"'nofilter'"_s);
        row("test", "ping:\nwhen: [a, b is notest]", u"p.yml:5:17 U"_s, u"the test 'notest'"_s);
        row("test in select", "ping:\nwhen: b | select('notest')", u"p.yml:5:13 U"_s, u"'notest'"_s);
        row("lookup", "debug: {msg: \"{{ lookup('nolookup', 1) }}\"}", u"p.yml:4:20 U"_s, u"'nolookup'"_s);
        row("with", "ping:\nwith_nolookup: [1]", u"p.yml:5:22 U"_s, u"'nolookup'"_s);
        row("template", "debug: {msg: 'a {{ b'}", u"p.yml:4:20 E"_s, u"template error"_s);
        row("expression", "ping:\nuntil: a ==", u"p.yml:5:14 E"_s, u"template error"_s);
        row("changed_when", "ping:\nchanged_when: a b", u"p.yml:5:21 E"_s, u"template error"_s);
        row("failed_when", "ping:\nfailed_when: [false, a b]", u"p.yml:5:28 E"_s, u"template error"_s);
        row("loop", "ping:\nloop: ['{{ a | nofilter }}']", u"p.yml:5:14 U"_s, u"'nofilter'"_s);
        row("loop of text", "ping:\nloop: abc", u"p.yml:5:13 E"_s, u"Invalid data passed to 'loop'"_s);
        row("label", "ping:\nloop: []\nloop_control: {label: '{{ a | nofilter }}'}", u"p.yml:6:29 U"_s,
            u"'nofilter'"_s);
        row("vars", "ping:\nvars: {x: {y: ['{{ a | nofilter }}']}}", u"p.yml:5:22 U"_s, u"'nofilter'"_s);
        row("environment", "ping:\nenvironment: {X: '{{ a | nofilter }}'}", u"p.yml:5:24 U"_s,
            u"'nofilter'"_s);
        row("name", "name: '{{ a | nofilter }}'\nping:", u"p.yml:4:13 U"_s, u"'nofilter'"_s);
        row("keyword", "ping:\nbecome_user: '{{ a | nofilter }}'", u"p.yml:5:20 U"_s, u"'nofilter'"_s);
        row("line of a block", "shell: |\n  a\n  {{ b | nofilter }}", u"p.yml:6:1 U"_s, u"'nofilter'"_s);
        row("two in one", "debug: {msg: '{{ a | nofilter }} {{ a is notest }}'}", u"p.yml:4:20 U"_s,
            u"'nofilter'"_s);
        row("debug's expression", "debug: var=a|nofilter", u"p.yml:4:14 U"_s, u"'nofilter'"_s);
        row("debug's template", "debug: var={{a}}", {}, {});
        row("assert", "assert: {that: [a, b is notest]}", u"p.yml:4:26 U"_s, u"'notest'"_s);
        row("unsafe", "debug: {msg: !unsafe '{{ b | nofilter }}'}", {}, {});
        row("braces in a condition", "ping:\nwhen: '{{ a }}'", u"p.yml:5:13 W"_s, u"{{ }}"_s);
        row("async", "command: ls\nasync: 10\npoll: 0", u"p.yml:5:7 U"_s, u"async"_s);
        row("no async", "command: ls\nasync: 0", {}, {});
        row("become_method", "ping:\nbecome_method: doas", u"p.yml:5:22 U"_s, u"doas"_s);
        row("connection", "ping:\nconnection: docker", u"p.yml:5:19 U"_s, u"docker"_s);
        row("connection by its full name", "ping:\nconnection: ansible.builtin.local", {}, {});
        row("meta", "meta: flush", u"p.yml:4:13 E"_s, u"invalid meta action requested: flush"_s);
        row("no such handler", "ping:\nnotify: [a, '{{ b }}']", u"p.yml:5:16 W"_s, u"“a”"_s);
        row("duplicate key", "ping:\nwhen: a\nwhen: b", u"p.yml:6:7 W"_s, u"second time"_s);
        row("no such file", "copy: {src: absent.conf, dest: /x}", u"p.yml:4:13 W"_s, u"files/absent.conf"_s);
        row("no such include", "include_tasks: absent.yml", u"p.yml:4:22 W"_s, u"absent.yml"_s);
        row("no such role", "include_role: {name: absent}", u"p.yml:4:21 E"_s, u"absent"_s);
        row("defaults that are missing", "module_defaults: {file: {path: /x}}\nfile: {state: touch}", {}, {});
        row("module_defaults", "module_defaults: {group/aws: {}}\nping:", u"p.yml:4:25 U"_s, u"group/aws"_s);
    }
    void finds()
    {
        QFETCH(QByteArray, task);
        QFETCH(QString, begin);
        QFETCH(QString, words);
        const QStringList found = lint(Tree(::task(task)));
        const QByteArray all = found.join(u'\n').toUtf8();
        if (begin.isEmpty()) {
            QVERIFY2(found.isEmpty(), all.constData());
            return;
        }
        QVERIFY2(found.value(0).startsWith(begin + u' '), all.constData());
        QVERIFY2(found.value(0).contains(words), all.constData());
        QCOMPARE(found.size(), QByteArray(QTest::currentDataTag()) == "two in one" ? 2 : 1);
    }

    void findsInPlays()
    {
        const Tree tree(R"(== p.yml
- hosts: "{{ a | nofilter }}"
  strategy: host_pinned
  order: upwards
  vars_files: [v.yml]
  roles:
    - {role: r, size: "{{ b | nofilter }}", when: c is notest}
  post_tasks:
    - block: [{ping: }]
      when: d is notest
== v.yml
x: "{{ e | nofilter }}"
== roles/r/defaults/main.yml
y: "{{ f | nofilter }}"
== roles/r/vars/main.yml
y: "{{ f | nofilter }}"
== roles/r/handlers/main.yml
- {name: h, debug: {msg: "{{ g | nofilter }}"}}
== roles/r/meta/main.yml
argument_specs: {main: {options: {}}}
)");
        const QStringList found = lint(tree);
        const QStringList expected{u"p.yml:1:10 U"_s,
                                   u"p.yml:2:13 U"_s,
                                   u"p.yml:3:10 E"_s,
                                   u"p.yml:6:23 U"_s,
                                   u"p.yml:6:51 U"_s,
                                   u"p.yml:9:13 U"_s,
                                   u"v.yml:1:4 U"_s,
                                   u"roles/r/vars/main.yml:1:4 U"_s,
                                   u"roles/r/defaults/main.yml:1:4 U"_s,
                                   u"roles/r/meta/main.yml:1:17 W"_s,
                                   u"roles/r/handlers/main.yml:1:26 U"_s};
        for (qsizetype i = 0; i < std::min(found.size(), expected.size()); ++i)
            QVERIFY2(found[i].startsWith(expected[i]), qPrintable(found.join(u'\n')));
        QCOMPARE(found.size(), expected.size());
    }

    void findsOfFiles()
    {
        const Tree tree(R"(== p.yml
- hosts: all
  vars_files: [made_by_a_play_before.yml]
  tasks:
    - template: {src: own.j2, dest: /x, variable_start_string: "@@"}
    - collected: {a: 1}
      collections: [x.y]
== templates/own.j2
{{ not closed
)");
        const QStringList found = lint(tree);
        const QStringList expected{u"p.yml:2:16 W"_s, u"p.yml:4:41 U"_s, u"p.yml:5:7 U"_s};
        for (qsizetype i = 0; i < std::min(found.size(), expected.size()); ++i)
            QVERIFY2(found[i].startsWith(expected[i]), qPrintable(found.join(u'\n')));
        QCOMPARE(found.size(), expected.size());
    }

    void followsIncludes()
    {
        const Tree tree(R"(== p.yml
- hosts: all
  tasks:
    - include_tasks: a.yml
    - include_role: {name: r, tasks_from: part}
    - include_tasks: "{{ unknown }}.yml"
== a.yml
- include_tasks: sub/b.yml
- include_tasks: a.yml
  when: never_ending
== sub/b.yml
- include_tasks: c.yml
== sub/c.yml
- debug: {msg: "{{ x | nofilter }}"}
== roles/r/tasks/part.yml
- template: {src: t.j2, dest: /x}
- include_tasks: more.yml
== roles/r/tasks/more.yml
- nosuchmodule:
== roles/r/templates/t.j2
first
{% if a is notest %}
{{ b | nofilter }}
{% endif %}
)");
        const QStringList found = lint(tree);
        const QStringList expected{u"roles/r/templates/t.j2:2:1 U"_s, u"roles/r/templates/t.j2:3:1 U"_s,
                                   u"roles/r/tasks/more.yml:1:3 E"_s, u"sub/c.yml:1:16 U"_s};
        for (qsizetype i = 0; i < std::min(found.size(), expected.size()); ++i)
            QVERIFY2(found[i].startsWith(expected[i]), qPrintable(found.join(u'\n')));
        QCOMPARE(found.size(), expected.size());
    }

    /// A handler may be known by its name, by its role, by a topic, and come with a role that is included.
    void knowsHandlers()
    {
        const Tree tree(R"(== p.yml
- hosts: all
  roles: [r]
  tasks:
    - {ping: , notify: [own, topic, "r : of role", of role, of import, of include, of block]}
    - import_role: {name: i}
    - include_role: {name: n}
    - block: [{ping: }]
      notify: missing
  handlers:
    - {name: own, ping: , listen: topic}
    - import_tasks: h.yml
== h.yml
- {name: of block, ping: }
== roles/r/handlers/main.yml
- {name: of role, ping: }
== roles/i/handlers/main.yml
- {name: of import, ping: }
== roles/n/handlers/main.yml
- {name: of include, ping: }
)");
        const QStringList found = lint(tree);
        QVERIFY2(found.size() == 1, qPrintable(found.join(u'\n')));
        QVERIFY2(found[0].startsWith(u"p.yml:8:15 W"_s), qPrintable(found[0]));
    }

    /// What is in a vaulted file is told by its place alone.
    void keepsVaultedTexts()
    {
        const QString vaulted = QStringLiteral(PLAYS_DIR "/vaulted.yml"); // x: "hunter2 {{ a"
        auto vault = std::make_shared<Vault>();
        vault->addPassword({}, Secret("password"));
        const Tree tree("== p.yml\n- hosts: all\n  vars_files: [" + vaulted.toUtf8() + "]\n");
        LoadOptions with = options();
        with.vault = vault;
        const QList<Finding> findings = Loader(with).lint(tree.path(u"p.yml"_s));
        QCOMPARE(findings.size(), 1);
        QCOMPARE(findings[0].mark, (Mark{vaulted, 1, 4}));
        QVERIFY(findings[0].line.isEmpty());
        QVERIFY(!findings[0].text.contains(u"hunter2"_s));
        const Tree second("== p.yml\n- hosts: all\n  tasks: [{import_tasks: " PLAYS_DIR
                          "/vaultedtasks.yml}]\n");
        const auto loaded = Loader(with).load(second.path(u"p.yml"_s)); // become: hunter2
        QVERIFY(!loaded);
        QVERIFY2(loaded.error().text.startsWith(QStringLiteral(PLAYS_DIR "/vaultedtasks.yml:2:11: ")),
                 qPrintable(loaded.error().text));
        QVERIFY(!loaded.error().text.contains(u"hunter2"_s));
        QVERIFY(loaded.error().detail.isEmpty());
        const auto without = Loader(options()).lint(tree.path(u"p.yml"_s));
        QCOMPARE(without.size(), 1);
        QVERIFY2(without[0].text.contains(u"vault"_s), qPrintable(without[0].text));
    }

    void evaluatesNothing()
    {
        const Tree tree("== p.yml\n- hosts: all\n  vars: {a: \"{{ lookup('pipe', 'touch " + marker() +
                        "') }}\"}\n  tasks:\n    - debug: msg={{ lookup('pipe', 'touch " + marker() +
                        "') }}\n      when: lookup('pipe', 'touch " + marker() + "')\n");
        QVERIFY2(lint(tree).isEmpty(), qPrintable(lint(tree).join(u'\n')));
        QVERIFY(!QFile::exists(QString::fromUtf8(marker())));
    }

private:
    [[nodiscard]] QByteArray marker() const { return m_folder.filePath(u"touched"_s).toUtf8(); }
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestLint)
#include "tst_lint.moc"

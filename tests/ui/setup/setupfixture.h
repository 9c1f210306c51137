#pragma once

#include "models/base/pooljob.h"
#include "tests/support/runscript.h"
#include "tests/ui/uifixture.h"
#include "ui/setup/matrixview.h"
#include "ui/setup/setuppage.h"

#include <QDir>
#include <QFile>
#include <QPointer>

namespace skybro::uitest {

/// The page over a real folder of playbooks, with a run that plays a script.
struct SetupFixture : Fixture
{
    QTemporaryDir playbooks;
    playbook::Preview preview;        ///< what the next look at a playbook says
    runtest::RunScript script;        ///< what the next run does
    std::optional<Error> refuseRun;   ///< instead of it
    QList<playbook::RunOptions> runs; ///< what was asked for
    QList<bool> byAnsible;
    QPointer<runtest::ScriptedRun> run; ///< the last one
    qsizetype holdAt = -1;
    QList<playbook::RunSummary> history;
    QHash<QString, QList<playbook::RunEvent>> logs;
    QString ansible;
    ui::SetupPage *page = nullptr;

    void write(const QString &path, const QByteArray &text) const
    {
        const QString whole = playbooks.filePath(path);
        QDir().mkpath(QFileInfo(whole).path());
        QFile file(whole);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    [[nodiscard]] QString path(const QString &name) const { return playbooks.filePath(name); }

    void fillFolder() const
    {
        write(u"site.yml"_s, "---\n"
                             "# Everything that a cloud node needs.\n"
                             "- name: Base of a node\n"
                             "  hosts: all\n"
                             "  become: true\n"
                             "  vars:\n"
                             "    motd: \"Welcome to {{ inventory_hostname }}\"\n"
                             "  roles:\n"
                             "    - base\n"
                             "  tasks:\n"
                             "    - name: Install chrony\n"
                             "      ansible.builtin.package:\n"
                             "        name: chrony\n"
                             "        state: present\n"
                             "      notify: Restart chrony\n"
                             "    - name: Message of the day\n"
                             "      copy:\n"
                             "        content: '{{ motd }}'\n"
                             "        dest: /etc/motd\n"
                             "        mode: 0644\n"
                             "  handlers:\n"
                             "    - name: Restart chrony\n"
                             "      service: name=chronyd state=restarted\n");
        write(u"slurm/slurmd.yml"_s, "- name: slurmd and munge\n  hosts: rg_rg_cluster\n  tasks: []\n");
        write(u"slurm/gateway.yml"_s, "- hosts: gateway\n");
        write(u"roles/base/tasks/main.yml"_s, "- name: Limits\n  pam_limits: domain=* limit_type=soft\n");
        write(u"roles/base/templates/motd.j2"_s, "{{ motd }}\n");
        write(u"roles/slurm/tasks/main.yml"_s, "- ping:\n");
        write(u"group_vars/all.yml"_s, "ntp: time.example.org\n");
    }

    /// A playbook whose plays have these patterns of hosts.
    static std::shared_ptr<const playbook::Playbook> playbookOn(const QStringList &patterns, int tasks = 12)
    {
        auto made = std::make_shared<playbook::Playbook>();
        for (const QString &pattern : patterns) {
            auto play = std::make_shared<playbook::Play>();
            play->hosts.value = pattern;
            play->gatherFacts.value = false;
            for (int i = 0; i < tasks; ++i) {
                auto task = std::make_shared<playbook::Task>();
                task->mark.line = i + 1;
                play->tasks.emplace_back(std::move(task));
            }
            made->plays.push_back(std::move(play));
        }
        return made;
    }

    ui::SetupServices services()
    {
        fleet.setFreshness(fresh()); // the fleet has answered, if with no node
        ui::SetupServices made;
        made.folders = QStringList{playbooks.path()};
        made.siteFile = u"~/.config/skybro/sites/niflheim.yaml"_s;
        made.targets = {.fleet = &fleet,
                        .inventories = {},
                        .user = u"azureuser"_s,
                        .vault = std::make_shared<const playbook::Vault>()};
        made.ansible = ansible;
        made.preview = [this](const QString &, const playbook::Dict &) {
            return new PoolJob<playbook::Preview>(
                [seen = preview] { return Result<playbook::Preview>(seen); });
        };
        made.makeRun = [this](const playbook::RunOptions &options, const QStringList &,
                              bool ansibles) -> Result<ui::MadeRun> {
            if (refuseRun)
                return std::unexpected(*refuseRun);
            runs.append(options);
            byAnsible.append(ansibles);
            auto scripted = std::make_unique<runtest::ScriptedRun>(script);
            scripted->holdAt(holdAt);
            run = scripted.get();
            return ui::MadeRun{std::move(scripted), nullptr};
        };
        made.history = [this] {
            return new PoolJob<QList<playbook::RunSummary>>(
                [all = history] { return Result<QList<playbook::RunSummary>>(all); });
        };
        made.readLog = [this](const QString &id) {
            return new PoolJob<QList<playbook::RunEvent>>(
                [log = logs.value(id)] { return Result<QList<playbook::RunEvent>>(log); });
        };
        return made;
    }

    void make()
    {
        page = new ui::SetupPage(services(), window.actions(), &settings);
        window.setPages({page});
    }

    /// With nodes, a folder and a playbook for all of them, ready to be run.
    void makeReady(int nodes = 8)
    {
        QList<fleet::Node> made;
        for (int i = 1; i <= nodes; ++i)
            made.append(node(i, i % 6 == 4 ? fleet::PowerState::Deallocated : fleet::PowerState::Running));
        fleet.setNodes(made);
        fleet.setFreshness(fresh());
        if (!preview.playbook && preview.findings.isEmpty())
            preview.playbook = playbookOn({u"all"_s});
        if (script.events.isEmpty())
            script = runtest::wholeRun(nodes, 12);
        fillFolder();
        make();
    }

    ui::MatrixView *matrix() const { return get<ui::MatrixView>("setup.matrix"); }
    [[nodiscard]] playbook::RunModel::State state(int row, int column) const
    {
        return static_cast<playbook::RunModel::State>(
            matrix()->model()->index(row, column).data(playbook::RunModel::StateRole).toInt());
    }
};

} // namespace skybro::uitest

#include "app/skybro/setupbackend.h"

#include "models/base/pooljob.h"
#include "models/base/processidentity.h"
#include "models/playbook/run/ansiblerun.h"
#include "models/playbook/run/runner.h"
#include "models/playbook/run/sshlink.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUuid>

namespace skybro::console {

using namespace Qt::StringLiterals;
using playbook::RunEvent;
using playbook::RunSummary;

SetupBackend::SetupBackend(Context context)
    : m_context(std::move(context))
{
    auto vault = std::make_shared<playbook::Vault>();
    const QString &file = m_context.site.setup.vaultPasswordFile;
    if (!file.isEmpty()) {
        if (const Result<void> read = vault->addPasswordFile(u"default"_s, file); !read)
            m_vaultProblem = read.error();
    }
    m_vault = std::move(vault);
}

SetupBackend::~SetupBackend() = default;

QString SetupBackend::examplesFolder()
{
    const QString installed = QStandardPaths::locate(QStandardPaths::GenericDataLocation,
                                                     u"skybro/playbooks"_s, QStandardPaths::LocateDirectory);
    const QString programs = QCoreApplication::applicationDirPath();
    // Beside the program, and in a tree that was just built.
    const QStringList places{installed, programs + u"/../share/skybro/playbooks"_s,
                             programs + u"/../../../resources/playbooks"_s};
    for (const QString &place : places) {
        if (!place.isEmpty() && QFileInfo(place).isDir())
            return QFileInfo(place).canonicalFilePath();
    }
    return {};
}

playbook::SshLinkFactory &SetupBackend::links()
{
    if (!m_links)
        m_links = std::make_unique<playbook::SshLinkFactory>(
            m_context.ssh->service(), m_context.ssh->config(), m_context.ssh->nodeDefaults());
    return *m_links;
}

Result<ui::MadeRun> SetupBackend::makeRun(playbook::RunOptions options, const QStringList &hosts,
                                          bool byAnsible)
{
    if (m_vaultProblem)
        return std::unexpected(*m_vaultProblem);
    m_context.ssh->askAnew();
    ui::MadeRun made;
    if (byAnsible) {
        // It is given the hosts that the page shows, the fleet's among them, not the files they came from.
        options.inventorySources.clear();
        made.run = std::make_unique<playbook::AnsibleRun>(options);
    } else {
        made.run = std::make_unique<playbook::Runner>(options, links());
    }
    RunSummary summary;
    summary.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    summary.site = m_context.site.name;
    summary.playbook = options.playbook;
    summary.limit = options.limit;
    summary.check = options.check;
    summary.byAnsible = byAnsible;
    summary.started = QDateTime::currentDateTimeUtc();
    summary.owner = processIdentity();
    Result<std::unique_ptr<playbook::RunRecorder>> recorder = playbook::RunRecorder::begin(
        made.run.get(), summary, hosts, options.inventory, m_context.journal, m_context.runsFolder);
    if (!recorder)
        return std::unexpected(recorder.error());
    made.recorder = std::move(*recorder);
    return made;
}

ui::SetupServices SetupBackend::services()
{
    const site::Setup &setup = m_context.site.setup;
    ui::SetupServices services;
    services.folders = setup.playbooks;
    services.examples = examplesFolder();
    services.ansible = playbook::AnsibleRun::program();
    services.siteFile = m_context.site.path;
    services.targets = {.fleet = m_context.fleet,
                        .inventories = setup.inventory,
                        .user = m_context.site.ssh.user,
                        .vault = m_vault};
    services.preview = [vault = m_vault](const QString &path, const playbook::Dict &extraVars) {
        return new PoolJob<playbook::Preview>([vault, path, extraVars] {
            return Result<playbook::Preview>(
                playbook::previewPlaybook(path, {.vault = vault, .extraVars = extraVars, .rolesPath = {}}));
        });
    };
    services.makeRun = [this](const playbook::RunOptions &options, const QStringList &hosts, bool byAnsible) {
        return makeRun(options, hosts, byAnsible);
    };
    services.history = [site = m_context.site.name, folder = m_context.runsFolder] {
        return new PoolJob<QList<RunSummary>>([site, folder] {
            QList<RunSummary> runs = playbook::runHistory(folder);
            runs.removeIf([&](const RunSummary &run) { return run.site != site; });
            return Result<QList<RunSummary>>(runs);
        });
    };
    services.readLog = [folder = m_context.runsFolder](const QString &id) {
        return new PoolJob<QList<RunEvent>>([folder, id] { return playbook::readRun(id, folder); });
    };
    return services;
}

} // namespace skybro::console

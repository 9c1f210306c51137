#include "app/skybroctl/setup/setupfacts.h"

#include "app/skybroctl/setup/secretsources.h"
#include "models/playbook/inventory/pattern.h"
#include "models/playbook/run/runner.h"

#include <QFile>

namespace skybro::ctl {

using namespace Qt::StringLiterals;
using playbook::Dict;
using playbook::RunEvent;
using playbook::Value;

SetupFacts::SetupFacts(SetupArguments arguments, QObject *parent)
    : Command(parent)
    , m_arguments(std::move(arguments))
    , m_progress(!m_arguments.quiet)
{
}

SetupFacts::~SetupFacts()
{
    delete m_run; // before the links it uses
}

void SetupFacts::start()
{
    m_hosts = std::make_unique<HostSource>(m_arguments);
    if (const auto opened = m_hosts->open(); !opened)
        return emit finished(opened.error());
    auto vault = openVault(m_arguments, m_hosts->vaultPasswordFile());
    if (!vault) {
        printError(vault.error());
        return emit finished(WrongUsage);
    }
    m_vault = std::move(*vault);
    connect(m_hosts.get(), &HostSource::failed, this, &Command::finished);
    connect(m_hosts.get(), &HostSource::ready, this, &SetupFacts::hostsKnown);
    m_hosts->load(*m_vault);
}

Result<void> SetupFacts::writePlaybook()
{
    QFile file(m_folder.filePath(u"facts.yml"_s));
    const QByteArray text = "- hosts: all\n  gather_facts: false\n  tasks:\n    - setup:\n";
    if (!file.open(QFile::WriteOnly) || file.write(text) != text.size())
        return fail(ErrorKind::Internal,
                    tr("%1 can not be written: %2.").arg(file.fileName(), file.errorString()));
    return {};
}

void SetupFacts::hostsKnown()
{
    playbook::RunOptions options;
    options.playbook = m_folder.filePath(u"facts.yml"_s);
    options.inventory = m_hosts->inventory();
    options.inventorySources = m_hosts->sources();
    options.limit = m_arguments.words.join(u',');
    options.forks = m_arguments.forks;
    options.remoteUser = m_arguments.user;
    options.vault = m_vault;
    QStringList unmatched;
    const Result<QStringList> hosts =
        playbook::limitHosts(options.inventory, options.inventory.hosts(), options.limit, &unmatched);
    const Result<void> written = writePlaybook();
    if (!hosts || !written) {
        printError(hosts ? written.error() : hosts.error());
        return emit finished(hosts ? SomeFailed : WrongUsage);
    }
    if (!unmatched.isEmpty())
        printErr(tr("skybroctl: matches no host: %1").arg(unmatched.join(u", "_s)));
    if (hosts->isEmpty()) {
        printErr(tr("skybroctl: no host matches."));
        return emit finished(NoSuchNode);
    }
    m_links = std::make_unique<NodeLinks>(m_arguments, m_hosts->site());
    connect(&m_links->prompter(), &TerminalPrompter::asking, this, [this] { m_progress.clear(); });
    m_run = new playbook::Runner(options, m_links->factory());
    connect(m_run, &playbook::Run::happened, this, &SetupFacts::take);
    m_run->then(this, [this](const Result<playbook::Recap> &result) { ended(result); });
    m_run->start();
    m_progress.show([this, count = hosts->size()] {
        return tr("%1 of %2 hosts have answered").arg(m_results.size()).arg(count);
    });
}

void SetupFacts::interrupt()
{
    if (m_run)
        m_run->cancel();
    else
        emit finished(SomeFailed);
}

void SetupFacts::take(const QList<RunEvent> &events)
{
    for (const RunEvent &event : events) {
        if (event.kind == RunEvent::Kind::HostFinished)
            m_results.insert(event.host, event);
        else if (event.kind == RunEvent::Kind::Notice)
            printErr(event.text);
    }
}

void SetupFacts::ended(const Result<playbook::Recap> &result)
{
    m_progress.clear();
    Dict facts;
    Dict failures;
    for (const auto &[host, event] : m_results.asKeyValueRange()) {
        if (event.outcome == playbook::Outcome::Ok || event.outcome == playbook::Outcome::Changed)
            facts.insert(host, event.result[u"ansible_facts"_s]);
        else
            failures.insert(host, event.result[u"msg"_s]);
    }
    constexpr int indent = 4;
    if (m_arguments.json) {
        printJson(Value(Dict{{u"hosts"_s, facts}, {u"failed"_s, failures}}).toJson(2) + '\n');
    } else {
        for (const auto &[host, value] : facts)
            printOut(u"%1 | SUCCESS => %2"_s.arg(host, QString::fromUtf8(value.toJson(indent))));
    }
    for (const auto &[host, reason] : failures)
        printErr(u"%1: %2"_s.arg(host, reason.toText()));
    if (!result)
        printError(result.error());
    emit finished(result && playbook::isClean(*result) ? AllDone : SomeFailed);
}

} // namespace skybro::ctl

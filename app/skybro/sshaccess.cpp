#include "app/skybro/sshaccess.h"

#include "ui/shell/mainwindow.h"

namespace skybro::console {

using namespace Qt::StringLiterals;

CalmPrompter::CalmPrompter(ssh::Prompter &next)
    : m_next(next)
    , m_refused(std::make_shared<QSet<QString>>())
{
}

ssh::AskJob *CalmPrompter::ask(const ssh::Question &question)
{
    if (m_refused->contains(question.host))
        return ssh::RefusingPrompter().ask(question);
    ssh::AskJob *job = m_next.ask(question);
    job->then(job, [refused = m_refused, host = question.host](const Result<ssh::Answers> &answers) {
        // A question that goes with its connection was not answered.
        if (!answers && answers.error().code == u"declined"_s)
            refused->insert(host);
    });
    return job;
}

SshAccess::SshAccess(site::Ssh ssh, ui::MainWindow *window, std::function<secrets::SecretStore *()> secrets)
    : m_site(std::move(ssh))
    , m_window(window)
    , m_secrets(std::move(secrets))
{
}

SshAccess::~SshAccess()
{
    m_service.reset();
    delete m_prompter;
}

ssh::Service &SshAccess::service()
{
    if (m_service)
        return *m_service;
    m_prompter = new ui::SshPrompter(m_secrets);
    m_window->addBar(m_prompter);
    m_stored = std::make_unique<ssh::StoredPrompter>(*m_secrets(), *m_prompter);
    m_calm = std::make_unique<CalmPrompter>(*m_stored);
    m_service = std::make_unique<ssh::Service>(*m_calm);
    return *m_service;
}

void SshAccess::askAnew()
{
    if (m_calm)
        m_calm->askAnew();
}

const ssh::ClientConfig &SshAccess::config()
{
    if (!m_config)
        m_config = ssh::ClientConfig::load();
    return *m_config;
}

ssh::ClientConfig::Overrides SshAccess::nodeDefaults() const
{
    ssh::ClientConfig::Overrides usual;
    usual.user = m_site.user;
    usual.jump = m_site.jump;
    if (!m_site.key.isEmpty())
        usual.identityFiles = QStringList{m_site.key};
    return usual;
}

} // namespace skybro::console

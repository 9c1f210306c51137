#pragma once

#include "models/secrets/secretstore.h"
#include "models/site/site.h"
#include "models/ssh/clientconfig.h"
#include "models/ssh/service.h"
#include "ui/shell/sshprompter.h"

#include <QPointer>
#include <QSet>

#include <functional>
#include <memory>

namespace skybro::ui {
class MainWindow;
}

namespace skybro::console {

/// Asks the user once: what was answered with no is not asked again until askAnew(), so that what tries every
/// few seconds does not nag.
class CalmPrompter : public ssh::Prompter
{
public:
    /// `next` outlives it.
    explicit CalmPrompter(ssh::Prompter &next);
    [[nodiscard]] ssh::AskJob *ask(const ssh::Question &question) override;
    void askAnew() { m_refused->clear(); }

private:
    ssh::Prompter &m_next;
    std::shared_ptr<QSet<QString>> m_refused; ///< hosts; jobs may outlive us
};

/// The console's way to hosts over SSH: one service for all of a site, so that a host has one connection, and
/// one prompter that asks the user in a bar. Begun when it is first needed.
class SshAccess
{
public:
    /// `window` outlives it; `secrets` is called when it is first needed, and never gives null.
    SshAccess(site::Ssh ssh, ui::MainWindow *window, std::function<secrets::SecretStore *()> secrets);
    ~SshAccess();
    Q_DISABLE_COPY_MOVE(SshAccess)

    [[nodiscard]] ssh::Service &service();
    /// The user wants something done: what was refused before is asked again.
    void askAnew();
    /// The user's ~/.ssh/config, read at the first question.
    [[nodiscard]] const ssh::ClientConfig &config();
    /// User, key and jump host of the site, for nodes.
    [[nodiscard]] ssh::ClientConfig::Overrides nodeDefaults() const;

private:
    site::Ssh m_site;
    ui::MainWindow *m_window;
    std::function<secrets::SecretStore *()> m_secrets;
    std::optional<ssh::ClientConfig> m_config;
    QPointer<ui::SshPrompter> m_prompter; ///< the window owns it
    // In the order of their making: what comes later uses what comes before.
    std::unique_ptr<ssh::StoredPrompter> m_stored;
    std::unique_ptr<CalmPrompter> m_calm;
    std::unique_ptr<ssh::Service> m_service;
};

} // namespace skybro::console

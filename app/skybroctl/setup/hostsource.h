#pragma once

#include "app/skybroctl/session.h"
#include "app/skybroctl/setup/setuparguments.h"
#include "models/playbook/inventory/inventory.h"
#include "models/playbook/vault.h"

#include <QObject>

#include <memory>

namespace skybro::ctl {

/// Where the hosts come from: Azure, if there is a site, and the inventories of command line and site.
class HostSource : public QObject
{
    Q_OBJECT

public:
    explicit HostSource(const SetupArguments &arguments, QObject *parent = nullptr);
    ~HostSource() override;

    /// Reads the site file and opens the journal. Prints and returns the exit code when it can not.
    [[nodiscard]] std::expected<void, int> open();
    /// Then asks Azure, and ends with ready() or failed(), not from within.
    void load(const playbook::Vault &vault);

    /// Nothing when there is no site.
    [[nodiscard]] const site::Site *site() const { return m_site ? &*m_site : nullptr; }
    /// The site's own; empty: none.
    [[nodiscard]] QString vaultPasswordFile() const;
    [[nodiscard]] QString siteName() const { return m_site ? m_site->name : QString(); }
    [[nodiscard]] Journal &journal() { return *m_journal; }
    [[nodiscard]] const playbook::Inventory &inventory() const { return m_inventory; }
    /// The paths it was read from.
    [[nodiscard]] QStringList sources() const;

signals:
    void ready();
    /// It is printed, and this is the exit code.
    void failed(int exitCode);

private:
    void listed(const playbook::Vault &vault);

    SetupArguments m_arguments;
    std::optional<site::Site> m_site;
    std::unique_ptr<Journal> m_ownJournal; ///< without a site
    std::unique_ptr<Session> m_session;
    Journal *m_journal = nullptr;
    playbook::Inventory m_inventory;
};

} // namespace skybro::ctl

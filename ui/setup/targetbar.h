#pragma once

#include "models/base/pooljob.h"
#include "models/fleet/fleet.h"
#include "models/playbook/run/targets.h"
#include "models/playbook/vault.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace skybro::ui {

class IconLabel;

/// Which hosts: a pattern, the inventory's groups to choose from, and how many hosts a run would touch.
class TargetBar : public QWidget
{
    Q_OBJECT

public:
    struct Sources
    {
        fleet::Fleet *fleet = nullptr;
        QStringList inventories;                      ///< the site's own
        QString user;                                 ///< ansible_user of the fleet's nodes; may be empty
        std::shared_ptr<const playbook::Vault> vault; ///< never null
    };

    /// The fleet outlives it.
    explicit TargetBar(Sources sources, QWidget *parent = nullptr);

    /// Null: none chosen.
    void setPlaybook(std::shared_ptr<const playbook::Playbook> playbook);
    /// `hosts` of a play may be a template of them.
    void setExtraVars(const playbook::Dict &variables);
    void setLimit(const QString &pattern);
    [[nodiscard]] QString limit() const;
    void focusLimit();
    /// Reads the inventories anew.
    void reload();

    /// Null until it was read.
    [[nodiscard]] std::shared_ptr<const playbook::Inventory> inventory() const { return m_inventory; }
    [[nodiscard]] const playbook::Targets &targets() const { return m_targets; }
    /// Why there are no targets: the inventory, the pattern.
    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }
    /// True when what targets() says is of the present limit, playbook and inventory, and the fleet has
    /// answered once: before that its hosts can not be counted.
    [[nodiscard]] bool isSettled() const;

signals:
    void changed();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void match();
    void tell();
    void showMenu();
    [[nodiscard]] int restingHosts() const;

    Sources m_sources;
    std::shared_ptr<const playbook::Playbook> m_playbook;
    playbook::Dict m_extraVars;
    std::shared_ptr<const playbook::Inventory> m_inventory;
    playbook::Targets m_targets;
    std::optional<Error> m_inventoryProblem;
    std::optional<Error> m_problem;
    QPointer<Job> m_reading;
    QPointer<Job> m_matching;
    QTimer m_readSoon;
    QTimer m_matchSoon;
    bool m_settled = false;
    bool m_readDue = true;

    QLineEdit *m_limit;
    QToolButton *m_groups;
    IconLabel *m_sign;
    QLabel *m_count;
};

} // namespace skybro::ui

#pragma once

#include "ui/tunnel/tunnelservices.h"

#include <QDateTime>
#include <QPointer>
#include <QWidget>

class QCheckBox;
class QLabel;
class QStackedLayout;

namespace skybro::ui {

class Actions;
class CodeView;
class EmptyState;
class IconLabel;
class TakeBack;
class WorkStrip;

/// What of both ends differs from the site file, as a diff; brings it into force, and takes it back.
class ConfigView : public QWidget
{
    Q_OBJECT

public:
    /// `strip` asks and tells; it outlives the view.
    ConfigView(TunnelServices services, WorkStrip *strip, Actions *actions, QWidget *parent = nullptr);
    ~ConfigView() override;

    /// Brings what was interrupted to its end, then asks both ends and shows what would be changed.
    void compare(bool newKey);
    /// Asks both ends anew where they were asked before: something else changed one.
    void refresh();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void makeActions(Actions *actions);
    [[nodiscard]] QWidget *makeHead();
    [[nodiscard]] const ConfigServices &config() const { return m_services.config; }
    void startComparing();
    void plan();
    void planned(Result<tunnel::TunnelPlan> plan);
    [[nodiscard]] ConfigWishes wishes() const;
    void tell();
    void tellEmpty();
    void showDiff(const QByteArrayList &lines);
    void askToApply();
    [[nodiscard]] bool isStale();
    void apply();
    void stepped(tunnel::ApplyStep step);
    void applied(const Result<tunnel::ApplyOutcome> &outcome);
    void compareAgain();

    TunnelServices m_services;
    WorkStrip *m_strip;
    TakeBack *m_takeBack;
    std::optional<tunnel::TunnelPlan> m_plan;
    std::optional<Error> m_problem; ///< why there is no plan
    QDateTime m_compared;           ///< when the answer came
    QPointer<Job> m_question;       ///< both ends are being asked
    QPointer<tunnel::ApplyConfigJob> m_change;
    bool m_isTakingBack = false; ///< what goes back is shown
    IconLabel *m_icon;
    QLabel *m_summary;
    QLabel *m_remarks;
    QCheckBox *m_newKey;
    QCheckBox *m_gatewayOnly;
    EmptyState *m_empty;
    CodeView *m_diff;
    QStackedLayout *m_content = nullptr;
    QAction *m_compare = nullptr;
    QAction *m_apply = nullptr;
    QAction *m_rollBack = nullptr;
    QAction *m_rules = nullptr; ///< checked: they are shown, not the diff
};

} // namespace skybro::ui

#pragma once

#include "models/playbook/run/runmodel.h"

#include <QHeaderView>

namespace skybro::ui {

/// The tasks across: names upright in narrow columns, lying in wide ones, below a band that names the play.
class TaskHeader : public QHeaderView
{
    Q_OBJECT

public:
    /// `run` outlives it.
    explicit TaskHeader(const playbook::RunModel *run, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    void setWide(bool wide);

protected:
    void paintEvent(QPaintEvent *event) override;
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;

private:
    [[nodiscard]] int bandHeight() const;
    void paintPlays(QPainter &painter) const;

    const playbook::RunModel *m_run;
    bool m_wide = false;
};

/// The hosts down, each with how it fares; stays in sight however far the tasks are scrolled.
class HostHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit HostHeader(const playbook::RunModel *run, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;

private:
    const playbook::RunModel *m_run;
    mutable int m_widest = 0;
    mutable int m_measured = 0; ///< rows that m_widest is of
};

} // namespace skybro::ui

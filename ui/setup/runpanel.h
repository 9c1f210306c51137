#pragma once

#include "models/playbook/run/runmodel.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QSplitter;
class QStackedLayout;

namespace skybro::ui {

class EmptyState;
class IconLabel;
class MatrixView;
class OutputPane;

/// A run to be seen: its matrix, the output of the chosen cell, and a line that says how far it is.
class RunPanel : public QWidget
{
    Q_OBJECT

public:
    explicit RunPanel(QWidget *parent = nullptr);
    ~RunPanel() override;

    [[nodiscard]] playbook::RunModel *run() { return &m_run; }
    [[nodiscard]] MatrixView *matrix() { return m_matrix; }
    [[nodiscard]] OutputPane *output() { return m_output; }
    [[nodiscard]] EmptyState *empty() { return m_empty; }
    /// Stands before the figures: "Check", "Run of 14:03", what was asked.
    void setCaption(const QString &caption);
    [[nodiscard]] QString progressText() const;
    void takeFocus();

signals:
    void placeWanted(const skybro::playbook::Mark &mark);

private:
    void tell();

    playbook::RunModel m_run;
    QString m_caption;
    QTimer m_tick;
    MatrixView *m_matrix;
    OutputPane *m_output;
    EmptyState *m_empty;
    QStackedLayout *m_content;
    QSplitter *m_splitter;
    IconLabel *m_sign;
    QLabel *m_progress;
};

} // namespace skybro::ui

#pragma once

#include "models/tunnel/doctor/finding.h"
#include "ui/common/looks.h"

#include <QFrame>

class QAction;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace skybro::ui {

class IconLabel;

[[nodiscard]] Look findingLook(const tunnel::Finding &finding);

/// What the doctor says: the finding to act on in one sentence, its mend as a button or as a command to copy,
/// and folded below all that it rests on, the other findings too.
class FindingCard : public QFrame
{
    Q_OBJECT

public:
    /// `copy` copies the command, `evidence` (checkable) folds; both are the page's, which has their keys.
    FindingCard(QAction *mend, QAction *copy, QAction *evidence, QWidget *parent = nullptr);

    /// Only what changed is drawn anew. `mendText`: of the button; empty: there is none.
    void show(const QList<tunnel::Finding> &findings, const QStringList &signalLines,
              const QString &mendText);
    using QFrame::show;
    /// While it is being mended: the button rests and says so.
    void setMending(bool isMending);
    [[nodiscard]] QString command() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void tellEvidence();
    void fit();

    QList<tunnel::Finding> m_findings;
    QStringList m_signals;
    QString m_mendText;
    bool m_isMending = false;
    IconLabel *m_icon;
    QLabel *m_sentence;
    QLabel *m_advice;
    QAction *m_mending; ///< what its button does
    QPushButton *m_mend;
    QLineEdit *m_command;
    QToolButton *m_copy;
    QToolButton *m_fold;
    QLabel *m_evidence;
};

} // namespace skybro::ui

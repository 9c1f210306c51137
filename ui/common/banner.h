#pragma once

#include "models/base/error.h"
#include "ui/common/theme.h"

#include <QDateTime>
#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace skybro::ui {

/// A strip across a page, with an icon, a sentence and buttons. Not in the way of anything.
class Banner : public QFrame
{
    Q_OBJECT

public:
    Banner(const QString &iconName, Tone tone, QWidget *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] QString text() const;
    /// A second, quieter line.
    void setNote(const QString &note);
    QPushButton *addButton(const QString &objectName, const QString &text);

protected:
    /// After the text, before the buttons that come later.
    void addWidget(QWidget *widget, int stretch = 0);
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone;
    QLabel *m_text;
    QLabel *m_note;
    QHBoxLayout *m_row;
};

/// What went wrong, since when, when it is tried again; with Azure's code and request id to copy.
class ErrorBanner : public Banner
{
    Q_OBJECT

public:
    explicit ErrorBanner(const QString &objectName, QWidget *parent = nullptr);

    /// Shows the error; invalid times are left out.
    void setError(const Error &error, const QDateTime &since = {}, const QDateTime &nextTry = {});
    void clear();
    /// With a button that takes it away: for what has happened, not for what goes on. It then sends
    /// dismissed().
    void setDismissable(bool dismissable);

signals:
    void retryWanted();
    void dismissed();

private:
    Error m_error;
    QPushButton *m_retry;
    QPushButton *m_copy;
    QToolButton *m_close;
};

/// What of Azure stands behind an error, in few words: "Azure does not answer", "Not signed in".
[[nodiscard]] QString errorHeadline(const Error &error);
/// All an error says, as plain text to send to somebody who can help. Holds no secret (see Error).
[[nodiscard]] QString errorDetails(const Error &error, const QDateTime &when = {});
/// "Since 12:00:01 · next try 12:00:31"; invalid times are left out.
[[nodiscard]] QString errorTimes(const QDateTime &since, const QDateTime &nextTry);
/// "AllocationFailed · request 1b2c…", whatever there is of it that the text does not say already.
[[nodiscard]] QString errorReference(const Error &error);

/// Asks, in its strip, whether what was asked for should be done; nothing else stands still meanwhile.
class ConfirmBar : public Banner
{
    Q_OBJECT

public:
    explicit ConfirmBar(const QString &objectName, QWidget *parent = nullptr);

    /// Shows the question and gives the keyboard to `doText`'s button. What was meant for the button that led
    /// here answers nothing: the second half of a double click, a key that is still held.
    void ask(const QString &question, const QString &consequence, const QString &doText);

signals:
    void confirmed();
    void dismissed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void close(bool yes);

    QPushButton *m_yes;
    QPushButton *m_no;
};

} // namespace skybro::ui

#pragma once

#include "models/base/job.h"

#include <QPointer>
#include <QWidget>

#include <functional>

class QPushButton;

namespace skybro::ui {

class Banner;
class ConfirmBar;
class ErrorBanner;

/// Strips over a page's content: what is to be confirmed before it is done, what is said of it, and what went
/// wrong. One thing is under way at a time.
class WorkStrip : public QWidget
{
    Q_OBJECT

public:
    /// The strips are named after the page: "tunnel.error", "tunnel.confirm", "tunnel.notice".
    explicit WorkStrip(const QString &page, QWidget *parent = nullptr);

    void ask(const QString &question, const QString &consequence, const QString &doText,
             std::function<void()> yes);
    void say(const QString &text, const QString &note = {});
    /// Beside what was said last: how far Azure is with it.
    void sayPercent(double percent);
    /// What went wrong; `again` is what its button "Try now" does.
    void fail(const Error &error, std::function<void()> again);
    void clearError();
    void clearNotice(); ///< not what is under way

    /// `work` is under way from now on. With a text that is said meanwhile, and the strip offers to cancel
    /// it.
    void begin(Job *work, const QString &text = {});
    /// What the strip offers instead, while something is under way: another word, and what it does.
    void setWayOut(const QString &text, std::function<void()> out);
    /// It is not any more: to be called first of all when it has finished.
    void end();
    [[nodiscard]] bool isBusy() const { return !m_work.isNull(); }
    /// A question waits for its answer.
    [[nodiscard]] bool isAsking() const;

signals:
    void dismissed(); ///< what was asked is not wanted
    void busyChanged(bool isBusy);

private:
    std::function<void()> m_yes;
    std::function<void()> m_out;
    std::function<void()> m_again;
    QPointer<Job> m_work;
    ErrorBanner *m_error;
    ConfirmBar *m_confirm;
    Banner *m_notice;
    QPushButton *m_close;
};

} // namespace skybro::ui

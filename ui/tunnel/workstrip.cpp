#include "ui/tunnel/workstrip.h"

#include "ui/common/banner.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace skybro::ui {

using namespace Qt::StringLiterals;

WorkStrip::WorkStrip(const QString &page, QWidget *parent)
    : QWidget(parent)
    , m_error(new ErrorBanner(page + u".error"_s))
    , m_confirm(new ConfirmBar(page + u".confirm"_s))
    , m_notice(new Banner(u"info"_s, Tone::Accent))
    , m_close(m_notice->addButton(page + u".notice.close"_s, tr("Close")))
{
    m_notice->setObjectName(page + u".notice"_s);
    m_error->setDismissable(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (Banner *strip : {static_cast<Banner *>(m_error), static_cast<Banner *>(m_confirm), m_notice})
        column->addWidget(strip);
    connect(m_error, &ErrorBanner::retryWanted, this, [this] {
        m_error->clear();
        if (!isBusy())
            m_again();
    });
    connect(m_confirm, &ConfirmBar::confirmed, this, [this] {
        if (!isBusy()) // something else was begun while it was asked
            m_yes();
    });
    connect(m_confirm, &ConfirmBar::dismissed, this, &WorkStrip::dismissed);
    connect(m_close, &QPushButton::clicked, this, [this] {
        if (m_work && m_out) {
            m_close->setEnabled(false);
            return m_out();
        }
        if (m_work)
            m_work->cancel();
        m_notice->hide();
    });
}

void WorkStrip::ask(const QString &question, const QString &consequence, const QString &doText,
                    std::function<void()> yes)
{
    m_yes = std::move(yes);
    m_confirm->ask(question, consequence, doText);
}

bool WorkStrip::isAsking() const
{
    return !m_confirm->isHidden();
}

void WorkStrip::say(const QString &text, const QString &note)
{
    if (!m_out)
        m_close->setText(isBusy() ? tr("Cancel") : tr("Close"));
    m_notice->setText(text);
    m_notice->setNote(note);
    m_notice->show();
}

void WorkStrip::sayPercent(double percent)
{
    m_notice->setNote(tr("Azure has done %1 % of it.").arg(qRound(percent)));
}

void WorkStrip::fail(const Error &error, std::function<void()> again)
{
    m_again = std::move(again);
    m_error->setError(error);
}

void WorkStrip::clearError()
{
    m_error->clear();
}

void WorkStrip::clearNotice()
{
    if (!isBusy())
        m_notice->hide();
}

void WorkStrip::begin(Job *work, const QString &text)
{
    m_work = work;
    m_error->clear();
    m_notice->hide();
    if (!text.isEmpty())
        say(text);
    emit busyChanged(true);
}

void WorkStrip::setWayOut(const QString &text, std::function<void()> out)
{
    m_out = std::move(out);
    m_close->setText(text);
}

void WorkStrip::end()
{
    m_work.clear();
    m_out = {};
    m_close->setEnabled(true);
    m_notice->hide();
    emit busyChanged(false);
}

} // namespace skybro::ui

#include "ui/common/banner.h"

#include "ui/common/iconlabel.h"
#include "ui/common/icons.h"
#include "ui/common/timetext.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace skybro::ui {

using namespace Qt::StringLiterals;

Banner::Banner(const QString &iconName, Tone tone, QWidget *parent)
    : QFrame(parent)
    , m_tone(tone)
    , m_text(new QLabel)
    , m_note(new QLabel)
    , m_row(new QHBoxLayout(this))
{
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_note->hide();
    auto *sign = new IconLabel;
    sign->set(iconName, tone);
    // The icon stands beside the first line, wherever the buttons' height puts that.
    auto *lines = new QGridLayout;
    lines->setHorizontalSpacing(8);
    lines->setVerticalSpacing(1);
    lines->setColumnStretch(1, 1);
    lines->setRowStretch(0, 1);
    lines->setRowStretch(3, 1);
    lines->addWidget(sign, 1, 0, Qt::AlignTop);
    lines->addWidget(m_text, 1, 1);
    lines->addWidget(m_note, 2, 1);
    m_row->setContentsMargins(12, 7, 10, 7);
    m_row->setSpacing(8);
    m_row->addLayout(lines, 1);
    // It opens by being shown, never by itself.
    hide();
}

void Banner::setText(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
}

QString Banner::text() const
{
    return m_text->text();
}

void Banner::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

QPushButton *Banner::addButton(const QString &objectName, const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(objectName);
    button->setAccessibleName(text);
    button->setAutoDefault(true); // Return presses what has the focus
    m_row->addWidget(button, 0, Qt::AlignVCenter);
    return button;
}

void Banner::addWidget(QWidget *widget, int stretch)
{
    m_row->addWidget(widget, stretch);
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), toneWash(m_tone));
    painter.fillRect(QRect(0, 0, 3, height()), toneColor(m_tone));
    painter.setPen(lineColor());
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

ErrorBanner::ErrorBanner(const QString &objectName, QWidget *parent)
    : Banner(u"warning"_s, Tone::Bad, parent)
{
    setObjectName(objectName);
    m_copy = addButton(objectName + ".copy"_L1, tr("Copy details"));
    m_retry = addButton(objectName + ".retry"_L1, tr("Try now"));
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(errorDetails(m_error, QDateTime::currentDateTimeUtc()));
    });
    connect(m_retry, &QPushButton::clicked, this, &ErrorBanner::retryWanted);
    m_close = new QToolButton;
    m_close->setObjectName(objectName + ".close"_L1);
    m_close->setAccessibleName(tr("Dismiss"));
    m_close->setToolTip(tr("Dismiss"));
    m_close->setIcon(icon(u"close"_s));
    m_close->setAutoRaise(true);
    m_close->setFocusPolicy(Qt::TabFocus);
    m_close->hide();
    addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, [this] {
        clear();
        emit dismissed();
    });
}

void ErrorBanner::setDismissable(bool dismissable)
{
    m_close->setVisible(dismissable);
}

void ErrorBanner::setError(const Error &error, const QDateTime &since, const QDateTime &nextTry)
{
    m_error = error;
    setText(error.text);
    QStringList notes{errorTimes(since, nextTry), errorReference(error)};
    notes.removeAll(QString());
    setNote(notes.join(u" · "_s));
    show();
}

void ErrorBanner::clear()
{
    hide();
}

QString errorHeadline(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::NotSignedIn:
        return ErrorBanner::tr("Not signed in");
    case ErrorKind::Forbidden:
        return ErrorBanner::tr("Azure does not permit it");
    case ErrorKind::Network:
    case ErrorKind::TimedOut:
        return ErrorBanner::tr("Azure does not answer");
    default:
        return ErrorBanner::tr("Azure answers with an error");
    }
}

QString errorTimes(const QDateTime &since, const QDateTime &nextTry)
{
    QStringList notes;
    if (since.isValid())
        notes.append(ErrorBanner::tr("Since %1").arg(since.toLocalTime().toString(u"HH:mm:ss"_s)));
    if (nextTry.isValid())
        notes.append(ErrorBanner::tr("next try %1").arg(nextTry.toLocalTime().toString(u"HH:mm:ss"_s)));
    return notes.join(u" · "_s);
}

QString errorReference(const Error &error)
{
    QStringList parts;
    if (!error.code.isEmpty() && !error.text.contains(error.code))
        parts.append(error.code);
    if (!error.requestId.isEmpty())
        parts.append(ErrorBanner::tr("request %1").arg(error.requestId));
    return parts.join(u" · "_s);
}

QString errorDetails(const Error &error, const QDateTime &when)
{
    // English on purpose: it goes to Microsoft's support or into an issue.
    QStringList lines{error.text, u"Kind: %1"_s.arg(toWord(error.kind))};
    if (!error.code.isEmpty())
        lines.append(u"Code: %1"_s.arg(error.code));
    if (!error.requestId.isEmpty())
        lines.append(u"Request id: %1"_s.arg(error.requestId));
    if (when.isValid())
        lines.append(u"Time: %1"_s.arg(when.toUTC().toString(Qt::ISODate)));
    if (!error.detail.isEmpty())
        lines.append(u"Detail: %1"_s.arg(error.detail));
    lines.append(u"Skybro %1"_s.arg(QLatin1StringView(SKYBRO_VERSION)));
    return lines.join(u'\n');
}

ConfirmBar::ConfirmBar(const QString &objectName, QWidget *parent)
    : Banner(u"info"_s, Tone::Warning, parent)
{
    setObjectName(objectName);
    m_yes = addButton(objectName + ".yes"_L1, {});
    m_yes->setProperty("primary", true);
    m_no = addButton(objectName + ".no"_L1, tr("Keep as it is"));
    m_yes->installEventFilter(this);
    connect(m_yes, &QPushButton::clicked, this, [this] { close(true); });
    connect(m_no, &QPushButton::clicked, this, [this] { close(false); });
}

void ConfirmBar::ask(const QString &question, const QString &consequence, const QString &doText)
{
    setText(question);
    setNote(consequence);
    m_yes->setText(doText);
    m_yes->setAccessibleName(doText);
    show();
    m_yes->setFocus(Qt::OtherFocusReason);
}

void ConfirmBar::close(bool yes)
{
    hide();
    if (yes)
        emit confirmed();
    else
        emit dismissed();
}

bool ConfirmBar::eventFilter(QObject *watched, QEvent *event)
{
    const auto *key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent *>(event) : nullptr;
    if (event->type() == QEvent::MouseButtonDblClick || (key && key->isAutoRepeat()))
        return true;
    return Banner::eventFilter(watched, event);
}

void ConfirmBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close(false);
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        close(m_yes->hasFocus());
    else
        Banner::keyPressEvent(event);
}

} // namespace skybro::ui

#include "ui/common/page.h"

namespace skybro::ui {

Page::Page(const QString &id, const QString &title, const QString &iconName, QWidget *parent)
    : QWidget(parent)
    , m_id(id)
    , m_title(title)
    , m_iconName(iconName)
{
    setObjectName(id);
    setAccessibleName(title);
}

void Page::open(const QString &) {}

void Page::takeFocus()
{
    setFocus();
}

QList<Finding> Page::find(const QString &, int) const
{
    return {};
}

void Page::setBadge(const QString &text, Tone tone)
{
    if (m_badge == text && m_badgeTone == tone)
        return;
    m_badge = text;
    m_badgeTone = tone;
    emit badgeChanged();
}

void Page::setReady()
{
    if (m_ready)
        return;
    m_ready = true;
    emit ready();
}

} // namespace skybro::ui

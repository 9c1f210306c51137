#include "ui/shell/devicecodebar.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>

namespace skybro::ui {

using namespace Qt::StringLiterals;

DeviceCodeBar::DeviceCodeBar(QWidget *parent)
    : Banner(u"key"_s, Tone::Accent, parent)
{
    setObjectName(u"devicecode"_s);
    QPushButton *copyCode = addButton(u"devicecode.copy"_s, tr("Copy code"));
    QPushButton *copyLink = addButton(u"devicecode.copylink"_s, tr("Copy link"));
    QPushButton *openPage = addButton(u"devicecode.open"_s, tr("Open the page"));
    openPage->setProperty("primary", true);
    connect(copyCode, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_code); });
    connect(copyLink, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_page.toString()); });
    connect(openPage, &QPushButton::clicked, this, [this] { emit pageWanted(m_page); });
}

void DeviceCodeBar::showCode(const QString &code, const QUrl &page)
{
    m_code = code;
    m_page = page;
    setText(tr("To sign in, enter the code %1").arg(code));
    setNote(tr("at %1, in any browser on any machine. This goes away when you have.").arg(page.toString()));
    show();
}

} // namespace skybro::ui

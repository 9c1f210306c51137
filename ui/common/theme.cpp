#include "ui/common/theme.h"

#include "ui/common/style.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusReply>
#include <QDBusVariant>
#include <QPalette>
#include <QPixmapCache>
#include <QToolTip>

namespace skybro::ui {

using namespace Qt::StringLiterals;

namespace {

struct Shades
{
    QColor window, base, alternate, text, quiet, disabled, button, line, accent, onAccent, selection, tip;
};

Shades shades(bool dark)
{
    if (dark)
        return {.window = u"#1f2226"_s,
                .base = u"#191b1f"_s,
                .alternate = u"#1d2024"_s,
                .text = u"#e4e7ea"_s,
                .quiet = u"#9aa3ad"_s,
                .disabled = u"#626b75"_s,
                .button = u"#2b2f35"_s,
                .line = u"#343940"_s,
                .accent = u"#6aaef5"_s,
                .onAccent = u"#0d1a29"_s,
                .selection = u"#24405e"_s,
                .tip = u"#2b2f35"_s};
    return {.window = u"#f5f6f7"_s,
            .base = u"#ffffff"_s,
            .alternate = u"#fafbfb"_s,
            .text = u"#1d2329"_s,
            .quiet = u"#5c6670"_s,
            .disabled = u"#a2a9b1"_s,
            .button = u"#ffffff"_s,
            .line = u"#d9dde1"_s,
            .accent = u"#1c63b7"_s,
            .onAccent = u"#ffffff"_s,
            .selection = u"#d6e6f8"_s,
            .tip = u"#ffffff"_s};
}

QPalette paletteFor(bool dark)
{
    const Shades s = shades(dark);
    QPalette palette;
    palette.setColor(QPalette::Window, s.window);
    palette.setColor(QPalette::WindowText, s.text);
    palette.setColor(QPalette::Base, s.base);
    palette.setColor(QPalette::AlternateBase, s.alternate);
    palette.setColor(QPalette::Text, s.text);
    palette.setColor(QPalette::PlaceholderText, s.quiet);
    palette.setColor(QPalette::Button, s.button);
    palette.setColor(QPalette::ButtonText, s.text);
    palette.setColor(QPalette::BrightText, dark ? u"#ff8a80"_s : u"#b3261e"_s);
    palette.setColor(QPalette::Highlight, s.selection);
    palette.setColor(QPalette::HighlightedText, s.text);
    palette.setColor(QPalette::Link, s.accent);
    palette.setColor(QPalette::LinkVisited, s.accent);
    palette.setColor(QPalette::ToolTipBase, s.tip);
    palette.setColor(QPalette::ToolTipText, s.text);
    palette.setColor(QPalette::Light, dark ? s.button.lighter(115) : QColor(Qt::white));
    palette.setColor(QPalette::Midlight, dark ? s.line : u"#eceef0"_s);
    palette.setColor(QPalette::Mid, s.line);
    palette.setColor(QPalette::Dark, dark ? u"#0f1113"_s : u"#b4bac0"_s);
    palette.setColor(QPalette::Shadow, dark ? QColor(Qt::black) : u"#8d949b"_s);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, s.disabled);
    palette.setColor(QPalette::Disabled, QPalette::Button, s.window);
    palette.setColor(QPalette::Disabled, QPalette::Base, s.window);
    // The selection stays readable in a window that is not in front.
    palette.setColor(QPalette::Inactive, QPalette::Highlight, dark ? u"#2a333d"_s : u"#e3e9ef"_s);
    return palette;
}

constexpr auto portalArea = "org.freedesktop.appearance";
constexpr auto portalKey = "color-scheme";

// The portal answers uint32: 0 no preference, 1 dark, 2 light (XDG Desktop Portal, Settings).
bool saysDark(const QVariant &value, bool otherwise)
{
    switch (value.toUInt()) {
    case 1:
        return true;
    case 2:
        return false;
    default:
        return otherwise;
    }
}

} // namespace

bool isDarkPalette()
{
    const QPalette palette = QApplication::palette();
    return palette.color(QPalette::Base).lightness() < palette.color(QPalette::Text).lightness();
}

QColor toneColor(Tone tone)
{
    const bool dark = isDarkPalette();
    const QPalette palette = QApplication::palette();
    switch (tone) {
    case Tone::Plain:
        break;
    case Tone::Quiet:
        return palette.color(QPalette::PlaceholderText);
    case Tone::Accent:
        return palette.color(QPalette::Link);
    case Tone::Good:
        return dark ? u"#58c08a"_s : u"#1a7f4b"_s;
    case Tone::Busy:
        return dark ? u"#6aaef5"_s : u"#1c63b7"_s;
    case Tone::Warning:
        return dark ? u"#e3b04b"_s : u"#8f5b00"_s;
    case Tone::Bad:
        return dark ? u"#f28b82"_s : u"#b3261e"_s;
    }
    return palette.color(QPalette::Text);
}

QColor toneWash(Tone tone)
{
    QColor color = toneColor(tone);
    const QColor base = QApplication::palette().color(QPalette::Base);
    const qreal part = isDarkPalette() ? 0.16 : 0.09;
    return QColor::fromRgbF(float(base.redF() * (1 - part) + color.redF() * part),
                            float(base.greenF() * (1 - part) + color.greenF() * part),
                            float(base.blueF() * (1 - part) + color.blueF() * part));
}

QColor lineColor()
{
    return QApplication::palette().color(QPalette::Mid);
}

Theme::Theme(QObject *parent)
    : QObject(parent)
    , m_systemDark(isDarkPalette())
{
    QApplication::setStyle(new Style);
    askPortal();
    apply();
}

QString Theme::toWord(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Light:
        return u"light"_s;
    case ThemeChoice::Dark:
        return u"dark"_s;
    case ThemeChoice::System:
        break;
    }
    return u"system"_s;
}

ThemeChoice Theme::fromWord(const QString &word)
{
    if (word == "light"_L1)
        return ThemeChoice::Light;
    return word == "dark"_L1 ? ThemeChoice::Dark : ThemeChoice::System;
}

void Theme::setChoice(ThemeChoice choice)
{
    if (m_choice == choice)
        return;
    m_choice = choice;
    apply();
}

bool Theme::isDark() const
{
    return m_choice == ThemeChoice::System ? m_systemDark : m_choice == ThemeChoice::Dark;
}

void Theme::askPortal()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    const QString service = u"org.freedesktop.portal.Desktop"_s;
    const QString path = u"/org/freedesktop/portal/desktop"_s;
    const QString face = u"org.freedesktop.portal.Settings"_s;
    bus.connect(service, path, face, u"SettingChanged"_s, this,
                SLOT(portalSettingChanged(QString, QString, QDBusVariant)));

    QDBusMessage question = QDBusMessage::createMethodCall(service, path, face, u"Read"_s);
    question << QString::fromLatin1(portalArea) << QString::fromLatin1(portalKey);
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(question, 2000), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusReply<QVariant> reply = *watcher;
        if (!reply.isValid())
            return;
        // Read() wraps the value in a second variant.
        QVariant value = reply.value();
        if (value.canConvert<QDBusVariant>())
            value = value.value<QDBusVariant>().variant();
        m_systemDark = saysDark(value, m_systemDark);
        if (m_choice == ThemeChoice::System)
            apply();
    });
}

void Theme::portalSettingChanged(const QString &area, const QString &key, const QDBusVariant &value)
{
    if (area != QLatin1StringView(portalArea) || key != QLatin1StringView(portalKey))
        return;
    m_systemDark = saysDark(value.variant(), false);
    if (m_choice == ThemeChoice::System)
        apply();
}

void Theme::apply()
{
    const QPalette palette = paletteFor(isDark());
    if (QApplication::palette() == palette)
        return;
    QPixmapCache::clear();
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    emit changed();
}

} // namespace skybro::ui

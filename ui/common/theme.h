#pragma once

#include <QColor>
#include <QDBusVariant>
#include <QObject>

namespace skybro::ui {

/// Whether the console is light or dark, or as the desktop is.
enum class ThemeChoice
{
    System,
    Light,
    Dark
};

/// What a colour says. Never the only sign of it: every use has an icon and a word beside it.
enum class Tone
{
    Plain,   ///< the text colour
    Quiet,   ///< less important text, things at rest
    Accent,  ///< links, progress, what is selected
    Good,    ///< runs, succeeded
    Busy,    ///< on its way
    Warning, ///< needs a look: billed for nothing, unknown
    Bad,     ///< failed
};

/// The colour of a tone on the palette in use now; contrast is at least 4.5:1 on the base colour.
[[nodiscard]] QColor toneColor(Tone tone);
/// A weak wash of the tone for banners and badges, to be painted under text.
[[nodiscard]] QColor toneWash(Tone tone);
/// The thin lines between areas.
[[nodiscard]] QColor lineColor();
/// True when the palette in use is dark.
[[nodiscard]] bool isDarkPalette();

/// Gives the application its style and palette and follows the desktop's scheme (org.freedesktop.appearance
/// of the desktop portal, which GNOME and KDE both serve; without it, the palette the platform gave). One per
/// application, GUI thread.
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(QObject *parent = nullptr);

    void setChoice(ThemeChoice choice);
    [[nodiscard]] ThemeChoice choice() const { return m_choice; }
    [[nodiscard]] bool isDark() const;

    [[nodiscard]] static QString toWord(ThemeChoice choice); ///< "system", "light", "dark"
    [[nodiscard]] static ThemeChoice fromWord(const QString &word);

signals:
    void changed();

private slots:
    void portalSettingChanged(const QString &area, const QString &key, const QDBusVariant &value);

private:
    void askPortal();
    void apply();

    ThemeChoice m_choice = ThemeChoice::System;
    bool m_systemDark = false;
};

} // namespace skybro::ui

#pragma once

#include <QByteArray>
#include <QObject>
#include <QSettings>
#include <QString>

#include <utility>

namespace skybro {

/// One preference: its name in the file and what holds while nobody has chosen.
template <typename T>
struct Setting
{
    const char *name;
    T fallback;
};

/// The user's preferences of this machine, in $XDG_CONFIG_HOME/skybro/skybro.conf. Keys that this version
/// does not know are kept. A value of the wrong type counts as absent. Never holds a secret. Thread: GUI.
class Settings : public QObject
{
    Q_OBJECT

public:
    explicit Settings(QObject *parent = nullptr);
    /// For tests.
    explicit Settings(const QString &path, QObject *parent = nullptr);

    template <typename T>
    [[nodiscard]] T get(const Setting<T> &setting) const
    {
        const QVariant value = m_file.value(QString::fromLatin1(setting.name));
        return value.isValid() && value.canConvert<T>() ? value.value<T>() : setting.fallback;
    }

    template <typename T>
    void set(const Setting<T> &setting, const T &value)
    {
        if (get(setting) == value)
            return;
        m_file.setValue(QString::fromLatin1(setting.name), QVariant::fromValue(value));
        emit changed(QString::fromLatin1(setting.name));
    }

signals:
    void changed(const QString &name);

private:
    QSettings m_file;
};

/// The settings there are. Pages keep their own (column layouts and the like) beside their code.
namespace setting {
inline const Setting<QString> theme{"appearance/theme", QStringLiteral("system")}; ///< system | light | dark
inline const Setting<QString> currency{"cost/currency", QStringLiteral("EUR")};    ///< ISO 4217
inline const Setting<QString> logLevel{"log/level", QStringLiteral("info")};       ///< see log::levelFromWord
inline const Setting<QString> lastSite{"site/last", {}};                           ///< opened again at start
} // namespace setting

} // namespace skybro

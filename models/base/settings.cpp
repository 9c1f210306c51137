#include "models/base/settings.h"

#include "models/base/basedirs.h"

namespace skybro {

using namespace Qt::StringLiterals;

Settings::Settings(QObject *parent)
    : Settings(configHome() + u"/skybro/skybro.conf"_s, parent)
{
}

Settings::Settings(const QString &path, QObject *parent)
    : QObject(parent)
    , m_file(path, QSettings::IniFormat)
{
}

} // namespace skybro

#include "models/base/basedirs.h"

#include <QDir>

namespace skybro {

using namespace Qt::StringLiterals;

namespace {

/// A relative path in such a variable is to be ignored, says the specification.
QString baseDir(const char *variable, const QString &fallback)
{
    const QString path = qEnvironmentVariable(variable);
    return QDir::isAbsolutePath(path) ? QDir::cleanPath(path) : QDir::homePath() + fallback;
}

} // namespace

QString stateHome()
{
    return baseDir("XDG_STATE_HOME", u"/.local/state"_s);
}

QString configHome()
{
    return baseDir("XDG_CONFIG_HOME", u"/.config"_s);
}

QString cacheHome()
{
    return baseDir("XDG_CACHE_HOME", u"/.cache"_s);
}

} // namespace skybro

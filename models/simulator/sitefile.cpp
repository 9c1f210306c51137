#include "models/simulator/sitefile.h"

#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

/// A YAML scalar in double quotes: JSON's escapes are YAML's too.
QString quoted(QString text)
{
    text.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u'"' + text + u'"';
}

Result<void> save(const QString &path, const QByteArray &data, QFile::Permissions permissions)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(permissions) ||
        file.write(data) != data.size() || !file.commit())
        return fail(ErrorKind::Internal, u"Can not write %1: %2."_s.arg(path, file.errorString()));
    return {};
}

} // namespace

Result<void> writeSiteFile(const QString &path, const World &world, const Endpoint &endpoint,
                           const QStringList &resourceGroups)
{
    const QString full = QFileInfo(path).absoluteFilePath();
    const QString secretFile = full + u".secret"_s;
    constexpr auto mine = QFile::ReadOwner | QFile::WriteOwner;
    if (auto saved = save(secretFile, world.clientSecret.toUtf8() + '\n', mine); !saved)
        return saved;
    QStringList groups;
    for (const QString &group : resourceGroups)
        groups.append(quoted(group));
    const QString yaml =
        u"# Written by skybro-sim: a simulated Azure on this machine.\n"
        "azure:\n"
        "  cloud: custom\n"
        "  resourceManager: %1\n"
        "  authority: %1\n"
        "  caFile: %2\n"
        "  tenant: %3\n"
        "  subscription: %4\n"
        "  resourceGroups: [%5]\n"
        "  credential: client-secret\n"
        "  clientId: %6\n"
        "  secret: %7\n"
        "  retailPrices: %8\n"_s.arg(quoted(endpoint.base), quoted(endpoint.caFile), quoted(world.tenant),
                                     quoted(world.subscription), groups.join(u", "_s), quoted(world.clientId),
                                     quoted(secretFile), quoted(endpoint.base + u"/api/retail/prices"_s));
    return save(full, yaml.toUtf8(), mine | QFile::ReadGroup | QFile::ReadOther);
}

} // namespace skybro::sim

#include "app/skybroctl/sitechoice.h"

#include "models/site/sitefile.h"

#include <QCoreApplication>

namespace skybro::ctl {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("skybroctl", text);
}

} // namespace

Result<QString> findSite(const QString &given)
{
    const QString named = given.isEmpty() ? qEnvironmentVariable("SKYBRO_SITE") : given;
    if (!named.isEmpty())
        return site::sitePath(named);
    const QStringList names = site::siteNames();
    if (names.size() == 1)
        return site::sitePath(names.constFirst());
    if (names.isEmpty())
        return fail(ErrorKind::Invalid,
                    tr("Which site? Give --site FILE: there is none in %1.").arg(site::sitesFolder()));
    return fail(ErrorKind::Invalid, tr("Which site? Give --site NAME: %1.").arg(names.join(u", "_s)));
}

} // namespace skybro::ctl

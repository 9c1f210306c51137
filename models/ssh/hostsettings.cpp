#include "models/ssh/hostsettings.h"

namespace skybro::ssh {

using namespace Qt::StringLiterals;

QString HostSettings::label() const
{
    QString text = user + u'@' + (name.isEmpty() ? host : name);
    if (port != 22)
        text += u':' + QString::number(port);
    return text;
}

QString HostSettings::connectionKey() const
{
    const QString own = user + u'@' + host.toLower() + u':' + QString::number(port);
    return jump ? own + u" via "_s + jump->connectionKey() : own;
}

QString HostSettings::knownHostsName() const
{
    const QString looked = (hostKeyAlias.isEmpty() ? host : hostKeyAlias).toLower();
    if (port == 22 || !hostKeyAlias.isEmpty())
        return looked;
    return u'[' + looked + u"]:"_s + QString::number(port);
}

} // namespace skybro::ssh

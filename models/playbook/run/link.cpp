#include "models/playbook/run/link.h"

namespace skybro::playbook {

QString LinkTarget::key() const
{
    QStringList parts;
    if (isLocal)
        parts << QStringLiteral("local");
    else
        parts << QStringLiteral("ssh") << (address.isEmpty() ? name : address) << QString::number(port)
              << user << keyFile << jump;
    if (become)
        parts << becomeMethod << becomeUser << becomeFlags;
    return parts.join(QChar(u'\n')); // in none of them
}

Link::~Link() = default;
LinkFactory::~LinkFactory() = default;

} // namespace skybro::playbook

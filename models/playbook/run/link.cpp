#include "models/playbook/run/link.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

namespace skybro::playbook {

namespace {

/// Tells passwords apart within this process and says nothing about them: the key of the sum is random.
QString fingerprint(const Secret &password)
{
    static const QByteArray key = [] {
        QByteArray bytes(32, '\0');
        QRandomGenerator::system()->fillRange(reinterpret_cast<quint32 *>(bytes.data()), bytes.size() / 4);
        return bytes;
    }();
    return QString::fromLatin1(
        QMessageAuthenticationCode::hash(password.reveal(), key, QCryptographicHash::Sha256).toHex());
}

} // namespace

QString LinkTarget::key() const
{
    QStringList parts;
    if (isLocal)
        parts << QStringLiteral("local");
    else
        parts << QStringLiteral("ssh") << (address.isEmpty() ? name : address) << QString::number(port)
              << user << keyFile << jump;
    if (become) {
        parts << becomeMethod << becomeUser << becomeFlags;
        // A shell that one password opened is not another's.
        if (becomePassword)
            parts << fingerprint(*becomePassword);
    }
    return parts.join(QChar(u'\n')); // in none of them
}

Link::~Link() = default;
LinkFactory::~LinkFactory() = default;

} // namespace skybro::playbook

#include "models/tunnel/ipsec/ipsecstatus.h"

#include <QHash>
#include <QRegularExpression>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

template <typename T, typename Name>
QList<T> named(const QList<T> &all, const QString &name, Name nameOf)
{
    QList<T> some;
    for (const T &item : all) {
        if (baseName(nameOf(item)) == name || nameOf(item) == name)
            some.append(item);
    }
    return some;
}

} // namespace

QString baseName(const QString &connection)
{
    static const QRegularExpression alias(u"/\\d+x\\d+$"_s);
    QString base = connection;
    return base.remove(alias);
}

QList<IpsecConnection> connectionsOf(const IpsecStatus &status, const QString &name)
{
    return named(status.connections, name, [](const IpsecConnection &item) { return item.name; });
}

QList<IkeSa> ikeSasOf(const IpsecStatus &status, const QString &name)
{
    QList<IkeSa> some = named(status.ikeSas, name, [](const IkeSa &sa) { return sa.connection; });
    // Of connections between the same two ends, Libreswan hangs the Child SAs below one's IKE SA.
    const QList<ChildSa> children = childSasOf(status, name);
    for (const IkeSa &sa : status.ikeSas) {
        const bool isParent = std::ranges::any_of(
            children, [&](const ChildSa &child) { return isUp(child) && child.ikeSerial == sa.serial; });
        if (sa.serial != 0 && isParent && !some.contains(sa))
            some.append(sa);
    }
    return some;
}

QList<ChildSa> childSasOf(const IpsecStatus &status, const QString &name)
{
    return named(status.childSas, name, [](const ChildSa &sa) { return sa.connection; });
}

QString namesOfConnections(const IpsecStatus &status)
{
    constexpr qsizetype most = 5;
    static const QRegularExpression pair(u"/\\d+x\\d+\\z"_s);
    QStringList names;
    for (const IpsecConnection &connection : status.connections)
        names.append(QString(connection.name).remove(pair));
    names.removeDuplicates();
    return names.mid(0, most).join(u", "_s) + (names.size() > most ? u", …"_s : QString());
}

bool isUp(const ChildSa &sa)
{
    return sa.state == SaState::Established || sa.state == SaState::Rekeying;
}

bool isUp(const IkeSa &sa)
{
    return sa.state == SaState::Established || sa.state == SaState::Rekeying;
}

QList<ChildSa> duplicatesOf(const IpsecStatus &status, const QString &name)
{
    // Libreswan gives a connection one pair of subnets, strongSwan tells the selectors.
    QHash<QString, quint64> newest;
    const auto key = [](const ChildSa &sa) {
        return sa.connection + u'|' + sa.localSubnets.join(u',') + u'|' + sa.remoteSubnets.join(u',');
    };
    const QList<ChildSa> all = childSasOf(status, name);
    for (const ChildSa &sa : all) {
        if (isUp(sa))
            newest[key(sa)] = std::max(newest.value(key(sa)), sa.serial);
    }
    QList<ChildSa> older;
    for (const ChildSa &sa : all) {
        if (isUp(sa) && sa.serial < newest.value(key(sa)))
            older.append(sa);
    }
    return older;
}

} // namespace skybro::tunnel

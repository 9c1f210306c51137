#include "models/simulator/resourceid.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

QString ResourceId::text() const
{
    QString text = u"/subscriptions/"_s + subscription;
    if (!group.isEmpty())
        text += u"/resourceGroups/"_s + group;
    if (!provider.isEmpty())
        text += u"/providers/"_s + provider;
    for (qsizetype i = 0; i < names.size(); ++i)
        text += u'/' + types.at(i) + u'/' + names.at(i);
    return text;
}

QString ResourceId::name() const
{
    return names.isEmpty() ? group : names.last();
}

QString ResourceId::type() const
{
    return provider.isEmpty() ? resourceGroupType : provider + u'/' + types.join(u'/');
}

ResourceId ResourceId::parent() const
{
    ResourceId up = *this;
    up.types.removeLast();
    up.names.removeLast();
    return up;
}

ResourceId ResourceId::groupId() const
{
    return {subscription, group, {}, {}, {}};
}

ResourceId ResourceId::child(const QString &type, const QString &name) const
{
    ResourceId down = *this;
    down.types.append(type);
    down.names.append(name);
    return down;
}

std::optional<ResourceId> ResourceId::parse(const QString &text)
{
    const QStringList parts = text.split(u'/', Qt::SkipEmptyParts);
    const auto is = [&parts](qsizetype at, QLatin1StringView word) {
        return at < parts.size() && parts.at(at).compare(word, Qt::CaseInsensitive) == 0;
    };
    if (!is(0, "subscriptions"_L1) || parts.size() < 2)
        return {};
    ResourceId id{.subscription = parts.at(1), .group = {}, .provider = {}, .types = {}, .names = {}};
    qsizetype at = 2;
    if (is(at, "resourcegroups"_L1)) {
        if (at + 1 >= parts.size())
            return {};
        id.group = parts.at(at + 1);
        at += 2;
    }
    if (at == parts.size())
        return id;
    if (!is(at, "providers"_L1) || at + 1 >= parts.size())
        return {};
    id.provider = parts.at(at + 1);
    at += 2;
    if ((parts.size() - at) % 2 != 0)
        return {};
    for (; at < parts.size(); at += 2) {
        id.types.append(parts.at(at));
        id.names.append(parts.at(at + 1));
    }
    return id;
}

} // namespace skybro::sim

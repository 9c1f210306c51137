#include "models/azure/resourceid.h"

#include <QCoreApplication>
#include <QStringTokenizer>
#include <QVarLengthArray>

#include <utility>

namespace skybro::azure {

using namespace Qt::StringLiterals;

namespace {

bool is(QStringView word, QStringView expected)
{
    return word.compare(expected, Qt::CaseInsensitive) == 0;
}

} // namespace

Result<ResourceId> ResourceId::parse(const QString &id)
{
    const auto bad = [&id] {
        return fail(ErrorKind::Invalid,
                    QCoreApplication::translate("skybro::azure", "\"%1\" is no Azure resource id.")
                        .arg(id.left(200)));
    };
    if (!id.startsWith(u'/'))
        return bad();
    QVarLengthArray<QStringView, 16> parts; // no texts of their own: ids are parsed by the thousand
    for (const QStringView part : QStringView(id).tokenize(u'/', Qt::SkipEmptyParts))
        parts.append(part);
    if (parts.size() < 2 || parts.size() % 2 != 0 || !is(parts[0], u"subscriptions"))
        return bad();

    ResourceId result;
    result.subscription = parts[1].toString();
    qsizetype at = 2;
    if (at < parts.size() && is(parts[at], u"resourceGroups")) {
        result.resourceGroup = parts[at + 1].toString();
        at += 2;
    }
    if (at == parts.size()) {
        const bool isGroup = !result.resourceGroup.isEmpty();
        result.type = isGroup ? u"resourceGroups"_s : u"subscriptions"_s;
        result.name = isGroup ? result.resourceGroup : result.subscription;
        return result;
    }
    if (!is(parts[at], u"providers") || at + 2 >= parts.size())
        return bad();
    result.provider = parts[at + 1].toString();
    for (at += 2; at < parts.size(); at += 2) {
        if (!result.type.isEmpty())
            result.type += u'/';
        result.type += parts[at];
        result.parentName = std::exchange(result.name, parts[at + 1].toString());
    }
    return result;
}

QString ResourceId::key(const QString &id)
{
    // One pass and no list of parts: this is asked for every machine and interface of every answer.
    QString key(id.size() + 1, Qt::Uninitialized);
    QChar *const begin = key.data();
    QChar *to = begin;
    *to++ = u'/';
    bool isAscii = true;
    for (const QChar c : id) {
        if (c == u'/' && to[-1] == u'/')
            continue;
        isAscii = isAscii && c.unicode() < 0x80;
        *to++ = c >= u'A' && c <= u'Z' ? QChar(c.unicode() + (u'a' - u'A')) : c;
    }
    if (to - begin > 1 && to[-1] == u'/')
        --to;
    key.resize(to - begin);
    return isAscii ? key : key.toLower();
}

QString ResourceId::make(const QString &subscription, const QString &resourceGroup, const QString &provider,
                         const QString &type, const QString &name)
{
    return u"/subscriptions/"_s + subscription + u"/resourceGroups/"_s + resourceGroup + u"/providers/"_s +
           provider + u'/' + type + u'/' + name;
}

} // namespace skybro::azure

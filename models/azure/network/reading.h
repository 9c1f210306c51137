#pragma once

#include "models/azure/json.h"

#include <QLatin1StringView>
#include <QStringList>

/// Habits of Microsoft.Network's JSON that several readers share. Pure functions.
namespace skybro::azure {

/// The texts of an array; empty ones are left out.
[[nodiscard]] inline QStringList readWords(const JsonView &array)
{
    QStringList words;
    for (const JsonView item : array.items()) {
        if (QString word = item.toWord(); !word.isEmpty())
            words.append(std::move(word));
    }
    return words;
}

/// The ids of [{"id": …}, …].
[[nodiscard]] inline QStringList readIds(const JsonView &array)
{
    QStringList ids;
    for (const JsonView item : array.items()) {
        using namespace Qt::StringLiterals;
        if (QString id = item["id"_L1].toString(); !id.isEmpty())
            ids.append(std::move(id));
    }
    return ids;
}

/// A value that Azure writes as "addressPrefix" when it is one and as "addressPrefixes" when there are more;
/// the other is then absent, null or empty, or says the same.
[[nodiscard]] inline QStringList readOneOrMore(const JsonView &object, QLatin1StringView one,
                                               QLatin1StringView more)
{
    QStringList words = readWords(object[more]);
    if (QString word = object[one].toWord(); !word.isEmpty() && !words.contains(word))
        words.prepend(std::move(word));
    return words;
}

} // namespace skybro::azure

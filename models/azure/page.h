#pragma once

#include "models/azure/json.h"
#include "models/base/result.h"

#include <QByteArray>
#include <QUrl>

namespace skybro::azure {

/// One page of a list as Azure sends it: {"value": […], "nextLink": "…"}.
struct RawPage
{
    JsonDocument document;
    JsonView items; ///< what "value" holds, in document: to be walked through with items(); mostly objects
    QUrl nextLink;  ///< empty on the last page
};

/// Reads a page; "value" may be absent or null (an empty page). `itemsKey` is "Items" and `linkKey`
/// "NextPageLink" for the prices interface.
[[nodiscard]] Result<RawPage> readPage(const QByteArray &body,
                                       const QString &itemsKey = QStringLiteral("value"),
                                       const QString &linkKey = QStringLiteral("nextLink"));

} // namespace skybro::azure

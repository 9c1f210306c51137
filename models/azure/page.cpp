#include "models/azure/page.h"

#include <QCoreApplication>

namespace skybro::azure {

namespace {

std::unexpected<Error> noPage(const QString &detail)
{
    Error error = makeError(
        ErrorKind::Protocol,
        QCoreApplication::translate("skybro::azure", "Azure's list can not be read: it is no JSON page."),
        detail);
    error.retryable = true; // a broken answer, as from a proxy: the next one may be whole
    return std::unexpected(std::move(error));
}

} // namespace

Result<RawPage> readPage(const QByteArray &body, const QString &itemsKey, const QString &linkKey)
{
    auto document = JsonDocument::parse(body);
    if (!document)
        return noPage(document.error());
    const JsonView root = document->root();
    const auto member = [root](const QString &name) { return root[QLatin1StringView(name.toLatin1())]; };
    const JsonView items = member(itemsKey);
    if (!root.isObject() || (!items.isArray() && !items.isNull()))
        return noPage(QStringLiteral("no list under \"%1\"").arg(itemsKey));
    const QString link = member(linkKey).toString();
    return RawPage{std::move(*document), items, link.isEmpty() ? QUrl() : QUrl(link)};
}

} // namespace skybro::azure

#pragma once

#include "models/azure/http.h"
#include "models/base/error.h"

#include <QJsonObject>

namespace skybro::azure {

/// The Error of an Azure Resource Manager answer that is no success: kind by Azure's code and the status,
/// text from Azure's own message, all nested details flattened into detail. Bodies that are empty, no JSON or
/// of another shape give what the status says.
/// Shape:
/// github.com/Azure/azure-resource-manager-rpc/blob/master/v1.0/common-api-details.md#error-response-content
[[nodiscard]] Error armError(const HttpResponse &response);

/// The Error of a failed long operation's "error" object (or of any object that has code, message, details).
/// `fallbackCode` stands in when it names none ("Failed", "Canceled").
[[nodiscard]] Error armErrorFromObject(const QJsonObject &error, const QString &fallbackCode);

/// Azure's x-ms-request-id, or x-ms-correlation-request-id; empty when there is neither.
[[nodiscard]] QString requestIdOf(const HttpHeaders &headers);

} // namespace skybro::azure

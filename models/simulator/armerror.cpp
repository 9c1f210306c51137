#include "models/simulator/armerror.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

QJsonObject ArmError::toJson() const
{
    QJsonObject error{{u"code"_s, code}, {u"message"_s, message}};
    if (!target.isEmpty())
        error.insert(u"target"_s, target);
    if (!details.isEmpty())
        error.insert(u"details"_s, details);
    return error;
}

ArmError ArmError::fromJson(const QJsonObject &json)
{
    return {json.value(u"status"_s).toInt(409), json.value(u"code"_s).toString(),
            json.value(u"message"_s).toString(), json.value(u"target"_s).toString(),
            json.value(u"details"_s).toArray()};
}

Response ArmError::toResponse() const
{
    return jsonResponse(status, {{u"error"_s, toJson()}});
}

} // namespace skybro::sim

#include "models/simulator/operation.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace skybro::sim {

double Operation::share(qint64 now) const
{
    if (due <= started)
        return 1;
    return std::clamp(static_cast<double>(now - started) / static_cast<double>(due - started), 0.0, 1.0);
}

QJsonObject Operation::toJson() const
{
    return {{u"id"_s, id},         {u"verb"_s, verb},     {u"target"_s, target},
            {u"path"_s, path},     {u"status"_s, status}, {u"started"_s, started},
            {u"due"_s, due},       {u"ended"_s, ended},   {u"arguments"_s, arguments},
            {u"result"_s, result}, {u"error"_s, error}};
}

Operation Operation::fromJson(const QJsonObject &json)
{
    Operation operation;
    operation.id = json.value(u"id"_s).toString();
    operation.verb = json.value(u"verb"_s).toString();
    operation.target = json.value(u"target"_s).toString();
    operation.path = json.value(u"path"_s).toString();
    operation.status = json.value(u"status"_s).toString();
    operation.started = json.value(u"started"_s).toInteger();
    operation.due = json.value(u"due"_s).toInteger();
    operation.ended = json.value(u"ended"_s).toInteger();
    operation.arguments = json.value(u"arguments"_s).toObject();
    operation.result = json.value(u"result"_s);
    operation.error = json.value(u"error"_s).toObject();
    return operation;
}

} // namespace skybro::sim

#include "models/simulator/faults.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

using Effect = FaultRule::Effect;

const QHash<QString, Effect> &effectWords()
{
    static const QHash<QString, Effect> words = {
        {u"none"_s, Effect::None},
        {u"status"_s, Effect::Status},
        {u"reset-before"_s, Effect::ResetBefore},
        {u"reset-after"_s, Effect::ResetAfter},
        {u"hang"_s, Effect::Hang},
        {u"hang-after"_s, Effect::HangAfter},
        {u"truncated"_s, Effect::Truncated},
        {u"garbage"_s, Effect::Garbage},
        {u"drip"_s, Effect::Drip},
        {u"expired-token"_s, Effect::ExpiredToken},
        {u"redirect"_s, Effect::Redirect},
    };
    return words;
}

std::unexpected<Error> wrong(int rule, const QString &what)
{
    return fail(ErrorKind::Invalid, u"Fault rule %1: %2"_s.arg(rule + 1).arg(what));
}

Result<FaultRule> readRule(const QJsonObject &json, int number)
{
    static const QStringList known = {u"method"_s,      u"path"_s,    u"nth"_s,     u"times"_s,
                                      u"probability"_s, u"effect"_s,  u"delay"_s,   u"status"_s,
                                      u"body"_s,        u"headers"_s, u"location"_s};
    for (const QString &key : json.keys()) {
        if (!known.contains(key))
            return wrong(number, u"unknown key '%1'."_s.arg(key));
    }
    FaultRule rule;
    rule.method = json.value(u"method"_s).toString().toUpper();
    rule.path.setPattern(json.value(u"path"_s).toString());
    rule.path.setPatternOptions(QRegularExpression::CaseInsensitiveOption);
    if (!rule.path.isValid())
        return wrong(number, u"the path is no regular expression: %1."_s.arg(rule.path.errorString()));
    rule.nth = json.value(u"nth"_s).toInt();
    rule.times = json.value(u"times"_s).toInt();
    rule.probability = json.value(u"probability"_s).toDouble(1);
    rule.delay = std::chrono::milliseconds(json.value(u"delay"_s).toInt());
    const QString standard = json.contains(u"status"_s)     ? u"status"_s
                             : json.contains(u"location"_s) ? u"redirect"_s
                                                            : u"none"_s;
    const QString effect = json.value(u"effect"_s).toString(standard);
    if (!effectWords().contains(effect))
        return wrong(number, u"unknown effect '%1'."_s.arg(effect));
    rule.effect = effectWords().value(effect);
    rule.status = json.value(u"status"_s).toInt(rule.effect == Effect::Redirect ? 307 : 500);
    const QJsonValue body = json.value(u"body"_s);
    if (body.isObject()) {
        rule.body = QJsonDocument(body.toObject()).toJson(QJsonDocument::Compact);
        rule.headers.append(Header("Content-Type", "application/json; charset=utf-8"));
    } else {
        rule.body = body.toString().toUtf8();
    }
    const QJsonObject headers = json.value(u"headers"_s).toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it)
        rule.headers.append(Header(it.key().toUtf8(), it.value().toString().toUtf8()));
    if (rule.effect == Effect::Redirect)
        rule.headers.append(Header("Location", json.value(u"location"_s).toString().toUtf8()));
    return rule;
}

} // namespace

Result<void> Faults::read(const QJsonObject &json)
{
    int number = 0;
    for (const QJsonValue &item : json.value(u"rules"_s).toArray()) {
        auto rule = readRule(item.toObject(), number++);
        if (!rule)
            return std::unexpected(rule.error());
        m_rules.push_back(std::move(*rule));
    }
    if (number == 0)
        return fail(ErrorKind::Invalid, u"A faults file needs \"rules\", an array of at least one."_s);
    return {};
}

const FaultRule *Faults::strike(const Request &request)
{
    const FaultRule *striking = nullptr;
    for (FaultRule &rule : m_rules) {
        if (!rule.method.isEmpty() && rule.method.toLatin1() != request.method)
            continue;
        if (!rule.path.match(request.path).hasMatch())
            continue;
        ++rule.seen;
        if (striking || (rule.nth > 0 && rule.seen != rule.nth) ||
            (rule.times > 0 && rule.struck >= rule.times))
            continue;
        if (rule.probability < 1 && static_cast<double>(m_random() % 1'000'000) >= rule.probability * 1e6)
            continue;
        ++rule.struck;
        striking = &rule;
    }
    return striking;
}

} // namespace skybro::sim

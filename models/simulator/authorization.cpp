#include "models/simulator/authorization.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace skybro::sim {

QString roleAction(const Request &request)
{
    const QStringList parts = request.path.split(u'/', Qt::SkipEmptyParts);
    QStringList words{u"Microsoft.Resources"_s, u"subscriptions"_s};
    qsizetype at = 1;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (parts.at(i).compare("resourceGroups"_L1, Qt::CaseInsensitive) == 0 && i == 2) {
            words.append(u"resourceGroups"_s);
            at = i + 1;
        }
        if (parts.at(i).compare("providers"_L1, Qt::CaseInsensitive) == 0 && i + 1 < parts.size()) {
            words = {parts.at(i + 1)};
            at = i + 1;
        }
    }
    // type, name, type, name …; a call stands where the next type would.
    const QStringList rest = parts.mid(at + 1);
    const bool post = request.method == "POST";
    for (qsizetype i = 0; i < rest.size(); i += 2)
        words.append(rest.at(i));
    words.append(post                         ? u"action"_s
                 : request.method == "GET"    ? u"read"_s
                 : request.method == "HEAD"   ? u"read"_s
                 : request.method == "DELETE" ? u"delete"_s
                                              : u"write"_s);
    return words.join(u'/');
}

Answer<void> checkRole(const World &world, const Request &request)
{
    if (world.denied.isEmpty())
        return {};
    const QString action = roleAction(request);
    for (const QString &pattern : world.denied) {
        const QString expression = QRegularExpression::escape(pattern).replace(u"\\*"_s, u".*"_s);
        const QRegularExpression matcher(QRegularExpression::anchoredPattern(expression),
                                         QRegularExpression::CaseInsensitiveOption);
        if (!matcher.match(action).hasMatch())
            continue;
        return refuse(
            403, u"AuthorizationFailed"_s,
            u"The client '%1' with object id '%2' does not have authorization to perform action '%3' over "
            u"scope '%4' or "
            "the scope is invalid. If access was recently granted, please refresh your credentials."_s.arg(
                world.clientId, world.principal, action, request.path));
    }
    return {};
}

} // namespace skybro::sim

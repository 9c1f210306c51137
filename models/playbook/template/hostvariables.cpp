#include "models/playbook/template/hostvariables.h"

#include "models/playbook/template/evaluator.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

QString HostVariables::typeName() const
{
    return u"HostVars"_s;
}

std::optional<Item> HostVariables::member(Evaluator & /*evaluator*/, const QString &name)
{
    const Scope *host = m_scope.host(name);
    if (!host)
        return std::nullopt;
    return Item(std::make_shared<HostMembers>(*host));
}

Value HostVariables::toValue(Evaluator &evaluator) const
{
    Dict all;
    for (const QString &name : names())
        all.insert(name, HostMembers(*m_scope.host(name)).toValue(evaluator));
    return all;
}

QStringList HostVariables::names() const
{
    return m_scope.hostNames();
}

QString HostMembers::typeName() const
{
    return u"HostVarsVars"_s;
}

std::optional<Item> HostMembers::member(Evaluator &evaluator, const QString &name)
{
    if (!m_scope.variable(name))
        return std::nullopt;
    return evaluator.inScope(m_scope, [&] { return evaluator.name(name); });
}

Value HostMembers::toValue(Evaluator &evaluator) const
{
    Dict all;
    for (const QString &name : names())
        all.insert(name, evaluator.plain(evaluator.inScope(m_scope, [&] { return evaluator.name(name); })));
    return all;
}

QStringList HostMembers::names() const
{
    return m_scope.variableNames();
}

} // namespace skybro::playbook

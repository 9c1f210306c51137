#include "models/playbook/run/linkpool.h"

#include "models/playbook/run/runstate.h"

#include <QRegularExpression>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

Link &LinkPool::link(const LinkTarget &target)
{
    // One each, so that two hosts at one address do not wait for each other.
    Entry &entry = m_links[target.name + u'\n' + target.key()];
    if (!entry.link) {
        entry.host = target.name;
        entry.link = m_factory.open(target);
    }
    return *entry.link;
}

void LinkPool::reset(const QString &host)
{
    for (auto &[key, entry] : m_links) {
        if (entry.host == host)
            entry.link->reset();
    }
}

namespace {

/// Reads settings of a connection: the first of the variables that is defined, else the keyword.
class Settings
{
public:
    explicit Settings(const TaskScope &scope)
        : m_scope(scope)
    {
    }

    Value find(const QStringList &variables, std::optional<Keyword> keyword = std::nullopt)
    {
        for (const QString &name : variables) {
            const auto value = m_scope.variable(name);
            if (value && !value->isNull())
                return expanded(*value);
        }
        if (keyword && m_scope.task()) {
            if (const Written *written = m_scope.task()->find(*keyword))
                return expanded(written->value);
        }
        return {};
    }

    QString text(const QStringList &variables, std::optional<Keyword> keyword = std::nullopt)
    {
        const Value value = find(variables, keyword);
        return value.isNull() ? QString() : value.toText();
    }

    std::optional<Error> error;

private:
    Value expanded(const Value &raw)
    {
        auto value = m_scope.run().templar.expand(raw, m_scope);
        if (value)
            return *value == Value(m_scope.run().omit) ? Value() : *value;
        if (!error)
            error = value.error();
        return {};
    }

    const TaskScope &m_scope;
};

/// The host to jump through that ssh's arguments name: "-J x", "-o ProxyJump=x".
QString jumpOf(const QString &arguments)
{
    static const QRegularExpression jump(u"(?:^|\\s)(?:-J\\s*|-o\\s*\"?ProxyJump[= ])([^\\s\"']+)"_s);
    return jump.match(arguments).captured(1);
}

} // namespace

Result<LinkTarget> linkTarget(const TaskScope &scope)
{
    Settings settings(scope);
    const RunOptions &options = scope.run().options;
    LinkTarget target;
    target.name = scope.hostName();
    const QString connection = settings.text({u"ansible_connection"_s}, Keyword::Connection);
    target.isLocal = connection == "local"_L1 || connection == "ansible.builtin.local"_L1;
    if (!target.isLocal) {
        target.address = settings.text({u"ansible_ssh_host"_s, u"ansible_host"_s});
        target.port = static_cast<quint16>(
            settings.find({u"ansible_port"_s, u"ansible_ssh_port"_s}, Keyword::Port).toInt().value_or(0));
        target.user = settings.text({u"ansible_user"_s, u"ansible_ssh_user"_s}, Keyword::RemoteUser);
        if (target.user.isEmpty())
            target.user = options.remoteUser;
        target.keyFile = settings.text({u"ansible_ssh_private_key_file"_s, u"ansible_private_key_file"_s});
        for (const QString &name : {u"ansible_ssh_common_args"_s, u"ansible_ssh_extra_args"_s}) {
            if (target.jump.isEmpty())
                target.jump = jumpOf(settings.text({name}));
        }
    }
    target.become = settings.find({u"ansible_become"_s}, Keyword::Become).toBool().value_or(false);
    if (target.become) {
        const QString method =
            settings.text({u"ansible_become_method"_s}, Keyword::BecomeMethod).section(u'.', -1);
        if (!method.isEmpty())
            target.becomeMethod = method;
        const QString user = settings.text(
            {u"ansible_become_user"_s, u"ansible_%1_user"_s.arg(target.becomeMethod)}, Keyword::BecomeUser);
        if (!user.isEmpty())
            target.becomeUser = user;
        target.becomeFlags =
            settings.text({u"ansible_become_flags"_s, u"ansible_%1_flags"_s.arg(target.becomeMethod)},
                          Keyword::BecomeFlags);
        const QString password = settings.text({u"ansible_become_password"_s, u"ansible_become_pass"_s,
                                                u"ansible_%1_password"_s.arg(target.becomeMethod),
                                                u"ansible_%1_pass"_s.arg(target.becomeMethod)});
        if (!password.isEmpty()) {
            scope.run().masks().add(password);
            target.becomePassword = std::make_shared<const Secret>(password.toUtf8());
        } else {
            target.becomePassword = options.becomePassword;
        }
    }
    if (settings.error)
        return std::unexpected(*settings.error);
    return target;
}

} // namespace skybro::playbook

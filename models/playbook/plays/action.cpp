#include "models/playbook/plays/action.h"

#include "models/playbook/plays/keywords.h"

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const QString rawParams = u"_raw_params"_s;
const QString variableParams = u"_variable_params"_s;

QString shortName(const QString &name)
{
    for (const QString &prefix : {u"ansible.builtin."_s, u"ansible.legacy."_s}) {
        if (name.startsWith(prefix))
            return name.mid(prefix.size());
    }
    return name;
}

/// `command` and its like, whose text is theirs but for a few options.
bool hasFreeForm(const QString &name)
{
    static const QStringList names{u"command"_s,
                                   u"shell"_s,
                                   u"script"_s,
                                   u"raw"_s,
                                   u"win_command"_s,
                                   u"win_shell"_s,
                                   u"ansible.windows.win_command"_s,
                                   u"ansible.windows.win_shell"_s};
    const Module *module = findModule(name);
    return module ? module->takesFreeForm : names.contains(shortName(name));
}

/// Those that make something of text that is no key=value.
bool allowsText(const QString &name)
{
    static const QStringList names{
        u"include"_s,     u"include_vars"_s, u"include_tasks"_s, u"include_role"_s, u"import_tasks"_s,
        u"import_role"_s, u"add_host"_s,     u"group_by"_s,      u"set_fact"_s,     u"meta"_s};
    return hasFreeForm(name) || names.contains(shortName(name));
}

QString pythonType(const YamlNode &node)
{
    switch (node.value().type()) {
    case Value::Type::Bool:
        return u"bool"_s;
    case Value::Type::Int:
        return u"int"_s;
    case Value::Type::Double:
        return u"float"_s;
    case Value::Type::Sequence:
        return u"list"_s;
    default:
        return u"str"_s;
    }
}

class ActionReader
{
public:
    ActionReader(const YamlNode &task, Reading &reading)
        : m_task(task)
        , m_reading(reading)
    {
    }

    std::optional<Action> read()
    {
        for (const auto &[key, value] : m_task.entries()) {
            const QString name = key.text();
            if (name == u"action"_s || name == u"local_action"_s)
                takeOldStyle(key, value);
            else if (name == u"args"_s)
                takeExtra(value);
        }
        if (!chooseModule())
            return std::nullopt;
        return finish();
    }

private:
    void refuse(const Mark &mark, const QString &text)
    {
        m_reading.findings.addError(mark, text);
        m_isBroken = true;
    }

    void begin(const YamlNode &key, const QString &name, const YamlNode &value)
    {
        m_action = Action{.name = name,
                          .mark = key.mark(),
                          .module = findModule(name),
                          .args = {},
                          .argsMark = value.isNull() ? key.mark() : value.mark()};
    }

    void takeOldStyle(const YamlNode &key, const YamlNode &value)
    {
        const bool isLocal = key.text() == u"local_action"_s;
        if (m_action) {
            refuse(key.mark(), u"action and local_action are mutually exclusive"_s);
            return;
        }
        if (value.isMapping()) {
            const YamlNode *module = value.find(u"module"_s);
            if (!module)
                return;
            const auto [name, rest] = splitName(module->text());
            begin(key, name, value);
            takeText(rest);
            for (const auto &[option, given] : value.entries()) {
                if (option.text() == u"args"_s)
                    m_action->args.update(given.isMapping() ? given.value().dict()
                                                            : splitKeyValues(given.text(), false));
                else if (option.text() != u"module"_s)
                    m_action->args.insert(option.text(), given.value());
            }
        } else if (value.isScalar() && value.value().isString()) {
            const auto [name, rest] = splitName(value.text());
            begin(key, name, value);
            takeText(rest);
        } else {
            refuse(value.mark(),
                   u"unexpected parameter type in action: <class '%1'>"_s.arg(pythonType(value)));
            return;
        }
        m_action->isLocal = isLocal;
    }

    /// "copy src=a dest=b"
    static std::pair<QString, QString> splitName(const QString &text)
    {
        const QString trimmed = text.trimmed();
        const auto end = std::ranges::find_if(trimmed, [](QChar c) { return c.isSpace(); });
        const qsizetype length = std::distance(trimmed.begin(), end);
        return {trimmed.left(length), trimmed.mid(length).trimmed()};
    }

    void takeText(const QString &text)
    {
        if (!isClosed(text))
            refuse(m_action->argsMark,
                   u"failed at splitting arguments, either an unbalanced jinja2 block or quotes: %1"_s.arg(
                       text.left(300)));
        m_action->args.update(splitKeyValues(text, hasFreeForm(m_action->name)));
    }

    /// Each quote has its end, in the text of a shell script too.
    static bool isClosed(const QString &text)
    {
        QChar quote;
        QChar previous;
        for (const QChar c : text) {
            if ((c == u'"' || c == u'\'') && previous != u'\\') {
                if (quote.isNull())
                    quote = c;
                else if (quote == c)
                    quote = QChar();
            }
            previous = c.isSpace() ? QChar() : c;
        }
        return quote.isNull();
    }

    void takeExtra(const YamlNode &value)
    {
        if (value.isMapping())
            m_extra = value.value().dict();
        else if (value.isScalar() && Templar::isTemplate(value.value()))
            m_extra = {{variableParams, value.value()}};
        else if (value.isScalar() && value.value().isString())
            refuse(
                value.mark(),
                u"Complex args containing variables cannot use bare variables (without Jinja2 delimiters), and must use the full variable style ('{{var_name}}')"_s);
        else if (!value.isNull())
            refuse(value.mark(), u"Complex args must be a dictionary or variable string (\"{{var}}\")."_s);
    }

    /// The one key that is no keyword. Ansible takes all of them for modules; one that is known beside others
    /// that are not makes those misspelt keywords.
    bool chooseModule()
    {
        std::vector<YamlNode::Entry> candidates;
        for (const YamlNode::Entry &entry : m_task.entries()) {
            const QString name = entry.first.text();
            if (!isTaskKeyword(name) && !name.startsWith(u"with_"_s))
                candidates.push_back(entry);
        }
        if (candidates.empty() && !m_action && !m_isBroken)
            refuse(m_task.mark(), u"no module/action detected in task."_s);
        if (candidates.empty())
            return m_action.has_value();
        const auto isKnown = [](const YamlNode::Entry &entry) {
            return findModule(entry.first.text()) || entry.first.text().count(u'.') >= 2 ||
                   shortName(entry.first.text()) == u"include"_s;
        };
        const auto known = std::ranges::count_if(candidates, isKnown) + (m_action ? 1 : 0);
        const auto chosen =
            known == 1 && !m_action ? std::ranges::find_if(candidates, isKnown) : candidates.begin();
        if (candidates.size() > 1 || m_action) {
            if (known == 1) {
                for (const YamlNode::Entry &entry : candidates) {
                    if (m_action || &entry != &*chosen)
                        refuse(entry.first.mark(),
                               u"'%1' is not a valid attribute for a Task"_s.arg(entry.first.text()));
                }
            } else {
                const QString first = m_action ? m_action->name : candidates[0].first.text();
                const YamlNode &second = candidates[m_action ? 0 : 1].first;
                refuse(second.mark(), u"conflicting action statements: %1, %2"_s.arg(first, second.text()));
            }
        }
        if (!m_action)
            takeNewStyle(chosen->first, chosen->second);
        return m_action.has_value();
    }

    void takeNewStyle(const YamlNode &key, const YamlNode &value)
    {
        begin(key, key.text(), value);
        if (value.isMapping())
            m_action->args = value.value().dict();
        else if (value.isScalar() && value.value().isString())
            takeText(value.text());
        else if (!value.isNull())
            refuse(value.mark(),
                   u"unexpected parameter type in action: <class '%1'>"_s.arg(pythonType(value)));
    }

    std::optional<Action> finish()
    {
        Dict args = m_extra;
        args.update(m_action->args);
        const Value raw = args.value(rawParams);
        const bool hasRaw = raw.isString() && !raw.toText().isEmpty();
        if (hasRaw && !allowsText(m_action->name)) {
            args.remove(rawParams);
            if (Templar::isTemplate(raw))
                args.insert(variableParams, raw);
            else
                refuse(
                    m_action->argsMark,
                    u"this task '%1' has extra params, which is only allowed in the following modules: command, shell, script, raw, include_tasks, include_role, include_vars, import_tasks, import_role, add_host, group_by, set_fact, meta"_s
                        .arg(m_action->name));
        }
        static const QStringList withCommand{u"command"_s, u"shell"_s, u"script"_s};
        if (hasRaw && args.contains(u"cmd"_s) && withCommand.contains(shortName(m_action->name)))
            refuse(
                m_action->argsMark,
                u"The 'cmd' argument cannot be used when other raw parameters are specified. Please put everything in one or the other place."_s);
        m_action->args = args;
        return m_action;
    }

    const YamlNode &m_task;
    Reading &m_reading;
    std::optional<Action> m_action;
    Dict m_extra;
    bool m_isBroken = false;
};

} // namespace

std::optional<Action> readAction(const YamlNode &task, Reading &reading)
{
    return ActionReader(task, reading).read();
}

} // namespace skybro::playbook

#include "models/playbook/plays/keywords.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

struct Common
{
    Keyword keyword;
    KeywordReader::Type type;
};

const QHash<QString, Common> &commonKeywords()
{
    using Type = KeywordReader::Type;
    static const QHash<QString, Common> table{
        {u"any_errors_fatal"_s, {Keyword::AnyErrorsFatal, Type::Bool}},
        {u"become"_s, {Keyword::Become, Type::Bool}},
        {u"become_flags"_s, {Keyword::BecomeFlags, Type::Text}},
        {u"become_method"_s, {Keyword::BecomeMethod, Type::Text}},
        {u"become_user"_s, {Keyword::BecomeUser, Type::Text}},
        {u"check_mode"_s, {Keyword::CheckMode, Type::Bool}},
        {u"connection"_s, {Keyword::Connection, Type::Text}},
        {u"delegate_facts"_s, {Keyword::DelegateFacts, Type::Bool}},
        {u"delegate_to"_s, {Keyword::DelegateTo, Type::Text}},
        {u"diff"_s, {Keyword::Diff, Type::Bool}},
        {u"ignore_errors"_s, {Keyword::IgnoreErrors, Type::Bool}},
        {u"ignore_unreachable"_s, {Keyword::IgnoreUnreachable, Type::Bool}},
        {u"no_log"_s, {Keyword::NoLog, Type::Bool}},
        {u"port"_s, {Keyword::Port, Type::Int}},
        {u"remote_user"_s, {Keyword::RemoteUser, Type::Text}},
        {u"run_once"_s, {Keyword::RunOnce, Type::Bool}},
        {u"throttle"_s, {Keyword::Throttle, Type::Int}},
        {u"timeout"_s, {Keyword::Timeout, Type::Int}},
    };
    return table;
}

/// Names that Python keeps for itself: no variables there.
bool isReserved(const QString &name)
{
    static const QSet<QString> words{
        u"False"_s,  u"None"_s,   u"True"_s,    u"and"_s,      u"as"_s,       u"assert"_s, u"async"_s,
        u"await"_s,  u"break"_s,  u"class"_s,   u"continue"_s, u"def"_s,      u"del"_s,    u"elif"_s,
        u"else"_s,   u"except"_s, u"finally"_s, u"for"_s,      u"from"_s,     u"global"_s, u"if"_s,
        u"import"_s, u"in"_s,     u"is"_s,      u"lambda"_s,   u"nonlocal"_s, u"not"_s,    u"or"_s,
        u"pass"_s,   u"raise"_s,  u"return"_s,  u"try"_s,      u"while"_s,    u"with"_s,   u"yield"_s,
    };
    return words.contains(name);
}

bool isVariableName(const QString &name)
{
    const auto isLetter = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_';
    };
    return !name.isEmpty() && isLetter(name[0]) &&
           std::ranges::all_of(name, [&](QChar c) { return isLetter(c) || (c >= u'0' && c <= u'9'); }) &&
           !isReserved(name);
}

QString pythonType(const YamlNode &node)
{
    return node.isMapping() ? u"dict"_s : node.isSequence() ? u"list"_s : u"str"_s;
}

} // namespace

bool isTaskKeyword(const QString &key)
{
    static const QSet<QString> others{
        u"action"_s,      u"args"_s,         u"async"_s, u"become_exe"_s,   u"changed_when"_s,
        u"collections"_s, u"debugger"_s,     u"delay"_s, u"environment"_s,  u"failed_when"_s,
        u"listen"_s,      u"local_action"_s, u"loop"_s,  u"loop_control"_s, u"module_defaults"_s,
        u"name"_s,        u"notify"_s,       u"poll"_s,  u"register"_s,     u"retries"_s,
        u"static"_s,      u"tags"_s,         u"until"_s, u"vars"_s,         u"when"_s,
    };
    return commonKeywords().contains(key) || others.contains(key);
}

void KeywordReader::refuseKey(const YamlNode &key)
{
    m_reading.findings.addError(key.mark(),
                                u"'%1' is not a valid attribute for a %2"_s.arg(key.text(), m_className));
}

QString KeywordReader::readText(const QString &field, const YamlNode &node)
{
    if (!node.isScalar()) {
        m_reading.findings.addError(
            node.mark(),
            u"The field '%1' is supposed to be a string type, however the incoming data structure is a %2"_s
                .arg(field, pythonType(node)));
        return {};
    }
    return node.text();
}

Written KeywordReader::readTyped(const QString &field, Type type, const YamlNode &node)
{
    const Written written{.value = node.value(), .mark = node.mark()};
    if (node.isNull() || Templar::isTemplate(node.value()))
        return written;
    const auto refuse = [&](const QString &wanted) {
        m_reading.findings.addError(
            node.mark(),
            u"the field '%1' has an invalid value (%2), and could not be converted to an %3"_s.arg(
                field, node.value().toText().left(100), wanted));
        return Written{.value = {}, .mark = node.mark()};
    };
    switch (type) {
    case Type::Text:
        if (!node.isScalar()) {
            (void)readText(field, node);
            return {.value = {}, .mark = node.mark()};
        }
        return written;
    case Type::Bool:
        return node.isScalar() && node.value().toBool() ? written : refuse(u"bool"_s);
    case Type::Int:
        return node.isScalar() && node.value().toInt() ? written : refuse(u"int"_s);
    case Type::Float:
        return node.isScalar() && node.value().toDouble() ? written : refuse(u"float"_s);
    }
    return written;
}

QList<Written> KeywordReader::readList(const YamlNode &node)
{
    QList<Written> list;
    if (node.isSequence()) {
        for (const YamlNode &item : node.items())
            list.append({.value = item.value(), .mark = item.mark()});
    } else if (!node.isNull()) {
        list.append({.value = node.value(), .mark = node.mark()});
    }
    return list;
}

Dict KeywordReader::readVars(const YamlNode &node)
{
    Dict vars;
    const auto take = [&](const YamlNode &mapping) {
        for (const auto &[key, value] : mapping.entries()) {
            if (!isVariableName(key.text())) {
                m_reading.findings.addError(
                    key.mark(),
                    u"Invalid variable name in vars specified for %1: '%2' is not a valid variable name"_s
                        .arg(m_className, key.text()));
                continue;
            }
            vars.insert(key.text(), value.value());
        }
    };
    const auto refuse = [&](const YamlNode &wrong) {
        m_reading.findings.addError(
            wrong.mark(),
            u"Vars in a %1 must be specified as a dictionary, or a list of dictionaries"_s.arg(m_className));
    };
    if (node.isMapping()) {
        take(node);
    } else if (node.isSequence()) {
        for (const YamlNode &item : node.items()) {
            if (item.isMapping())
                take(item);
            else
                refuse(item);
        }
    } else if (!node.isNull()) {
        refuse(node);
    }
    return vars;
}

QStringList KeywordReader::readTags(const YamlNode &node)
{
    QStringList tags;
    const auto refuse = [&](const YamlNode &wrong) {
        m_reading.findings.addError(wrong.mark(), u"tags must be specified as a list"_s);
    };
    if (node.isSequence()) {
        for (const YamlNode &item : node.items()) {
            if (item.isScalar() && !item.isNull())
                tags.append(item.text());
            else
                refuse(item);
        }
    } else if (node.isScalar() && node.value().isString()) {
        for (const QString &tag : node.text().split(u','))
            tags.append(tag.trimmed());
    } else {
        refuse(node);
    }
    return tags;
}

void KeywordReader::readModuleDefaults(const YamlNode &node, Element &element)
{
    const auto take = [&](const YamlNode &mapping) {
        if (!mapping.isMapping()) {
            m_reading.findings.addError(
                mapping.mark(), u"The field 'module_defaults' is supposed to be a dictionary or list of "
                                "dictionaries, the keys of which must be static action or module names"_s);
            return;
        }
        for (const auto &[key, value] : mapping.entries()) {
            if (!value.isMapping() && !value.isNull()) {
                m_reading.findings.addError(value.mark(), tr("the defaults of a module must be a mapping."));
                continue;
            }
            const Module *module = findModule(key.text());
            const QString name = module ? module->name : key.text();
            Dict defaults = element.moduleDefaults.value(name);
            defaults.update(value.value().dict());
            element.moduleDefaults.insert(name, defaults);
        }
    };
    if (node.isSequence())
        std::ranges::for_each(node.items(), take);
    else if (!node.isNull())
        take(node);
}

bool KeywordReader::read(const YamlNode &key, const YamlNode &value, Element &element)
{
    const QString name = key.text();
    if (const auto common = commonKeywords().constFind(name); common != commonKeywords().constEnd()) {
        const bool isDelegation =
            common->keyword == Keyword::DelegateTo || common->keyword == Keyword::DelegateFacts;
        if (isDelegation && element.kind == Element::Kind::Play)
            return false;
        const Written written = readTyped(name, common->type, value);
        if (!written.value.isNull())
            element.keywords.insert(common->keyword, written);
        return true;
    }
    if (name == u"name"_s) {
        element.name = value.isNull() ? QString() : readText(name, value);
    } else if (name == u"vars"_s) {
        element.vars = readVars(value);
    } else if (name == u"tags"_s) {
        element.tags = readTags(value);
    } else if (name == u"when"_s) {
        if (element.kind == Element::Kind::Play)
            return false;
        element.when = readList(value);
    } else if (name == u"environment"_s) {
        element.environment = readList(value);
    } else if (name == u"module_defaults"_s) {
        readModuleDefaults(value, element);
    } else if (name == u"collections"_s) {
        for (const Written &collection : readList(value))
            element.collections.append(collection.value.toText());
    } else if (name != u"debugger"_s && name != u"become_exe"_s) {
        return false;
    }
    return true;
}

} // namespace skybro::playbook

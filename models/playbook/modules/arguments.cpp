#include "models/playbook/modules/module.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const QString rawParams = u"_raw_params"_s;

/// The words of "a=1 b='x y' {{ c d }}", quotes and templates kept whole, each with where it begins.
QList<std::pair<qsizetype, qsizetype>> wordsOf(const QString &text)
{
    QList<std::pair<qsizetype, qsizetype>> words;
    QChar quote;
    int depth = 0;
    qsizetype from = -1;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const QChar following = i + 1 < text.size() ? text[i + 1] : QChar();
        if (c.isSpace() && quote.isNull() && depth == 0) {
            if (from >= 0)
                words.append({from, i - from});
            from = -1;
            continue;
        }
        if (from < 0)
            from = i;
        if (c == u'\\' && !following.isNull())
            ++i;
        else if (c == u'{' && (following == u'{' || following == u'%'))
            ++depth, ++i;
        else if (depth > 0 && (c == u'}' || c == u'%') && following == u'}')
            --depth, ++i;
        else if (depth == 0 && quote.isNull() && (c == u'\'' || c == u'"'))
            quote = c;
        else if (c == quote)
            quote = QChar();
    }
    if (from >= 0)
        words.append({from, text.size() - from});
    return words;
}

QString unquoted(const QString &text)
{
    const bool isQuoted =
        text.size() > 1 && text.front() == text.back() && (text.front() == u'\'' || text.front() == u'"');
    return isQuoted ? text.mid(1, text.size() - 2) : text;
}

/// "\n", "\x41", "\u00e9" … as Ansible's key=value text takes them, within quotes and without.
QString withEscapes(const QString &text)
{
    static const QRegularExpression escape(
        u"\\\\(?:U([0-9a-fA-F]{8})|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-7]{1,3})|([\\\\'\"abfnrtv]))"_s);
    static const QString letters = u"\\'\"abfnrtv"_s;
    static const QString meanings = u"\\'\"\a\b\f\n\r\t\v"_s;
    QString decoded;
    qsizetype from = 0;
    for (auto it = escape.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        decoded += QStringView(text).mid(from, match.capturedStart() - from);
        from = match.capturedEnd();
        const qsizetype letter = match.captured(5).isEmpty() ? -1 : letters.indexOf(match.captured(5));
        if (letter >= 0) {
            decoded += meanings[letter];
            continue;
        }
        const QString hex = match.captured(1) + match.captured(2) + match.captured(3);
        const char32_t point = hex.isEmpty() ? match.captured(4).toUInt(nullptr, 8) : hex.toUInt(nullptr, 16);
        decoded += QString::fromUcs4(&point, 1);
    }
    decoded += QStringView(text).mid(from);
    return decoded;
}

bool isTemplate(const QString &text)
{
    return text.contains(u"{{"_s) || text.contains(u"{%"_s);
}

const Option *optionNamed(const Module &module, const QString &name)
{
    const auto found = std::ranges::find_if(module.options, [&](const Option &option) {
        return option.name == name || option.aliases.contains(name);
    });
    return found == module.options.end() ? nullptr : &*found;
}

QString pythonType(const Value &value)
{
    switch (value.type()) {
    case Value::Type::Null:
        return u"NoneType"_s;
    case Value::Type::Bool:
        return u"bool"_s;
    case Value::Type::Int:
        return u"int"_s;
    case Value::Type::Double:
        return u"float"_s;
    case Value::Type::String:
        return u"str"_s;
    case Value::Type::Sequence:
        return u"list"_s;
    case Value::Type::Mapping:
        return u"dict"_s;
    }
    return {};
}

std::unexpected<Error> cannotConvert(const QString &option, const Value &value, const QString &type,
                                     const QString &why)
{
    return fail(ErrorKind::Invalid,
                u"argument '%1' is of type <class '%2'> and we were unable to convert to %3: %4"_s.arg(
                    option, pythonType(value), type, why));
}

/// "0644" of 0644, "644" or "0644"; symbolic modes as they are.
QString modeText(const Value &value)
{
    if (value.type() == Value::Type::Int)
        return QString::number(*value.toInt(), 8).rightJustified(4, u'0');
    const QString text = value.toText().trimmed();
    bool isOctal = false;
    const uint mode = text.toUInt(&isOctal, 8);
    return isOctal ? QString::number(mode & 07777, 8).rightJustified(4, u'0') : text;
}

Result<Value> typed(const Option &option, const Value &value)
{
    switch (option.type) {
    case OptionType::Text:
    case OptionType::Path:
        return value.isString() ? value : Value(value.toText());
    case OptionType::Bool:
        if (const auto flag = value.toBool())
            return Value(*flag);
        return cannotConvert(
            option.name, value, u"bool"_s,
            u"The value '%1' is not a valid boolean.  Valid booleans include: 0, 1, 'yes', 'true', 'no', 'false', 'on', 'off', 't', 'f', 'y', 'n'"_s
                .arg(value.toText()));
    case OptionType::Int:
        if (const auto number = value.toInt())
            return Value(*number);
        return cannotConvert(option.name, value, u"int"_s,
                             u"<class '%1'> cannot be converted to an int"_s.arg(pythonType(value)));
    case OptionType::Float:
        if (const auto number = value.toDouble())
            return Value(*number);
        return cannotConvert(option.name, value, u"float"_s,
                             u"<class '%1'> cannot be converted to a float"_s.arg(pythonType(value)));
    case OptionType::Sequence:
        if (value.isDict())
            return cannotConvert(option.name, value, u"list"_s,
                                 u"<class 'dict'> cannot be converted to a list"_s);
        return value.isList() ? value : Value(value.toTexts());
    case OptionType::Mapping: {
        if (value.isDict())
            return value;
        const auto json = value.isString() ? Value::fromJson(value.toText().toUtf8()) : std::nullopt;
        if (json && json->isDict())
            return *json;
        if (value.isString() && value.toText().contains(u'=')) {
            QString text = value.toText();
            return Value(splitKeyValues(text.replace(u',', u' '), false));
        }
        return cannotConvert(option.name, value, u"dict"_s,
                             u"dictionary requested, could not parse JSON or key=value"_s);
    }
    case OptionType::Mode:
        return Value(modeText(value));
    case OptionType::Raw:
        return value;
    }
    return value;
}

/// A choice "yes" or "no" that YAML read as a boolean.
QString chosenWord(const Option &option, const Value &value)
{
    if (value.type() != Value::Type::Bool)
        return value.toText();
    for (const QString &choice : option.choices) {
        if (Value(choice).toBool() == value.isTrue())
            return choice;
    }
    return value.toText();
}

QString supportedNames(const Module &module)
{
    QStringList names;
    for (const Option &option : module.options) {
        if (option.isSupported)
            names.append(option.aliases.isEmpty()
                             ? option.name
                             : option.name + u" ("_s + option.aliases.join(u", "_s) + u')');
    }
    names.sort();
    return names.join(u", "_s);
}

QString unsupportedText(const Module &module, const QString &option)
{
    return QCoreApplication::translate("Modules", "%1: the option '%2' of Ansible is not supported by Skybro")
        .arg(module.name, option);
}

Result<void> checkRules(const Module &module, const Dict &given)
{
    const auto isGiven = [&](const QString &name) { return given.contains(name); };
    for (const Option &option : module.options) {
        if (option.isRequired && !isGiven(option.name))
            return fail(ErrorKind::Invalid, u"missing required arguments: "_s + option.name);
    }
    for (const QStringList &names : module.exclusive) {
        if (std::ranges::count_if(names, isGiven) > 1)
            return fail(ErrorKind::Invalid, u"parameters are mutually exclusive: "_s + names.join(u'|'));
    }
    for (const QStringList &names : module.oneOf) {
        if (std::ranges::none_of(names, isGiven))
            return fail(ErrorKind::Invalid, u"one of the following is required: "_s + names.join(u", "_s));
    }
    for (const QStringList &names : module.together) {
        const auto count = std::ranges::count_if(names, isGiven);
        if (count > 0 && count < names.size())
            return fail(ErrorKind::Invalid, u"parameters are required together: "_s + names.join(u", "_s));
    }
    return {};
}

/// The arguments as a dict, whatever way they were written.
Dict asDict(const Module &module, const Value &args)
{
    const bool hasFreeForm = module.takesFreeForm || module.isAction;
    // Free-form text in a dict was split when it was read: what templates put there since is no option.
    if (args.isDict())
        return args.dict();
    if (args.isNull())
        return {};
    if (args.isString())
        return splitKeyValues(args.toText(), hasFreeForm);
    return {{rawParams, args}};
}

} // namespace

Dict splitKeyValues(const QString &text, bool takesFreeForm)
{
    static const QStringList commandOptions{
        u"creates"_s, u"removes"_s,           u"chdir"_s,           u"executable"_s, u"warn"_s,
        u"stdin"_s,   u"stdin_add_newline"_s, u"strip_empty_ends"_s};
    Dict dict;
    QString rest;
    qsizetype from = 0;
    for (const auto &[at, length] : wordsOf(text)) {
        const QString word = text.mid(at, length);
        qsizetype equals = word.indexOf(u'=', 1);
        while (equals > 0 && word[equals - 1] == u'\\')
            equals = word.indexOf(u'=', equals + 1);
        const QString key = word.left(std::max<qsizetype>(equals, 0)).trimmed();
        const bool isOption =
            equals > 0 && !isTemplate(key) && (!takesFreeForm || commandOptions.contains(key));
        if (isOption) {
            dict.insert(key, unquoted(withEscapes(word.mid(equals + 1)).trimmed()));
            rest += text.mid(from, at - from);
            from = at + length;
        } else if (!takesFreeForm) {
            rest += (rest.isEmpty() ? QString() : u" "_s) + word;
        }
    }
    if (takesFreeForm)
        rest += text.mid(from);
    rest = rest.trimmed();
    if (!rest.isEmpty())
        dict.insert(rawParams, rest);
    return dict;
}

Result<ModuleCall> makeCall(const Module &module, const Value &args)
{
    ModuleCall call;
    call.module = module.name;
    Dict given;
    QStringList unknown;
    const Dict written = asDict(module, args);
    for (const auto &[key, value] : written) {
        if (key == rawParams) {
            if (!module.takesFreeForm && !module.isAction)
                return fail(
                    ErrorKind::Invalid,
                    u"this task '%1' has extra params, which is only allowed in the following modules: command, shell, script, raw, …"_s
                        .arg(module.name));
            call.freeForm = value.toText();
            continue;
        }
        const Option *option = optionNamed(module, key);
        if (!option) {
            if (module.takesAnyOption)
                given.insert(key, value);
            else
                unknown.append(key);
            continue;
        }
        if (value.isNull())
            continue;
        if (!option->isSupported)
            return fail(ErrorKind::Invalid, unsupportedText(module, key));
        const bool isWordForBool = value.type() == Value::Type::Bool && !option->choices.isEmpty();
        auto converted = typed(*option, isWordForBool ? Value(chosenWord(*option, value)) : value);
        if (!converted)
            return std::unexpected(converted.error());
        if (!option->choices.isEmpty()) {
            for (const QString &word :
                 converted->isList() ? converted->toTexts() : QStringList{converted->toText()}) {
                if (!option->choices.contains(word))
                    return fail(ErrorKind::Invalid,
                                u"value of %1 must be %2: %3, got: %4"_s.arg(
                                    option->name, converted->isList() ? u"one or more of"_s : u"one of"_s,
                                    option->choices.join(u", "_s), word));
            }
        }
        given.insert(option->name, *converted);
    }
    if (!unknown.isEmpty()) {
        unknown.sort();
        return fail(ErrorKind::Invalid,
                    u"Unsupported parameters for (%1) module: %2. Supported parameters include: %3."_s.arg(
                        module.name, unknown.join(u", "_s), supportedNames(module)));
    }
    if (const auto checked = checkRules(module, given); !checked)
        return std::unexpected(checked.error());
    for (const Option &option : module.options) {
        const Value *value = given.find(option.name);
        call.args.insert(option.name, value ? *value
                                      : option.otherwise.isNull()
                                          ? Value()
                                          : typed(option, option.otherwise).value_or(option.otherwise));
    }
    for (const auto &[key, value] : given)
        call.args.insert(key, value);
    return call;
}

QStringList lintArguments(const Module &module, const Value &rawArgs)
{
    QStringList faults;
    if (rawArgs.isString() && isTemplate(rawArgs.toText()) && !module.takesFreeForm)
        return faults;
    const Dict written = asDict(module, rawArgs);
    for (const auto &[key, value] : written) {
        if (key == rawParams || isTemplate(key))
            continue;
        const Option *option = optionNamed(module, key);
        if (!option) {
            if (!module.takesAnyOption)
                faults.append(QCoreApplication::translate("Modules", "%1: there is no option '%2'")
                                  .arg(module.name, key));
            continue;
        }
        if (!option->isSupported && !value.isNull()) {
            faults.append(unsupportedText(module, key));
            continue;
        }
        const bool isLiteral =
            !value.isNull() && !value.isDict() && !value.isList() && !isTemplate(value.toText());
        if (isLiteral && !option->choices.isEmpty()) {
            for (const QString &word : option->type == OptionType::Sequence
                                           ? value.toTexts()
                                           : QStringList{chosenWord(*option, value)}) {
                if (!option->choices.contains(word))
                    faults.append(u"%1: value of %2 must be one of: %3, got: %4"_s.arg(
                        module.name, option->name, option->choices.join(u", "_s), word));
            }
        }
    }
    for (const Option &option : module.options) {
        const bool isWritten =
            written.contains(option.name) || std::ranges::any_of(option.aliases, [&](const QString &alias) {
                return written.contains(alias);
            });
        if (option.isRequired && !isWritten)
            faults.append(u"%1: missing required arguments: %2"_s.arg(module.name, option.name));
    }
    return faults;
}

} // namespace skybro::playbook

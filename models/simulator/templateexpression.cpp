#include "models/simulator/templateexpression.h"

#include <QCryptographicHash>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

/// A literal, or a function with its arguments; then what is picked out of its value: ".name" and "[0]".
struct Node
{
    QString function;
    QJsonValue literal;
    std::vector<Node> arguments;
    std::vector<Node> accesses;
};

class Parser
{
public:
    explicit Parser(const QString &text)
        : m_text(text)
    {
    }

    Answer<Node> parse()
    {
        auto node = expression();
        skipSpace();
        if (node && m_at != m_text.size())
            return wrong();
        return node;
    }

private:
    [[nodiscard]] std::unexpected<ArmError> wrong() const
    {
        return std::unexpected(invalidTemplate(
            u"The template language expression '[%1]' is not valid at position %2."_s.arg(m_text).arg(m_at)));
    }

    [[nodiscard]] QChar peek()
    {
        skipSpace();
        return m_at < m_text.size() ? m_text.at(m_at) : QChar();
    }

    bool take(QChar wanted)
    {
        if (peek() != wanted)
            return false;
        ++m_at;
        return true;
    }

    void skipSpace()
    {
        while (m_at < m_text.size() && m_text.at(m_at).isSpace())
            ++m_at;
    }

    QString word()
    {
        const qsizetype from = m_at;
        while (m_at < m_text.size() && (m_text.at(m_at).isLetterOrNumber() || m_text.at(m_at) == u'_'))
            ++m_at;
        return m_text.sliced(from, m_at - from);
    }

    Answer<Node> expression()
    {
        const QChar first = peek();
        Node node;
        if (first == u'\'') {
            const auto text = string();
            if (!text)
                return wrong();
            node.literal = *text;
        } else if (first.isDigit() || first == u'-') {
            ++m_at;
            const QString number = first + word();
            bool ok = false;
            node.literal = number.toLongLong(&ok);
            if (!ok)
                return wrong();
        } else {
            node.function = word().toLower();
            if (node.function.isEmpty() || !take(u'('))
                return wrong();
            if (!take(u')')) {
                do {
                    auto argument = expression();
                    if (!argument)
                        return argument;
                    node.arguments.push_back(std::move(*argument));
                } while (take(u','));
                if (!take(u')'))
                    return wrong();
            }
        }
        return accesses(std::move(node));
    }

    Answer<Node> accesses(Node node)
    {
        for (;;) {
            if (take(u'.')) {
                Node name;
                name.literal = word();
                node.accesses.push_back(std::move(name));
            } else if (take(u'[')) {
                auto index = expression();
                if (!index || !take(u']'))
                    return wrong();
                node.accesses.push_back(std::move(*index));
            } else {
                return node;
            }
        }
    }

    std::optional<QString> string()
    {
        QString text;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            if (m_text.at(m_at) != u'\'') {
                text += m_text.at(m_at);
            } else if (m_at + 1 < m_text.size() && m_text.at(m_at + 1) == u'\'') {
                text += u'\'';
                ++m_at;
            } else {
                ++m_at;
                return text;
            }
        }
        return {};
    }

    QString m_text;
    qsizetype m_at = 0;
};

QString toText(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Bool: // as .NET writes it
        return value.toBool() ? u"True"_s : u"False"_s;
    case QJsonValue::Double:
        return QString::number(value.toInteger());
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    default:
        return {};
    }
}

bool isEmpty(const QJsonValue &value)
{
    return value.isNull() || value.isUndefined() || (value.isString() && value.toString().isEmpty()) ||
           (value.isArray() && value.toArray().isEmpty()) || (value.isObject() && value.toObject().isEmpty());
}

qint64 lengthOf(const QJsonValue &value)
{
    if (value.isArray())
        return value.toArray().size();
    return value.isObject() ? value.toObject().size() : value.toString().size();
}

QJsonValue concat(const QJsonArray &arguments)
{
    if (arguments.first().isArray()) {
        QJsonArray all;
        for (const QJsonValue &argument : arguments) {
            for (const QJsonValue &item : argument.toArray())
                all.append(item);
        }
        return all;
    }
    QString all;
    for (const QJsonValue &argument : arguments)
        all += toText(argument);
    return all;
}

/// 13 characters that are the same for the same words, as uniqueString() promises.
QJsonValue uniqueString(const QJsonArray &arguments)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QJsonValue &argument : arguments)
        hash.addData(toText(argument).toUtf8() + '-');
    static constexpr char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
    QString text;
    for (const char byte : hash.result().first(13))
        text += QLatin1Char(letters[static_cast<uchar>(byte) % 32]);
    return text;
}

QJsonValue format(const QJsonArray &arguments)
{
    QString text = arguments.first().toString();
    for (qsizetype i = 1; i < arguments.size(); ++i)
        text.replace(u"{%1}"_s.arg(i - 1), toText(arguments.at(i)));
    return text;
}

bool contains(const QJsonValue &where, const QJsonValue &what)
{
    if (where.isArray())
        return where.toArray().contains(what);
    return where.isObject() ? where.toObject().contains(what.toString())
                            : where.toString().contains(what.toString());
}

/// A function that needs nothing but its arguments.
struct Pure
{
    qsizetype fewest; ///< arguments
    QJsonValue (*call)(const QJsonArray &);
};

const QHash<QString, Pure> &pureFunctions()
{
    using A = const QJsonArray &;
    static const QHash<QString, Pure> functions{
        {u"concat"_s, {1, concat}},
        {u"format"_s, {1, format}},
        {u"uniquestring"_s, {1, uniqueString}},
        {u"string"_s, {1, [](A a) { return QJsonValue(toText(a.at(0))); }}},
        {u"int"_s, {1, [](A a) { return QJsonValue(toText(a.at(0)).toLongLong()); }}},
        {u"tolower"_s, {1, [](A a) { return QJsonValue(a.at(0).toString().toLower()); }}},
        {u"toupper"_s, {1, [](A a) { return QJsonValue(a.at(0).toString().toUpper()); }}},
        {u"trim"_s, {1, [](A a) { return QJsonValue(a.at(0).toString().trimmed()); }}},
        {u"replace"_s,
         {3,
          [](A a) {
              return QJsonValue(a.at(0).toString().replace(a.at(1).toString(), a.at(2).toString()));
          }}},
        {u"split"_s,
         {2,
          [](A a) {
              return QJsonValue(QJsonArray::fromStringList(a.at(0).toString().split(a.at(1).toString())));
          }}},
        {u"substring"_s,
         {2,
          [](A a) {
              return QJsonValue(
                  a.at(0).toString().mid(a.at(1).toInteger(), a.size() > 2 ? a.at(2).toInteger() : -1));
          }}},
        {u"padleft"_s,
         {2,
          [](A a) {
              return QJsonValue(toText(a.at(0)).rightJustified(
                  a.at(1).toInteger(), a.size() > 2 ? a.at(2).toString().at(0) : u' '));
          }}},
        {u"length"_s, {1, [](A a) { return QJsonValue(lengthOf(a.at(0))); }}},
        {u"empty"_s, {1, [](A a) { return QJsonValue(isEmpty(a.at(0))); }}},
        {u"contains"_s, {2, [](A a) { return QJsonValue(contains(a.at(0), a.at(1))); }}},
        {u"first"_s,
         {1,
          [](A a) {
              return a.at(0).isArray() ? a.at(0).toArray().first() : QJsonValue(a.at(0).toString().left(1));
          }}},
        {u"last"_s,
         {1,
          [](A a) {
              return a.at(0).isArray() ? a.at(0).toArray().last() : QJsonValue(a.at(0).toString().right(1));
          }}},
        {u"createarray"_s, {0, [](A a) { return QJsonValue(a); }}},
        {u"equals"_s, {2, [](A a) { return QJsonValue(a.at(0) == a.at(1)); }}},
        {u"not"_s, {1, [](A a) { return QJsonValue(!a.at(0).toBool()); }}},
        {u"and"_s,
         {1,
          [](A a) {
              return QJsonValue(std::ranges::all_of(a, [](const QJsonValue &one) { return one.toBool(); }));
          }}},
        {u"or"_s,
         {1,
          [](A a) {
              return QJsonValue(std::ranges::any_of(a, [](const QJsonValue &one) { return one.toBool(); }));
          }}},
        {u"less"_s, {2, [](A a) { return QJsonValue(a.at(0).toInteger() < a.at(1).toInteger()); }}},
        {u"greater"_s, {2, [](A a) { return QJsonValue(a.at(0).toInteger() > a.at(1).toInteger()); }}},
        {u"add"_s, {2, [](A a) { return QJsonValue(a.at(0).toInteger() + a.at(1).toInteger()); }}},
        {u"sub"_s, {2, [](A a) { return QJsonValue(a.at(0).toInteger() - a.at(1).toInteger()); }}},
        {u"mul"_s, {2, [](A a) { return QJsonValue(a.at(0).toInteger() * a.at(1).toInteger()); }}},
        {u"true"_s, {0, [](A) { return QJsonValue(true); }}},
        {u"false"_s, {0, [](A) { return QJsonValue(false); }}},
        {u"null"_s, {0, [](A) { return QJsonValue(); }}},
        {u"json"_s,
         {1,
          [](A a) {
              const QByteArray wrapped = "[" + a.at(0).toString().toUtf8() + "]";
              return QJsonDocument::fromJson(wrapped).array().first();
          }}},
    };
    return functions;
}

Answer<QJsonValue> evaluate(const Node &node, const TemplateFunctions &functions);

Answer<QJsonValue> call(const Node &node, const TemplateFunctions &functions)
{
    if (node.function == u"if"_s && node.arguments.size() == 3) {
        const auto condition = evaluate(node.arguments.at(0), functions);
        if (!condition)
            return condition;
        return evaluate(node.arguments.at(condition->toBool() ? 1 : 2), functions);
    }
    QJsonArray arguments;
    for (const Node &argument : node.arguments) {
        const auto value = evaluate(argument, functions);
        if (!value)
            return value;
        arguments.append(*value);
    }
    if (const auto pure = pureFunctions().constFind(node.function); pure != pureFunctions().constEnd()) {
        if (arguments.size() < pure->fewest) {
            return std::unexpected(invalidTemplate(
                u"The template function '%1' takes at least %2 arguments."_s.arg(node.function)
                    .arg(pure->fewest)));
        }
        return pure->call(arguments);
    }
    if (auto answered = functions(node.function, arguments))
        return *answered;
    return std::unexpected(invalidTemplate(u"The template function '%1' is not valid."_s.arg(node.function)));
}

Answer<QJsonValue> evaluate(const Node &node, const TemplateFunctions &functions)
{
    Answer<QJsonValue> value =
        node.function.isEmpty() ? Answer<QJsonValue>(node.literal) : call(node, functions);
    for (const Node &access : node.accesses) {
        if (!value)
            return value;
        const auto key = evaluate(access, functions);
        if (!key)
            return key;
        QJsonValue inside;
        if (key->isString()) { // names of properties are found in any case
            const QJsonObject object = value->toObject();
            inside = object.value(key->toString());
            for (auto it = object.begin(); inside.isUndefined() && it != object.end(); ++it) {
                if (it.key().compare(key->toString(), Qt::CaseInsensitive) == 0)
                    inside = it.value();
            }
        } else {
            inside = value->toArray().at(key->toInteger(-1));
        }
        if (inside.isUndefined()) {
            return std::unexpected(
                invalidTemplate(u"The language expression property '%1' doesn't exist."_s.arg(toText(*key))));
        }
        value = inside;
    }
    return value;
}

} // namespace

ArmError invalidTemplate(const QString &why)
{
    return {400, u"InvalidTemplate"_s, u"Deployment template validation failed: '%1'."_s.arg(why)};
}

Answer<QJsonValue> evaluateTemplateText(const QString &text, const TemplateFunctions &functions)
{
    if (!text.startsWith(u'[') || !text.endsWith(u']'))
        return text;
    if (text.startsWith(u"[["_s))
        return text.sliced(1);
    const auto parsed = Parser(text.sliced(1, text.size() - 2)).parse();
    return parsed ? evaluate(*parsed, functions) : std::unexpected(parsed.error());
}

Answer<QJsonValue> evaluateTemplateValue(const QJsonValue &value, const TemplateFunctions &functions)
{
    if (value.isString())
        return evaluateTemplateText(value.toString(), functions);
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue &item : value.toArray()) {
            const auto evaluated = evaluateTemplateValue(item, functions);
            if (!evaluated)
                return evaluated;
            array.append(*evaluated);
        }
        return array;
    }
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            const auto evaluated = evaluateTemplateValue(it.value(), functions);
            if (!evaluated)
                return evaluated;
            it.value() = *evaluated;
        }
        return object;
    }
    return value;
}

} // namespace skybro::sim

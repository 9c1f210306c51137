#include "models/playbook/template/yamlwriter.h"

#include "models/playbook/yamlscalar.h"

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

class Writer
{
public:
    explicit Writer(const YamlStyle &style)
        : m_style(style)
    {
    }

    QString write(const Value &value)
    {
        node(value, Place{.indent = 0, .isRoot = true});
        return m_out + u'\n';
    }

private:
    struct Place
    {
        int indent = 0; ///< of the collection's own lines
        bool isRoot = false;
        bool inMapping = false;
        bool inFlow = false;
        bool isKey = false;
    };

    [[nodiscard]] qsizetype column() const { return m_out.size() - 1 - m_out.lastIndexOf(u'\n'); }

    [[nodiscard]] bool isFlow(const Value &value) const
    {
        const bool isEmpty = value.isList() ? value.list().isEmpty() : value.dict().isEmpty();
        if (isEmpty || m_style.flow == YamlStyle::Flow::Always)
            return true;
        if (m_style.flow == YamlStyle::Flow::Never)
            return false;
        const auto isLeaf = [](const Value &item) { return !item.isList() && !item.isDict(); };
        return std::ranges::all_of(value.list(), isLeaf) &&
               std::ranges::all_of(value.dict(),
                                   [&](const Dict::Entry &entry) { return isLeaf(entry.second); });
    }

    void newLine(int indent) { m_out += u'\n' + QString(indent, u' '); }

    void node(const Value &value, const Place &place)
    {
        if (!value.isList() && !value.isDict()) {
            scalar(value, place);
            return;
        }
        if (place.inFlow || isFlow(value))
            flow(value, place.indent + (place.isRoot ? 0 : 0));
        else if (value.isList())
            sequence(value, place);
        else
            mapping(value, place);
    }

    void flow(const Value &value, int indent)
    {
        const bool isList = value.isList();
        const int inner = indent + m_style.indent;
        m_out += isList ? u'[' : u'{';
        bool isFirst = true;
        const auto separate = [&] {
            if (!std::exchange(isFirst, false))
                m_out += u',';
            if (column() > m_style.width)
                newLine(inner);
            else if (!m_out.endsWith(u'[') && !m_out.endsWith(u'{'))
                m_out += u' ';
        };
        for (const Value &item : value.list()) {
            separate();
            node(item, Place{.indent = inner, .inFlow = true});
        }
        for (const auto &[key, item] : value.dict()) {
            separate();
            scalar(Value(key), Place{.indent = inner, .inFlow = true, .isKey = true});
            m_out += u": "_s;
            node(item, Place{.indent = inner, .inFlow = true});
        }
        m_out += isList ? u']' : u'}';
    }

    /// The dash, then what comes after it in line with the indent.
    void sequence(const Value &value, const Place &place)
    {
        bool isFirst = true;
        for (const Value &item : value.list()) {
            if (!std::exchange(isFirst, false) || place.inMapping)
                newLine(place.indent);
            const bool isBlock = (item.isList() || item.isDict()) && !isFlow(item);
            m_out += u'-' + QString(isBlock ? m_style.indent - 1 : 1, u' ');
            node(item, Place{.indent = place.indent + m_style.indent});
        }
    }

    void mapping(const Value &value, const Place &place)
    {
        bool isFirst = true;
        for (const auto &[key, item] : value.dict()) {
            if (!std::exchange(isFirst, false) || place.inMapping)
                newLine(place.indent);
            scalar(Value(key), Place{.indent = place.indent, .isKey = true});
            m_out += u':';
            const bool isBlock = (item.isList() || item.isDict()) && !isFlow(item);
            if (!isBlock)
                m_out += u' ';
            // A list within a dict stands at the dict's own indent.
            const int inner = place.indent + (isBlock && item.isList() ? 0 : m_style.indent);
            node(item, Place{.indent = inner, .inMapping = isBlock});
        }
    }

    void scalar(const Value &value, const Place &place)
    {
        switch (value.type()) {
        case Value::Type::Null:
            m_out += u"null"_s;
            return;
        case Value::Type::Bool:
            m_out += value.isTrue() ? u"true"_s : u"false"_s;
            return;
        case Value::Type::Int:
        case Value::Type::Double: {
            QString text = value.toText();
            if (text == "inf"_L1 || text == "-inf"_L1 || text == "nan"_L1)
                text.insert(text.startsWith(u'-') ? 1 : 0, u'.');
            else if (value.type() == Value::Type::Double && !text.contains(u'.') && text.contains(u'e'))
                text.replace(u"e"_s, u".0e"_s);
            m_out += text;
            return;
        }
        default:
            text(value.toText(), place);
        }
    }

    void text(const QString &text, const Place &place)
    {
        const int indent = place.isRoot ? 0 : place.indent;
        if (!canBeSingle(text)) {
            doubleQuoted(text, indent, place);
        } else if (canBePlain(text, place)) {
            folded(text, indent, !place.isKey, false);
        } else if (place.isKey && text.contains(u'\n')) {
            doubleQuoted(text, indent, place);
        } else {
            m_out += u'\'';
            folded(QString(text).replace(u"'"_s, u"''"_s), indent, !place.isKey, true);
            m_out += u'\'';
        }
    }

    static bool isPrintable(const QString &text)
    {
        return std::ranges::all_of(text, [](QChar c) {
            const char16_t u = c.unicode();
            return u == '\n' || (u >= 0x20 && u <= 0x7e) || u == 0x85 ||
                   (u >= 0xa0 && u != 0xfeff && u < 0xfffe);
        });
    }

    static bool canBeSingle(const QString &text)
    {
        // A space before a line's end would be lost.
        return isPrintable(text) && !text.contains(u" \n"_s) &&
               !(text.contains(u'\n') &&
                 (text.startsWith(u' ') || text.contains(u"\n "_s) || text.endsWith(u' ')));
    }

    [[nodiscard]] static bool canBePlain(const QString &text, const Place &place)
    {
        if (text.isEmpty() || text.contains(u'\n') || !plainScalar(text).isString())
            return false;
        if (text.startsWith(u' ') || text.endsWith(u' ') || text.startsWith("---"_L1) ||
            text.startsWith("..."_L1))
            return false;
        if (text == "="_L1 || text == "<<"_L1 || isDate(text))
            return false;
        const QChar first = text[0];
        if (u"#,[]{}&*!|>'\"%@`"_s.contains(first))
            return false;
        const bool isAlone = text.size() == 1 || text[1].isSpace();
        if ((first == u'?' || first == u':' || first == u'-') && (isAlone || (place.inFlow && first != u'-')))
            return false;
        for (qsizetype i = 1; i < text.size(); ++i) {
            const QChar c = text[i];
            const bool beforeSpace = i + 1 == text.size() || text[i + 1].isSpace();
            if ((c == u':' && (beforeSpace || place.inFlow)) || (c == u'#' && text[i - 1].isSpace()))
                return false;
            if (place.inFlow && u",?[]{}"_s.contains(c))
                return false;
        }
        return true;
    }

    /// YAML 1.1's timestamps, which plainScalar() leaves text.
    static bool isDate(const QString &text)
    {
        return text.size() >= 8 && text[0].isDigit() && text[3].isDigit() && text[4] == u'-' &&
               std::ranges::all_of(text, [](QChar c) { return c.isDigit() || u"-:.+TtZz "_s.contains(c); });
    }

    /// Broken at single spaces where the line is long enough; a line's end becomes two in quotes.
    void folded(const QString &text, int indent, bool mayFold, bool isQuoted)
    {
        const int inner = indent == 0 ? m_style.indent : indent;
        for (qsizetype i = 0; i < text.size(); ++i) {
            const QChar c = text[i];
            if (c == u'\n') {
                qsizetype count = 1;
                while (i + count < text.size() && text[i + count] == u'\n')
                    ++count;
                m_out += QString(count + 1, u'\n') + QString(inner, u' ');
                i += count - 1;
            } else if (c == u' ' && mayFold && i > 0 && i + 1 < text.size() && text[i - 1] != u' ' &&
                       text[i + 1] != u' ' && column() > m_style.width &&
                       !(isQuoted && text[i + 1] == u'\n')) {
                newLine(inner);
            } else {
                m_out += c;
            }
        }
    }

    void doubleQuoted(const QString &text, int indent, const Place &place)
    {
        m_out += u'"';
        const QString special = u"\0\a\b\t\n\v\f\r\x1b\"\\"_s;
        const QString letters = u"0abtnvfre\"\\"_s;
        for (qsizetype i = 0; i < text.size(); ++i) {
            const QChar c = text[i];
            const qsizetype known = special.indexOf(c);
            if (known >= 0) {
                m_out += u'\\';
                m_out += letters[known];
            } else if (!isPrintable(c)) {
                m_out += c.unicode() < 0x100 ? u"\\x%1"_s.arg(c.unicode(), 2, 16, QChar(u'0'))
                                                   .toUpper()
                                                   .replace(u"\\X"_s, u"\\x"_s)
                                             : u"\\u%1"_s.arg(c.unicode(), 4, 16, QChar(u'0'))
                                                   .toUpper()
                                                   .replace(u"\\U"_s, u"\\u"_s);
            } else {
                m_out += c;
            }
            const bool isInside = i > 0 && i + 1 < text.size() - 1;
            if (isInside && !place.isKey && c == u' ' && column() > m_style.width) {
                m_out.chop(1);
                m_out += u'\\';
                newLine(indent == 0 ? m_style.indent : indent);
                m_out += u"\\ "_s;
            }
        }
        m_out += u'"';
    }

    YamlStyle m_style;
    QString m_out;
};

} // namespace

QString writeYaml(const Value &value, const YamlStyle &style)
{
    return Writer(style).write(value);
}

} // namespace skybro::playbook

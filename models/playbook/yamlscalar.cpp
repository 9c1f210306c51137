#include "models/playbook/yamlscalar.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <limits>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// "1:30:00" in base 60.
template <typename Number>
Number sexagesimal(const QString &digits)
{
    Number sum = 0;
    for (const QString &part : digits.split(u':'))
        sum = sum * 60 + static_cast<Number>(part.toDouble());
    return sum;
}

std::optional<Value> integer(QString text)
{
    static const QRegularExpression pattern(
        uR"(\A(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)\z)"_s);
    if (!pattern.match(text).hasMatch())
        return std::nullopt;
    text.remove(u'_');
    const bool isNegative = text.startsWith(u'-');
    if (isNegative || text.startsWith(u'+'))
        text.remove(0, 1);
    bool fits = true;
    qint64 number = 0;
    if (text.contains(u':'))
        number = sexagesimal<qint64>(text);
    else if (text.startsWith(u"0b"_s))
        number = text.mid(2).toLongLong(&fits, 2);
    else if (text.startsWith(u"0x"_s))
        number = text.mid(2).toLongLong(&fits, 16);
    else if (text.size() > 1 && text.startsWith(u'0'))
        number = text.toLongLong(&fits, 8);
    else
        number = text.toLongLong(&fits, 10);
    // Python's integers have no end; beyond ours the digits are kept as text.
    if (!fits)
        return std::nullopt;
    return Value(isNegative ? -number : number);
}

std::optional<Value> floating(QString text)
{
    static const QRegularExpression pattern(
        uR"(\A(?:[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z)"_s);
    if (!pattern.match(text).hasMatch())
        return std::nullopt;
    text = text.remove(u'_').toLower();
    const double sign = text.startsWith(u'-') ? -1 : 1;
    if (text.startsWith(u'-') || text.startsWith(u'+'))
        text.remove(0, 1);
    if (text == u".inf"_s)
        return Value(sign * std::numeric_limits<double>::infinity());
    if (text == u".nan"_s)
        return Value(std::numeric_limits<double>::quiet_NaN());
    if (text.contains(u':'))
        return Value(sign * sexagesimal<double>(text));
    return Value(sign * text.toDouble());
}

} // namespace

Value plainScalar(const QString &text)
{
    static const std::array nulls{u""_s, u"~"_s, u"null"_s, u"Null"_s, u"NULL"_s};
    static const std::array yes{u"yes"_s,  u"Yes"_s, u"YES"_s, u"true"_s, u"True"_s,
                                u"TRUE"_s, u"on"_s,  u"On"_s,  u"ON"_s};
    static const std::array no{u"no"_s,    u"No"_s,  u"NO"_s,  u"false"_s, u"False"_s,
                               u"FALSE"_s, u"off"_s, u"Off"_s, u"OFF"_s};
    if (text.size() <= 5) {
        if (std::ranges::find(nulls, text) != nulls.end())
            return {};
        if (std::ranges::find(yes, text) != yes.end())
            return Value(true);
        if (std::ranges::find(no, text) != no.end())
            return Value(false);
    }
    const QChar first = text.isEmpty() ? QChar() : text.front();
    const bool mayBeNumber = first.isDigit() || first == u'-' || first == u'+' || first == u'.';
    if (mayBeNumber) {
        if (const auto number = integer(text))
            return *number;
        if (const auto number = floating(text))
            return *number;
    }
    return Value(text);
}

} // namespace skybro::playbook

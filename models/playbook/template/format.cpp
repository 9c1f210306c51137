#include "models/playbook/template/functions.h"

#include <cmath>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// One conversion: what printf and Python's format have in common.
struct Spec
{
    QChar fill = u' ';
    QChar align; ///< '<', '>', '^', '='; null: as the type has it
    QChar sign = u'-';
    bool isAlternate = false;
    bool hasCommas = false;
    qint64 width = 0;
    qint64 precision = -1;
    QChar type;
};

QString padded(const QString &text, const Spec &spec, QChar otherwise)
{
    const QChar align = spec.align.isNull() ? otherwise : spec.align;
    const qsizetype missing = std::max<qsizetype>(0, spec.width - text.size());
    if (align == u'=') {
        const bool isSigned = text.startsWith(u'-') || text.startsWith(u'+') || text.startsWith(u' ');
        return text.left(isSigned ? 1 : 0) + QString(missing, spec.fill) + text.mid(isSigned ? 1 : 0);
    }
    const qsizetype left = align == u'>' ? missing : align == u'^' ? missing / 2 : 0;
    return QString(left, spec.fill) + text + QString(missing - left, spec.fill);
}

QString withCommas(const QString &digits)
{
    QString out = digits;
    qsizetype point = out.indexOf(u'.');
    for (qsizetype at = (point < 0 ? out.size() : point) - 3; at > 0; at -= 3)
        out.insert(at, u',');
    return out;
}

QString signedText(bool isNegative, QString digits, const Spec &spec)
{
    if (spec.hasCommas)
        digits = withCommas(digits);
    return (isNegative          ? u"-"_s
            : spec.sign == u'+' ? u"+"_s
            : spec.sign == u' ' ? u" "_s
                                : QString()) +
           digits;
}

QString integerText(qint64 number, const Spec &spec)
{
    const quint64 size =
        number < 0 ? quint64(0) - static_cast<quint64>(number) : static_cast<quint64>(number);
    const char16_t type = spec.type.toLower().unicode();
    const int base = type == u'x' ? 16 : type == u'o' ? 8 : type == u'b' ? 2 : 10;
    QString digits = QString::number(size, base);
    if (spec.type == u'X')
        digits = digits.toUpper();
    if (spec.precision > digits.size())
        digits = digits.rightJustified(spec.precision, u'0');
    if (spec.isAlternate && base != 10)
        digits = u'0' + QString(spec.type) + digits;
    return signedText(number < 0, digits, spec);
}

QString floatText(double number, const Spec &spec)
{
    const char16_t type = spec.type.toLower().unicode();
    const int precision = spec.precision < 0 ? 6 : static_cast<int>(spec.precision);
    const double size = std::abs(number);
    QString digits;
    if (std::isinf(number) || std::isnan(number))
        digits = std::isnan(number) ? u"nan"_s : u"inf"_s;
    else if (type == u'e')
        digits = QString::number(size, 'e', precision);
    else if (type == u'g')
        digits = QString::number(size, 'g', std::max(1, precision));
    else if (type == u'%')
        digits = QString::number(size * 100, 'f', precision) + u'%';
    else
        digits = QString::number(size, 'f', precision);
    return signedText(std::signbit(number) && !std::isnan(number), digits, spec);
}

double toDouble(const Item &item)
{
    if (!item.isNumber())
        throwType(u"must be real number, not %1"_s.arg(item.typeName()));
    return *item.value()->toDouble();
}

qint64 toInteger(const Item &item, QChar type)
{
    if (!item.isNumber())
        throwType(u"%%1 format: a real number is required, not %2"_s.arg(type).arg(item.typeName()));
    return item.isInteger() ? *item.value()->toInt()
                            : static_cast<qint64>(std::trunc(*item.value()->toDouble()));
}

void checkSize(const Spec &spec)
{
    if (spec.width > 100'000 || spec.precision > 1000)
        throwFault(u"a width of %1 is refused"_s.arg(std::max(spec.width, spec.precision)));
}

qint64 readNumber(const QString &text, qsizetype &at)
{
    qint64 number = 0;
    while (at < text.size() && text[at] >= u'0' && text[at] <= u'9') {
        number = std::min<qint64>(number * 10 + text[at].digitValue(), 1'000'000'000);
        ++at;
    }
    return number;
}

} // namespace

QString percentFormat(Evaluator &e, const QString &format, const Item &values)
{
    const auto tuple = values.as<ListObject>();
    const bool isTuple = tuple && tuple->isTuple;
    std::size_t next = 0;
    const auto take = [&]() -> Item {
        if (!isTuple && next == 0)
            return ++next, values;
        if (!isTuple || next >= tuple->items.size())
            throwType(u"not enough arguments for format string"_s);
        return tuple->items[next++];
    };
    QString out;
    bool byName = false;
    for (qsizetype at = 0; at < format.size(); ++at) {
        if (format[at] != u'%') {
            out += format[at];
            continue;
        }
        ++at;
        std::optional<Item> item;
        if (at < format.size() && format[at] == u'(') {
            const qsizetype close = format.indexOf(u')', at);
            if (close < 0)
                throwFault(u"incomplete format key"_s);
            if (!values.isDict())
                throwType(u"format requires a mapping"_s);
            const QString key = format.mid(at + 1, close - at - 1);
            item = e.item(values, Value(key));
            byName = true;
            at = close + 1;
        }
        Spec spec;
        for (; at < format.size() && u"-+ #0"_s.contains(format[at]); ++at) {
            if (format[at] == u'-')
                spec.align = u'<';
            else if (format[at] == u'0' && spec.align != u'<') {
                spec.fill = u'0';
                spec.align = u'=';
            } else if (format[at] == u'#')
                spec.isAlternate = true;
            else if (format[at] == u'+' || format[at] == u' ')
                spec.sign = format[at];
        }
        if (spec.align == u'<')
            spec.fill = u' ';
        if (at < format.size() && format[at] == u'*') {
            spec.width = toInteger(take(), u'*');
            ++at;
        } else {
            spec.width = readNumber(format, at);
        }
        if (at < format.size() && format[at] == u'.') {
            ++at;
            spec.precision = readNumber(format, at);
        }
        checkSize(spec);
        if (at >= format.size())
            throwFault(u"incomplete format"_s);
        spec.type = format[at];
        if (spec.type == u'%') {
            out += u'%';
            continue;
        }
        if (!item)
            item = take();
        e.defined(*item);
        switch (spec.type.unicode()) {
        case u's':
        case u'r': {
            QString text = spec.type == u's' ? e.text(*item) : e.repr(*item);
            if (spec.precision >= 0)
                text.truncate(spec.precision);
            spec.fill = u' ';
            out += padded(text, spec, u'>');
            break;
        }
        case u'd':
        case u'i':
        case u'u':
        case u'x':
        case u'X':
        case u'o':
            out += padded(integerText(toInteger(*item, spec.type), spec), spec, u'>');
            break;
        case u'c':
            out += padded(item->isInteger() ? QString(QChar(static_cast<ushort>(*item->value()->toInt())))
                                            : e.text(*item),
                          spec, u'>');
            break;
        case u'e':
        case u'E':
        case u'f':
        case u'F':
        case u'g':
        case u'G':
            out += padded(floatText(toDouble(*item), spec), spec, u'>');
            break;
        default:
            throwFault(u"unsupported format character '%1' (0x%2) at index %3"_s.arg(spec.type)
                           .arg(QString::number(spec.type.unicode(), 16))
                           .arg(at));
        }
        if (out.size() > largestText)
            throwFault(u"the text becomes larger than %1 characters"_s.arg(largestText));
    }
    if (!byName && ((isTuple && next < tuple->items.size()) ||
                    (!isTuple && next == 0 && !values.isDict() && !values.isList())))
        throwType(u"not all arguments converted during string formatting"_s);
    return out;
}

namespace {

Spec parseSpec(const QString &text)
{
    Spec spec;
    qsizetype at = 0;
    const QString aligns = u"<>^="_s;
    if (text.size() > 1 && aligns.contains(text[1])) {
        spec.fill = text[0];
        spec.align = text[1];
        at = 2;
    } else if (!text.isEmpty() && aligns.contains(text[0])) {
        spec.align = text[0];
        at = 1;
    }
    if (at < text.size() && u"+- "_s.contains(text[at]))
        spec.sign = text[at++];
    if (at < text.size() && text[at] == u'#') {
        spec.isAlternate = true;
        ++at;
    }
    if (at < text.size() && text[at] == u'0') {
        if (spec.align.isNull()) {
            spec.fill = u'0';
            spec.align = u'=';
        }
        ++at;
    }
    spec.width = readNumber(text, at);
    if (at < text.size() && (text[at] == u',' || text[at] == u'_')) {
        spec.hasCommas = true;
        ++at;
    }
    if (at < text.size() && text[at] == u'.') {
        ++at;
        spec.precision = readNumber(text, at);
    }
    if (at < text.size())
        spec.type = text[at++];
    if (at < text.size())
        throwFault(u"Invalid format specifier"_s);
    checkSize(spec);
    return spec;
}

QString formatted(Evaluator &e, const Item &item, const QString &specText)
{
    const Spec spec = parseSpec(specText);
    if (specText.isEmpty())
        return e.text(item);
    const QString floats = u"eEfFgG%"_s;
    if (item.isNumber() && (floats.contains(spec.type) || (!item.isInteger() && !spec.type.isNull())))
        return padded(floatText(*item.value()->toDouble(), spec), spec, u'>');
    if (item.isInteger() && spec.type != u's')
        return padded(integerText(*item.value()->toInt(), spec), spec, u'>');
    if (item.isNumber()) {
        Spec general = spec;
        general.type = u'g';
        general.precision = spec.precision < 0 ? 12 : spec.precision;
        return padded(spec.precision < 0 ? e.text(item) : floatText(*item.value()->toDouble(), general), spec,
                      u'>');
    }
    if (!spec.type.isNull() && spec.type != u's') {
        throwFault(u"Unknown format code '%1' for object of type '%2'"_s.arg(spec.type).arg(item.typeName()));
    }
    QString text = e.text(item);
    if (spec.precision >= 0)
        text.truncate(spec.precision);
    return padded(text, spec, u'<');
}

/// "0.name[key]"
Item field(Evaluator &e, const QString &name, const Args &values, std::size_t &next)
{
    qsizetype end = 0;
    while (end < name.size() && name[end] != u'.' && name[end] != u'[')
        ++end;
    const QString first = name.left(end);
    bool isIndex = false;
    std::size_t index = first.toUInt(&isIndex);
    if (first.isEmpty()) {
        index = next++;
        isIndex = true;
    }
    if (isIndex && index >= values.positional.size())
        throwFault(u"Replacement index %1 out of range for positional args tuple"_s.arg(index));
    const Item *found = isIndex ? &values.positional[index] : values.find(values.positional.size(), first);
    if (!found)
        throwFault(pythonRepr(Value(first)));
    Item item = *found;
    while (end < name.size()) {
        const bool isItem = name[end] == u'[';
        qsizetype to = end + 1;
        while (to < name.size() && (isItem ? name[to] != u']' : name[to] != u'.' && name[to] != u'['))
            ++to;
        const QString key = name.mid(end + 1, to - end - 1);
        bool isNumber = false;
        const qint64 number = key.toLongLong(&isNumber);
        item = e.defined(isItem && isNumber ? e.item(item, Value(number)) : e.attribute(item, key));
        end = isItem ? to + 1 : to;
    }
    return e.defined(item);
}

QString expandFields(Evaluator &e, const QString &format, const Args &values, std::size_t &next, int depth)
{
    QString out;
    for (qsizetype at = 0; at < format.size(); ++at) {
        const QChar c = format[at];
        if ((c == u'{' || c == u'}') && at + 1 < format.size() && format[at + 1] == c) {
            out += c;
            ++at;
            continue;
        }
        if (c == u'}')
            throwFault(u"Single '}' encountered in format string"_s);
        if (c != u'{') {
            out += c;
            continue;
        }
        int nesting = 1;
        qsizetype end = at + 1;
        while (end < format.size() && nesting > 0) {
            nesting += format[end] == u'{' ? 1 : format[end] == u'}' ? -1 : 0;
            ++end;
        }
        if (nesting > 0 || depth > 2)
            throwFault(u"expected '}' before end of string"_s);
        const QString inner = format.mid(at + 1, end - at - 2);
        qsizetype colon = inner.indexOf(u':');
        QString name = colon < 0 ? inner : inner.left(colon);
        QString spec = colon < 0 ? QString() : inner.mid(colon + 1);
        QChar conversion;
        if (name.size() >= 2 && name[name.size() - 2] == u'!') {
            conversion = name.back();
            name.chop(2);
        }
        Item item = field(e, name, values, next);
        if (!conversion.isNull())
            item = Value(conversion == u'r' ? e.repr(item) : e.text(item));
        if (spec.contains(u'{'))
            spec = expandFields(e, spec, values, next, depth + 1);
        out += formatted(e, item, spec);
        if (out.size() > largestText)
            throwFault(u"the text becomes larger than %1 characters"_s.arg(largestText));
        at = end - 1;
    }
    return out;
}

} // namespace

QString braceFormat(Evaluator &e, const QString &format, const Args &values)
{
    std::size_t next = 0;
    return expandFields(e, format, values, next, 0);
}

} // namespace skybro::playbook

#include "models/playbook/template/functions.h"

#include <cmath>

// Numbers, truth, and what stands in for a value.
namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

double number(const Item &item, const QString &filter)
{
    if (!item.isNumber())
        throwType(
            u"%1() can only be used on numbers: must be real number, not %2"_s.arg(filter, item.typeName()));
    return *item.value()->toDouble();
}

Item toInteger(Evaluator &e, const Item &input, const Args &args)
{
    const Item *otherwise = args.find(0, u"default"_s);
    const int base = static_cast<int>(args.integer(1, u"base"_s, 10));
    const Item fallback = otherwise ? *otherwise : Item(Value(0));
    if (e.defined(input).isString()) {
        QString text = input.value()->toText().trimmed().remove(u'_');
        const bool isNegative = text.startsWith(u'-');
        QString digits = isNegative ? text.mid(1) : text;
        for (const auto &[prefix, ofBase] : {std::pair{u"0x"_s, 16}, {u"0o"_s, 8}, {u"0b"_s, 2}}) {
            if (base == ofBase && digits.startsWith(prefix, Qt::CaseInsensitive))
                digits = digits.mid(2);
        }
        bool isNumber = false;
        if (base < 2 || base > 36)
            return fallback;
        const qint64 result = digits.toLongLong(&isNumber, base);
        if (isNumber)
            return Value(isNegative ? -result : result);
        const double real = text.toDouble(&isNumber);
        return isNumber && std::abs(real) < 9.2e18 ? Item(Value(static_cast<qint64>(std::trunc(real))))
                                                   : fallback;
    }
    if (input.isInteger())
        return Value(*input.value()->toInt());
    if (input.isNumber() && std::abs(*input.value()->toDouble()) < 9.2e18)
        return Value(static_cast<qint64>(std::trunc(*input.value()->toDouble())));
    return fallback;
}

Item toFloat(Evaluator &e, const Item &input, const Args &args)
{
    const Item *otherwise = args.find(0, u"default"_s);
    if (e.defined(input).value() && (input.isNumber() || input.isString())) {
        if (const auto real = input.value()->toDouble())
            return Value(*real);
    }
    return otherwise ? *otherwise : Item(Value(0.0));
}

Item roundTo(Evaluator & /*evaluator*/, const Item &input, const Args &args)
{
    const auto precision = static_cast<int>(std::clamp<qint64>(args.integer(0, u"precision"_s), -300, 300));
    const QString method = args.text(1, u"method"_s, u"common"_s);
    const double value = number(input, u"round"_s);
    const double scale = std::pow(10.0, precision);
    if (method == "ceil"_L1)
        return Value(std::ceil(value * scale) / scale);
    if (method == "floor"_L1)
        return Value(std::floor(value * scale) / scale);
    if (method != "common"_L1)
        throwFault(u"method must be common, ceil or floor"_s);
    // Python rounds half to even, on an int as on a float; an int stays one.
    if (precision > 0) {
        const double rounded = QString::number(value, 'f', precision).toDouble();
        return input.isInteger() ? input : Item(Value(rounded));
    }
    const double rounded = std::nearbyint(value * scale) / scale;
    return input.isInteger() ? Item(Value(static_cast<qint64>(rounded))) : Item(Value(rounded));
}

Item toBool(Evaluator &e, const Item &input, const Args & /*args*/)
{
    if (e.defined(input).isNull())
        return input;
    if (input.value() && input.value()->type() == Value::Type::Bool)
        return input;
    if (input.isNumber())
        return Value(*input.value()->toDouble() == 1);
    const QString word = input.isString() ? input.value()->toText().toLower() : QString();
    return Value(word == "yes"_L1 || word == "on"_L1 || word == "1"_L1 || word == "true"_L1);
}

Item otherwise(Evaluator &e, const Item &input, const Args &args)
{
    const Item *value = args.find(0, u"default_value"_s);
    if (input.isUndefined() || (args.flag(1, u"boolean"_s) && !e.isTrue(input)))
        return value ? *value : Item(Value(QString()));
    return input;
}

Item mandatory(Evaluator & /*evaluator*/, const Item &input, const Args &args)
{
    if (!input.isUndefined())
        return input;
    if (args.has(0, u"msg"_s))
        throwFault(args.text(0, u"msg"_s));
    const QString &text = input.undefinedText();
    const QString name = text.startsWith(u'\'') ? text.section(u'\'', 1, 1) : QString();
    throwFault(
        u"Mandatory variable %1 not defined."_s.arg(name.isEmpty() ? QString() : u"'%1' "_s.arg(name)));
}

Item ternary(Evaluator &e, const Item &input, const Args &args)
{
    const Item *yes = args.find(0, u"true_val"_s);
    const Item *no = args.find(1, u"false_val"_s);
    const Item *none = args.find(2, u"none_val"_s);
    if (!yes || !no)
        throwType(u"ternary() takes two values"_s);
    if (input.isNull() && none && !none->isNull())
        return *none;
    return e.isTrue(input) ? *yes : *no;
}

QString twoDigits(double value)
{
    return QString::number(value, 'f', 2);
}

Item humanReadable(Evaluator & /*evaluator*/, const Item &input, const Args &args)
{
    const bool isBits = args.flag(0, u"isbits"_s);
    const QString unit = args.text(1, u"unit"_s).toUpper();
    const double size = number(input, u"human_readable"_s);
    const QString units = u"YZEPTGMKB"_s;
    qsizetype at = 0;
    for (; at < units.size() - 1; ++at) {
        const double limit = std::pow(1024.0, static_cast<double>(units.size() - 1 - at));
        if (unit.isEmpty() ? size >= limit : unit[0] == units[at])
            break;
    }
    const double limit = std::pow(1024.0, static_cast<double>(units.size() - 1 - at));
    const QString letter = at == units.size() - 1 ? QString() : QString(units[at]);
    const QString name =
        letter.isEmpty() ? (isBits ? u"bits"_s : u"Bytes"_s) : letter + (isBits ? u"b"_s : u"B"_s);
    return Value(twoDigits(size / limit) + u' ' + name);
}

Item humanToBytes(Evaluator &e, const Item &input, const Args &args)
{
    const QString text = e.text(input).trimmed();
    qsizetype end = 0;
    while (end < text.size() && (text[end].isDigit() || text[end] == u'.' || text[end] == u','))
        ++end;
    bool isNumber = false;
    const double amount = text.left(end).remove(u',').toDouble(&isNumber);
    if (!isNumber)
        throwFault(u"human_to_bytes() can't interpret following string: %1"_s.arg(text));
    QString unit = text.mid(end).trimmed();
    if (unit.isEmpty())
        unit = args.text(0, u"default_unit"_s);
    if (unit.isEmpty())
        return Value(static_cast<qint64>(std::llround(amount)));
    const qsizetype power = u"BKMGTPEZY"_s.indexOf(unit[0].toUpper());
    const QString rest = unit.mid(1);
    const bool isBits = args.flag(1, u"isbits"_s);
    const bool isKnown =
        power >= 0 &&
        (rest.isEmpty() || rest == (isBits ? u"b"_s : u"B"_s) ||
         (power == 0 && (isBits ? u"its"_s : u"ytes"_s).startsWith(rest)) ||
         (power > 0 && unit.mid(1).compare(isBits ? u"bit"_s : u"byte"_s, Qt::CaseInsensitive) == 0));
    if (!isKnown)
        throwFault(u"human_to_bytes() can't interpret following string: %1"_s.arg(text));
    return Value(static_cast<qint64>(std::llround(amount * std::pow(1024.0, static_cast<double>(power)))));
}

Item fileSize(Evaluator &e, const Item &input, const Args &args)
{
    const Item real = toFloat(e, input, {});
    const double bytes = *real.value()->toDouble();
    const bool isBinary = args.flag(0, u"binary"_s);
    const double base = isBinary ? 1024 : 1000;
    if (bytes == 1)
        return Value(u"1 Byte"_s);
    if (bytes < base)
        return Value(u"%1 Bytes"_s.arg(static_cast<qint64>(bytes)));
    const QString prefixes = u"kMGTPEZY"_s;
    double unit = base;
    for (const QChar prefix : prefixes) {
        unit *= base;
        if (bytes < unit || prefix == u'Y') {
            const QString name = isBinary ? QString(prefix.toUpper()) + u"iB"_s : QString(prefix) + u'B';
            return Value(QString::number(base * bytes / unit, 'f', 1) + u' ' + name);
        }
    }
    return Value(QString());
}

} // namespace

void addNumberFilters(FilterTable &f)
{
    f[u"int"_s] = toInteger;
    f[u"float"_s] = toFloat;
    f[u"round"_s] = roundTo;
    f[u"bool"_s] = toBool;
    f[u"default"_s] = otherwise;
    f[u"d"_s] = otherwise;
    f[u"mandatory"_s] = mandatory;
    f[u"ternary"_s] = ternary;
    f[u"human_readable"_s] = humanReadable;
    f[u"human_to_bytes"_s] = humanToBytes;
    f[u"filesizeformat"_s] = fileSize;
    f[u"abs"_s] = [](Evaluator &e, const Item &i, const Args &) {
        return e.compare(i, Value(0), u"<"_s) < 0 ? e.binary(u"-"_s, Value(0), i) : i;
    };
    f[u"log"_s] = [](Evaluator &, const Item &i, const Args &a) -> Item {
        const Item *base = a.find(0, u"base"_s);
        const double value = number(i, u"log"_s);
        if (value <= 0)
            throwFault(u"math domain error"_s);
        const double by = base ? number(*base, u"log"_s) : 0;
        return Value(by == 10 ? std::log10(value) : base ? std::log(value) / std::log(by) : std::log(value));
    };
    f[u"pow"_s] = [](Evaluator &, const Item &i, const Args &a) -> Item {
        const Item *by = a.find(0, u"y"_s);
        return Value(std::pow(number(i, u"pow"_s), number(by ? *by : Item(), u"pow"_s)));
    };
    f[u"root"_s] = [](Evaluator &, const Item &i, const Args &a) -> Item {
        const Item *by = a.find(0, u"base"_s);
        const double base = by ? number(*by, u"root"_s) : 2;
        return Value(base == 2 ? std::sqrt(number(i, u"root"_s)) : std::pow(number(i, u"root"_s), 1 / base));
    };
}

} // namespace skybro::playbook

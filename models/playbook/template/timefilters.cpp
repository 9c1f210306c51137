#include "models/playbook/template/functions.h"

#include <QDateTime>
#include <QTimeZone>

#include <cmath>
#include <ctime>

// Times: strftime, to_datetime, now().
namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

QString formatted(const QString &format, const std::tm &time)
{
    if (format.isEmpty() || format.size() > 10'000)
        return {};
    // A blank more: strftime() says 0 both for "too small" and for "nothing".
    const QByteArray wanted = format.toUtf8() + ' ';
    QByteArray out(wanted.size() * 20 + 256, '\0');
    const std::size_t size =
        std::strftime(out.data(), static_cast<std::size_t>(out.size()), wanted.constData(), &time);
    return QString::fromUtf8(out.left(static_cast<qsizetype>(size))).chopped(size > 0 ? 1 : 0);
}

std::tm broken(std::time_t seconds, bool utc)
{
    std::tm time{};
    if (utc)
        gmtime_r(&seconds, &time);
    else
        localtime_r(&seconds, &time);
    return time;
}

Item strftime(Evaluator &e, const Item &input, const Args &args)
{
    std::time_t seconds = std::time(nullptr);
    if (const Item *second = args.find(0, u"second"_s); second && !second->isNull()) {
        const auto number = e.plain(*second).toDouble();
        if (!number || std::abs(*number) > 1e15)
            throwFault(u"Invalid value for epoch value (%1)"_s.arg(e.text(*second)));
        seconds = static_cast<std::time_t>(std::floor(*number));
    }
    return Value(formatted(e.text(input), broken(seconds, args.flag(1, u"utc"_s))));
}

/// A difference of two moments: days, seconds, total_seconds().
Item duration(double seconds)
{
    auto delta = std::make_shared<Members>(u"timedelta"_s);
    const double days = std::floor(seconds / 86400);
    delta->members.insert(u"days"_s, Value(static_cast<qint64>(days)));
    delta->members.insert(u"seconds"_s, Value(static_cast<qint64>(std::floor(seconds - days * 86400))));
    delta->members.insert(u"total_seconds"_s,
                          makeCallable(u"total_seconds"_s, [seconds](Evaluator &, const Args &) {
                              return Item(Value(seconds));
                          }));
    return Item(delta);
}

} // namespace

/// datetime: what to_datetime and now() give.
class Moment : public Object
{
public:
    Moment(std::time_t seconds, double fraction)
        : m_seconds(seconds)
        , m_fraction(fraction)
    {
    }
    [[nodiscard]] QString typeName() const override { return u"datetime"_s; }
    [[nodiscard]] QString toText(Evaluator & /*evaluator*/) const override
    {
        const QString text = formatted(u"%Y-%m-%d %H:%M:%S"_s, broken(m_seconds, true));
        const qint64 micros = std::llround(m_fraction * 1e6);
        return micros == 0 ? text : text + u'.' + QString::number(micros).rightJustified(6, u'0');
    }
    [[nodiscard]] std::optional<Item> member(Evaluator & /*evaluator*/, const QString &name) override
    {
        const std::tm time = broken(m_seconds, true);
        const QHash<QString, int> numbers{{u"year"_s, time.tm_year + 1900}, {u"month"_s, time.tm_mon + 1},
                                          {u"day"_s, time.tm_mday},         {u"hour"_s, time.tm_hour},
                                          {u"minute"_s, time.tm_min},       {u"second"_s, time.tm_sec}};
        if (const auto it = numbers.constFind(name); it != numbers.constEnd())
            return Item(Value(*it));
        if (name == "strftime"_L1)
            return makeCallable(name, [time](Evaluator &, const Args &a) {
                return Item(Value(formatted(a.text(0, u"format"_s), time)));
            });
        if (name == "isoformat"_L1)
            return makeCallable(name, [time](Evaluator &, const Args &) {
                return Item(Value(formatted(u"%Y-%m-%dT%H:%M:%S"_s, time)));
            });
        if (name == "weekday"_L1)
            return makeCallable(
                name, [time](Evaluator &, const Args &) { return Item(Value((time.tm_wday + 6) % 7)); });
        if (name == "timestamp"_L1) {
            // Without a zone, Python takes it for local time.
            return makeCallable(name, [time, fraction = m_fraction](Evaluator &, const Args &) {
                std::tm local = time;
                local.tm_isdst = -1;
                return Item(Value(static_cast<double>(std::mktime(&local)) + fraction));
            });
        }
        return std::nullopt;
    }
    [[nodiscard]] std::optional<Item> minus(const Item &other) const override
    {
        const auto moment = other.as<Moment>();
        if (!moment)
            return std::nullopt;
        return duration(static_cast<double>(m_seconds - moment->m_seconds) + m_fraction - moment->m_fraction);
    }

private:
    std::time_t m_seconds; ///< as if it were UTC: datetimes have no zone
    double m_fraction;
};

namespace {

Item toDateTime(Evaluator &e, const Item &input, const Args &args)
{
    const QString text = e.text(input);
    QString format = args.text(0, u"format"_s, u"%Y-%m-%d %H:%M:%S"_s);
    // strptime(3) knows no %f: fractions are read here.
    double fraction = 0;
    QString bare = text;
    if (const qsizetype at = format.indexOf(u".%f"_s); at >= 0) {
        const qsizetype dot = text.lastIndexOf(u'.');
        qsizetype end = dot + 1;
        while (dot >= 0 && end < text.size() && text[end].isDigit())
            ++end;
        fraction = dot < 0 ? 0 : (u"0"_s + text.mid(dot, end - dot)).toDouble();
        bare = dot < 0 ? text : text.left(dot) + text.mid(end);
        format.remove(at, 3);
    }
    std::tm time{};
    time.tm_mday = 1;
    const QByteArray bytes = bare.toUtf8();
    const char *rest = strptime(bytes.constData(), format.toUtf8().constData(), &time);
    if (!rest || *rest != '\0')
        throwFault(u"time data '%1' does not match format '%2'"_s.arg(
            text, args.text(0, u"format"_s, u"%Y-%m-%d %H:%M:%S"_s)));
    return Item(std::make_shared<Moment>(timegm(&time), fraction));
}

Item now(Evaluator & /*evaluator*/, const Item & /*input*/, const Args &args)
{
    const qint64 millis = QDateTime::currentMSecsSinceEpoch();
    const auto seconds = static_cast<std::time_t>(millis / 1000);
    std::tm time = broken(seconds, args.flag(999, u"utc"_s));
    const QString format = args.text(999, u"fmt"_s);
    if (!format.isEmpty())
        return Value(formatted(format, time));
    return Item(std::make_shared<Moment>(timegm(&time), static_cast<double>(millis % 1000) / 1000));
}

} // namespace

void addTimeFilters(FilterTable &f)
{
    f[u"strftime"_s] = strftime;
    f[u"to_datetime"_s] = toDateTime;
    f[u" now"_s] = now;
}

} // namespace skybro::playbook

#include "models/slurm/hostlist.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <map>
#include <tuple>
#include <vector>

namespace skybro::slurm {

using namespace Qt::StringLiterals;

namespace {

struct Range
{
    qulonglong first = 0;
    qulonglong last = 0;
    int width = 0;
};

/// A literal, or the ranges of one pair of brackets.
struct Part
{
    QString literal;
    std::vector<Range> ranges;

    [[nodiscard]] qulonglong count() const
    {
        if (ranges.empty())
            return 1;
        qulonglong sum = 0;
        for (const Range &range : ranges)
            sum +=
                range.last - range.first + 1; // at most 18 digits each: no overflow before the limit is seen
        return sum;
    }
};

using Host = std::vector<Part>;

class Parser
{
    Q_DECLARE_TR_FUNCTIONS(skybro::slurm)

public:
    Parser(QStringView text, qulonglong limit)
        : m_text(text)
        , m_limit(limit)
    {
    }

    [[nodiscard]] Result<std::vector<Host>> parse()
    {
        std::vector<Host> hosts;
        qulonglong total = 0;
        do {
            Result<Host> host = parseHost();
            if (!host)
                return std::unexpected(host.error());
            qulonglong names = 1;
            for (const Part &part : *host) {
                const qulonglong count = part.count();
                if (count > m_limit || names * count > m_limit)
                    return tooMany();
                names *= count;
            }
            total += names;
            if (total > m_limit)
                return tooMany();
            hosts.push_back(std::move(*host));
        } while (accept(u','));
        if (m_at < m_text.size())
            return wrong(tr("unexpected “%1”").arg(m_text[m_at]));
        return hosts;
    }

private:
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    bool accept(QChar c)
    {
        if (atEnd() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }

    [[nodiscard]] std::unexpected<Error> wrong(const QString &what) const
    {
        return fail(
            ErrorKind::Invalid,
            tr("Node list “%1”: %2 at character %3.").arg(m_text.left(80).toString(), what).arg(m_at + 1));
    }
    [[nodiscard]] std::unexpected<Error> tooMany() const
    {
        return fail(ErrorKind::Invalid,
                    tr("Node list “%1”: more than %2 names.").arg(m_text.left(80).toString()).arg(m_limit));
    }

    static bool isNameCharacter(QChar c)
    {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') ||
               c == u'-' || c == u'_' || c == u'.';
    }

    Result<Host> parseHost()
    {
        Host host;
        while (!atEnd() && m_text[m_at] != u',') {
            if (accept(u'[')) {
                Result<Part> part = parseRanges();
                if (!part)
                    return std::unexpected(part.error());
                host.push_back(std::move(*part));
                continue;
            }
            const qsizetype begin = m_at;
            while (!atEnd() && isNameCharacter(m_text[m_at]))
                ++m_at;
            if (m_at == begin)
                return wrong(tr("unexpected “%1”").arg(m_text[m_at]));
            host.push_back({m_text.mid(begin, m_at - begin).toString(), {}});
        }
        if (host.empty())
            return wrong(tr("a name is missing"));
        return host;
    }

    Result<Part> parseRanges()
    {
        Part part;
        do {
            Result<QStringView> first = parseNumber();
            if (!first)
                return std::unexpected(first.error());
            Range range{first->toULongLong(), first->toULongLong(), static_cast<int>(first->size())};
            if (accept(u'-')) {
                const qsizetype begin = m_at;
                Result<QStringView> last = parseNumber();
                if (!last)
                    return std::unexpected(last.error());
                range.last = last->toULongLong();
                if (range.last < range.first) {
                    m_at = begin;
                    return wrong(tr("%1 comes before %2").arg(*last, *first));
                }
            }
            part.ranges.push_back(range);
        } while (accept(u','));
        if (!accept(u']'))
            return wrong(atEnd() ? tr("“]” is missing") : tr("unexpected “%1”").arg(m_text[m_at]));
        return part;
    }

    Result<QStringView> parseNumber()
    {
        constexpr qsizetype mostDigits = 18; // fits 64 bits
        const qsizetype begin = m_at;
        while (!atEnd() && m_text[m_at] >= u'0' && m_text[m_at] <= u'9')
            ++m_at;
        const QStringView digits = m_text.mid(begin, m_at - begin);
        if (digits.isEmpty())
            return wrong(tr("a number is missing"));
        if (digits.size() > mostDigits) {
            m_at = begin;
            return wrong(tr("the number is too long"));
        }
        return digits;
    }

    QStringView m_text;
    qulonglong m_limit;
    qsizetype m_at = 0;
};

void expandParts(const Host &host, size_t index, const QString &prefix, QSet<QString> *seen,
                 QStringList *names)
{
    if (index == host.size()) {
        if (!seen->contains(prefix)) {
            seen->insert(prefix);
            names->append(prefix);
        }
        return;
    }
    const Part &part = host[index];
    if (part.ranges.empty()) {
        expandParts(host, index + 1, prefix + part.literal, seen, names);
        return;
    }
    for (const Range &range : part.ranges) {
        for (qulonglong number = range.first; number <= range.last; ++number)
            expandParts(host, index + 1, prefix + QString::number(number).rightJustified(range.width, u'0'),
                        seen, names);
    }
}

/// A name around its last number: "cloud007-ib" is ("cloud", "007", "-ib").
struct Split
{
    QString before;
    QString digits;
    QString after;
};

Split splitAtLastNumber(const QString &name)
{
    constexpr qsizetype mostDigits = 18;
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    qsizetype end = name.size();
    while (end > 0 && !isDigit(name[end - 1]))
        --end;
    qsizetype begin = end;
    while (begin > 0 && end - begin < mostDigits && isDigit(name[begin - 1]))
        --begin;
    return {name.left(begin), name.mid(begin, end - begin), name.mid(end)};
}

QString rangesToText(std::vector<qulonglong> numbers, int width)
{
    std::ranges::sort(numbers);
    const auto last = std::ranges::unique(numbers);
    numbers.erase(last.begin(), last.end());
    const auto text = [width](qulonglong number) {
        return QString::number(number).rightJustified(width, u'0');
    };
    QStringList ranges;
    for (size_t i = 0; i < numbers.size();) {
        size_t j = i;
        while (j + 1 < numbers.size() && numbers[j + 1] == numbers[j] + 1)
            ++j;
        ranges.append(i == j ? text(numbers[i]) : text(numbers[i]) + u'-' + text(numbers[j]));
        i = j + 1;
    }
    return ranges.join(u',');
}

} // namespace

Result<QStringList> expandHostlist(const QString &expression, qsizetype limit)
{
    const QString text = expression.trimmed();
    const Result<std::vector<Host>> hosts = Parser(text, static_cast<qulonglong>(limit)).parse();
    if (!hosts)
        return std::unexpected(hosts.error());
    QStringList names;
    QSet<QString> seen;
    for (const Host &host : *hosts)
        expandParts(host, 0, {}, &seen, &names);
    return names;
}

QString compressHostlist(const QStringList &names)
{
    // Width matters: 7 and 007 are different names, so numbers group only with those of equal width. A number
    // without leading zeros may share a range with longer ones (9, 10): there width is 0.
    using Key = std::tuple<QString, QString, int>;
    std::map<Key, std::vector<qulonglong>> groups;
    QSet<QString> plain;
    for (const QString &name : names) {
        const auto [before, digits, after] = splitAtLastNumber(name);
        if (digits.isEmpty()) {
            plain.insert(name);
            continue;
        }
        const int width = digits.size() > 1 && digits.startsWith(u'0') ? static_cast<int>(digits.size()) : 0;
        groups[{before, after, width}].push_back(digits.toULongLong());
    }
    // 001-099 has width 3 and 100-999 none: join them when the unpadded numbers have exactly that width.
    for (auto &[key, numbers] : groups) {
        const auto &[before, after, width] = key;
        const auto unpadded = width == 0 ? groups.end() : groups.find({before, after, 0});
        if (unpadded == groups.end())
            continue;
        std::erase_if(unpadded->second, [&, w = width](qulonglong number) {
            if (QString::number(number).size() != w)
                return false;
            numbers.push_back(number);
            return true;
        });
    }
    QStringList parts(plain.begin(), plain.end());
    for (auto &[key, numbers] : groups) {
        if (numbers.empty())
            continue;
        const auto &[before, after, width] = key;
        const QString ranges = rangesToText(numbers, width);
        const bool one = !ranges.contains(u',') && !ranges.contains(u'-');
        parts.append(one ? before + ranges + after : before + u'[' + ranges + u']' + after);
    }
    parts.sort();
    return parts.join(u',');
}

} // namespace skybro::slurm

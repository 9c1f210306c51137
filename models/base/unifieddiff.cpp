#include "models/base/unifieddiff.h"

#include <algorithm>
#include <span>
#include <vector>

namespace skybro {

namespace {

constexpr qsizetype mostEdits = 1000; // beyond, memory and time grow with its square

enum class Edit : char
{
    Keep = ' ',
    Remove = '-',
    Add = '+'
};

struct Line
{
    Edit edit;
    qsizetype before; ///< index of the line in its text; of the next one when it is not in it
    qsizetype after;
};

/// Lines with their ends, so that a missing one at the end of the text is seen.
QByteArrayList linesOf(const QByteArray &text)
{
    QByteArrayList lines;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = text.indexOf('\n', at);
        const qsizetype next = end < 0 ? text.size() : end + 1;
        lines.append(text.mid(at, next - at));
        at = next;
    }
    return lines;
}

/// The shortest way from a to b (E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986), of what
/// lies between their equal beginning and end; nothing when it takes more than mostEdits.
class ShortestEdit
{
public:
    ShortestEdit(const QByteArrayList &a, const QByteArrayList &b)
        : m_a(a)
        , m_b(b)
    {
    }

    std::vector<Line> lines()
    {
        const qsizetype shorter = std::min(m_a.size(), m_b.size());
        while (m_first < shorter && m_a.at(m_first) == m_b.at(m_first))
            ++m_first;
        m_lastA = m_a.size();
        m_lastB = m_b.size();
        while (m_lastA > m_first && m_lastB > m_first && m_a.at(m_lastA - 1) == m_b.at(m_lastB - 1)) {
            --m_lastA;
            --m_lastB;
        }
        std::vector<Line> all;
        for (qsizetype i = 0; i < m_first; ++i)
            all.push_back({Edit::Keep, i, i});
        const std::vector<Line> middle = search() ? walkBack() : replacement();
        all.insert(all.end(), middle.begin(), middle.end());
        for (qsizetype i = 0; i < m_a.size() - m_lastA; ++i)
            all.push_back({Edit::Keep, m_lastA + i, m_lastB + i});
        return all;
    }

private:
    // m_reach.at(d)[k + d]: how far in a one comes on diagonal k with d edits.
    bool search()
    {
        const qsizetype n = m_lastA - m_first;
        const qsizetype m = m_lastB - m_first;
        for (qsizetype d = 0; d <= std::min(n + m, mostEdits); ++d) {
            std::vector<qsizetype> reach(static_cast<size_t>(2 * d + 1), 0);
            for (qsizetype k = -d; k <= d; k += 2) {
                qsizetype x =
                    d == 0 ? 0 : (goesDown(d, k) ? reached(d - 1, k + 1) : reached(d - 1, k - 1) + 1);
                while (x < n && x - k < m && m_a.at(m_first + x) == m_b.at(m_first + x - k))
                    ++x;
                reach[static_cast<size_t>(k + d)] = x;
                if (x >= n && x - k >= m) {
                    m_reach.push_back(std::move(reach));
                    return true;
                }
            }
            m_reach.push_back(std::move(reach));
        }
        return false;
    }

    [[nodiscard]] qsizetype reached(qsizetype d, qsizetype k) const
    {
        return std::abs(k) > d ? -1 : m_reach[static_cast<size_t>(d)][static_cast<size_t>(k + d)];
    }

    [[nodiscard]] bool goesDown(qsizetype d, qsizetype k) const
    {
        return k == -d || (k != d && reached(d - 1, k - 1) < reached(d - 1, k + 1));
    }

    std::vector<Line> walkBack() const
    {
        std::vector<Line> lines;
        qsizetype x = m_lastA - m_first;
        qsizetype y = m_lastB - m_first;
        for (auto d = static_cast<qsizetype>(m_reach.size()) - 1; d >= 0; --d) {
            const qsizetype k = x - y;
            const bool down = d > 0 && goesDown(d, k);
            const qsizetype fromK = d == 0 ? 0 : (down ? k + 1 : k - 1);
            const qsizetype fromX = d == 0 ? 0 : reached(d - 1, fromK);
            const qsizetype fromY = fromX - fromK;
            while (x > fromX + (down || d == 0 ? 0 : 1) && y > fromY + (down && d > 0 ? 1 : 0)) {
                --x;
                --y;
                lines.push_back({Edit::Keep, m_first + x, m_first + y});
            }
            if (d == 0)
                break;
            if (down)
                lines.push_back({Edit::Add, m_first + x, m_first + --y});
            else
                lines.push_back({Edit::Remove, m_first + --x, m_first + y});
        }
        std::reverse(lines.begin(), lines.end());
        return lines;
    }

    [[nodiscard]] std::vector<Line> replacement() const
    {
        std::vector<Line> lines;
        for (qsizetype i = m_first; i < m_lastA; ++i)
            lines.push_back({Edit::Remove, i, m_first});
        for (qsizetype i = m_first; i < m_lastB; ++i)
            lines.push_back({Edit::Add, m_lastA, i});
        return lines;
    }

    const QByteArrayList &m_a;
    const QByteArrayList &m_b;
    qsizetype m_first = 0;
    qsizetype m_lastA = 0;
    qsizetype m_lastB = 0;
    std::vector<std::vector<qsizetype>> m_reach;
};

/// "3,7"; "3" for one line; for none the line before, as diff has it.
QByteArray rangeText(qsizetype first, qsizetype count)
{
    const QByteArray start = QByteArray::number(count == 0 ? first : first + 1);
    return count == 1 ? start : start + ',' + QByteArray::number(count);
}

void writeHunk(std::span<const Line> hunk, const QByteArrayList &a, const QByteArrayList &b,
               QByteArrayList *out)
{
    const auto isIn = [](Edit other) { return [other](const Line &line) { return line.edit != other; }; };
    const auto inA = std::count_if(hunk.begin(), hunk.end(), isIn(Edit::Add));
    const auto inB = std::count_if(hunk.begin(), hunk.end(), isIn(Edit::Remove));
    out->append("@@ -" + rangeText(hunk.front().before, inA) + " +" + rangeText(hunk.front().after, inB) +
                " @@");
    for (const Line &line : hunk) {
        QByteArray text = line.edit == Edit::Add ? b.at(line.after) : a.at(line.before);
        const bool isEnded = text.endsWith('\n');
        if (isEnded)
            text.chop(1);
        out->append(static_cast<char>(line.edit) + text);
        if (!isEnded)
            out->append("\\ No newline at end of file");
    }
}

} // namespace

QByteArrayList unifiedDiff(const QByteArray &before, const QByteArray &after, const QString &beforeHeader,
                           const QString &afterHeader, int context)
{
    if (before == after)
        return {};
    const QByteArrayList a = linesOf(before);
    const QByteArrayList b = linesOf(after);
    const std::vector<Line> lines = ShortestEdit(a, b).lines();
    QByteArrayList out;
    out.append("--- " + (beforeHeader.isEmpty() ? "before" : beforeHeader.toUtf8()));
    out.append("+++ " + (afterHeader.isEmpty() ? "after" : afterHeader.toUtf8()));
    const auto isEdit = [](const Line &line) { return line.edit != Edit::Keep; };
    for (auto change = std::find_if(lines.begin(), lines.end(), isEdit); change != lines.end();) {
        const auto first = change - std::min<std::ptrdiff_t>(context, change - lines.begin());
        // Changes with no more than twice the context between them stand in one hunk.
        auto last = change;
        auto next = change;
        while (next != lines.end() && next - last <= 2 * context + 1) {
            last = next;
            next = std::find_if(next + 1, lines.end(), isEdit);
        }
        const auto end = last + 1 + std::min<std::ptrdiff_t>(context, lines.end() - last - 1);
        writeHunk(std::span(first, end), a, b, &out);
        change = next;
    }
    return out;
}

} // namespace skybro

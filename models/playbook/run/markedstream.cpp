#include "models/playbook/run/markedstream.h"

#include <algorithm>

namespace skybro::playbook {

std::optional<MarkedStream::Part> MarkedStream::take(const QByteArray &name)
{
    const QByteArray opening = '\036' + name + ' ';
    const qsizetype begin = m_bytes.indexOf(opening, m_searched);
    if (begin < 0) {
        m_searched = std::max<qsizetype>(0, m_bytes.size() - opening.size() + 1);
        return std::nullopt;
    }
    m_searched = begin;
    const qsizetype wordBegin = begin + opening.size();
    const qsizetype end = m_bytes.indexOf('\036', wordBegin);
    if (end < 0)
        return std::nullopt;
    Part part{.bytes = m_bytes.first(begin), .word = m_bytes.mid(wordBegin, end - wordBegin)};
    m_bytes.remove(0, end + 1);
    m_searched = 0;
    return part;
}

void MarkedStream::clear()
{
    m_bytes.clear();
    m_searched = 0;
}

void MarkedStream::keepLast(qsizetype count)
{
    const qsizetype excess = m_bytes.size() - count;
    if (excess <= 0)
        return;
    m_bytes.remove(0, excess);
    m_searched = std::max<qsizetype>(0, m_searched - excess);
}

} // namespace skybro::playbook

#include "models/tunnel/monitor/movedbytes.h"

#include <algorithm>

namespace skybro::tunnel {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds window = 10s;

} // namespace

void MovedBytes::add(const QList<ChildSa> &sas, const QDateTime &time)
{
    const ByteCounter::Bytes added = m_counter.add(sas);
    const bool isCounted =
        std::ranges::any_of(sas, [](const ChildSa &sa) { return sa.bytesIn && sa.bytesOut; });
    const milliseconds took(m_looked.isValid() ? m_looked.msecsTo(time) : 0);
    m_rate.reset();
    if (isCounted && took > 0ms) {
        const double seconds = static_cast<double>(took.count()) / 1000;
        m_rate = {static_cast<double>(added.in) / seconds, static_cast<double>(added.out) / seconds};
    }
    m_looked = time;
    if (m_isWhole && isCounted) // what nobody counted is not nothing
        m_pieces.push_back({time, added});
    m_isWhole = true;
    std::erase_if(m_pieces, [&](const Piece &one) { return milliseconds(one.time.msecsTo(time)) > window; });
}

void MovedBytes::beginAnew()
{
    m_pieces.clear();
    m_isWhole = false;
}

void MovedBytes::interrupt()
{
    m_rate.reset();
    m_looked = {};
}

std::optional<ByteCounter::Bytes> MovedBytes::moved() const
{
    if (m_pieces.empty())
        return std::nullopt;
    ByteCounter::Bytes sum;
    for (const Piece &one : m_pieces) {
        sum.in += one.bytes.in;
        sum.out += one.bytes.out;
    }
    return sum;
}

} // namespace skybro::tunnel

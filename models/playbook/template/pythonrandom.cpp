#include "models/playbook/template/pythonrandom.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <algorithm>

// The generator is MT19937 (Matsumoto and Nishimura 1998); how Python seeds it and draws from it is in the
// documentation of its module `random` and PEP 506's discussion.
namespace skybro::playbook {

PythonRandom::PythonRandom()
{
    std::vector<std::uint32_t> key(8);
    QRandomGenerator::system()->generate(key.begin(), key.end());
    seedBy(key);
}

PythonRandom::PythonRandom(const QString &seed)
{
    QByteArray bytes = seed.toUtf8();
    bytes += QCryptographicHash::hash(bytes, QCryptographicHash::Sha512);
    // A big-endian number, in 32-bit digits from the lowest.
    std::vector<std::uint32_t> key;
    for (qsizetype end = bytes.size(); end > 0; end -= 4) {
        std::uint32_t digit = 0;
        for (qsizetype i = std::max<qsizetype>(0, end - 4); i < end; ++i)
            digit = digit << 8 | static_cast<std::uint8_t>(bytes[i]);
        key.push_back(digit);
    }
    while (key.size() > 1 && key.back() == 0)
        key.pop_back();
    seedBy(key);
}

PythonRandom::PythonRandom(qint64 seed)
{
    const std::uint64_t size =
        seed < 0 ? std::uint64_t(0) - static_cast<std::uint64_t>(seed) : static_cast<std::uint64_t>(seed);
    std::vector<std::uint32_t> key{static_cast<std::uint32_t>(size)};
    if (size >> 32)
        key.push_back(static_cast<std::uint32_t>(size >> 32));
    seedBy(key);
}

void PythonRandom::seedBy(const std::vector<std::uint32_t> &key)
{
    constexpr std::size_t n = 624;
    m_state[0] = 19650218U;
    for (std::uint32_t i = 1; i < n; ++i)
        m_state[i] = 1812433253U * (m_state[i - 1] ^ (m_state[i - 1] >> 30)) + i;
    std::size_t i = 1;
    std::size_t j = 0;
    const auto advance = [&] {
        if (++i >= n) {
            m_state[0] = m_state[n - 1];
            i = 1;
        }
    };
    for (std::size_t k = std::max(n, key.size()); k > 0; --k) {
        m_state[i] = (m_state[i] ^ ((m_state[i - 1] ^ (m_state[i - 1] >> 30)) * 1664525U)) + key[j] +
                     static_cast<std::uint32_t>(j);
        j = (j + 1) % key.size();
        advance();
    }
    for (std::size_t k = n - 1; k > 0; --k) {
        m_state[i] = (m_state[i] ^ ((m_state[i - 1] ^ (m_state[i - 1] >> 30)) * 1566083941U)) -
                     static_cast<std::uint32_t>(i);
        advance();
    }
    m_state[0] = 0x80000000U;
    m_at = n;
}

std::uint32_t PythonRandom::next()
{
    constexpr std::size_t n = 624;
    if (m_at >= n) {
        for (std::size_t k = 0; k < n; ++k) {
            const std::uint32_t y = (m_state[k] & 0x80000000U) | (m_state[(k + 1) % n] & 0x7fffffffU);
            m_state[k] = m_state[(k + 397) % n] ^ (y >> 1) ^ (y & 1 ? 0x9908b0dfU : 0U);
        }
        m_at = 0;
    }
    std::uint32_t y = m_state[m_at++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680U;
    y ^= (y << 15) & 0xefc60000U;
    return y ^ (y >> 18);
}

std::uint64_t PythonRandom::bits(int count)
{
    if (count <= 32)
        return next() >> (32 - count);
    const std::uint64_t low = next();
    return low | static_cast<std::uint64_t>(next() >> (64 - count)) << 32;
}

qint64 PythonRandom::below(qint64 bound)
{
    int count = 0;
    for (auto rest = static_cast<std::uint64_t>(bound); rest > 0; rest >>= 1)
        ++count;
    std::uint64_t drawn = bits(count);
    while (drawn >= static_cast<std::uint64_t>(bound))
        drawn = bits(count);
    return static_cast<qint64>(drawn);
}

} // namespace skybro::playbook

#pragma once

#include <QString>

#include <array>
#include <cstdint>
#include <vector>

namespace skybro::playbook {

/// Python's random.Random: the same seed gives the same numbers, so that `random(seed=inventory_hostname)`
/// picks what Ansible picked.
class PythonRandom
{
public:
    /// Seeded by the system.
    PythonRandom();
    explicit PythonRandom(const QString &seed);
    explicit PythonRandom(qint64 seed);

    /// From 0 to below `bound`, which must be positive.
    [[nodiscard]] qint64 below(qint64 bound);

private:
    void seedBy(const std::vector<std::uint32_t> &key);
    [[nodiscard]] std::uint32_t next();
    [[nodiscard]] std::uint64_t bits(int count);

    std::array<std::uint32_t, 624> m_state{};
    std::size_t m_at = 624;
};

} // namespace skybro::playbook

#include "models/base/secret.h"

#include <cstring>
#include <utility>

namespace skybro {

Secret::Secret(QByteArray &&bytes)
    : m_bytes(std::move(bytes))
{
    bytes.clear();
    m_bytes.detach(); // a shared buffer could not be wiped without pulling it from under its other owners
}

Secret::~Secret()
{
    wipe();
}

Secret::Secret(Secret &&other) noexcept
    : m_bytes(std::exchange(other.m_bytes, {}))
{
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::exchange(other.m_bytes, {});
    }
    return *this;
}

Secret Secret::copy() const
{
    return Secret(QByteArray(m_bytes.constData(), m_bytes.size()));
}

void Secret::wipe()
{
    if (m_bytes.isEmpty())
        return;
    explicit_bzero(m_bytes.data(), static_cast<size_t>(m_bytes.size()));
    m_bytes.clear();
}

} // namespace skybro

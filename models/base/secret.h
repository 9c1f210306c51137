#pragma once

#include <QByteArray>
#include <QtGlobal>

class QDebug;

namespace skybro {

/// A password, token or key in memory. It can not be streamed, formatted or compared by accident, moves
/// rather than copies, and overwrites its bytes when it goes.
///
/// The bytes leave only through reveal(), so that `grep reveal` lists every place where a secret is used.
/// Copies that Qt makes while a header is built are outside its reach: keep those places few and short.
class Secret
{
public:
    Secret() = default;
    /// Takes the bytes over. Pass a temporary, so that no second copy lives on.
    explicit Secret(QByteArray &&bytes);
    ~Secret();

    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;

    /// A second one with bytes of its own.
    [[nodiscard]] Secret copy() const;
    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }
    /// The bytes, for the one call that needs them. Do not store what this returns.
    [[nodiscard]] const QByteArray &reveal() const { return m_bytes; }
    void wipe();

private:
    QByteArray m_bytes;
};

QDebug operator<<(QDebug, const Secret &) = delete;

} // namespace skybro

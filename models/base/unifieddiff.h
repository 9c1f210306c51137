#pragma once

#include <QByteArrayList>
#include <QString>

namespace skybro {

/// The lines of a unified diff, as `diff -u` writes them: two headers, then hunks with `context` lines around
/// each change; empty when both are equal. A side whose header is empty is called "before" or "after". Two
/// texts of very many differing lines are shown as wholly replaced rather than compared for long. Any thread.
[[nodiscard]] QByteArrayList unifiedDiff(const QByteArray &before, const QByteArray &after,
                                         const QString &beforeHeader, const QString &afterHeader,
                                         int context = 3);

} // namespace skybro

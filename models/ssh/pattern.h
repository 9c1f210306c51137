#pragma once

#include <QStringView>

namespace skybro::ssh {

/// Whether `text` matches `pattern` with '*' and '?' as ssh_config(5) has them. Case counts.
[[nodiscard]] bool matchesPattern(QStringView pattern, QStringView text);

/// Whether `text` matches a list of patterns: one of them, and none that is negated with '!'.
[[nodiscard]] bool matchesPatterns(const QStringList &patterns, const QString &text);

} // namespace skybro::ssh

#pragma once

#include "models/playbook/value.h"

/// What is too long for a log, cut down with a word about it.
namespace skybro::playbook {

/// At most about `limit` characters: the beginning, "[… N characters left out …]", the end.
[[nodiscard]] QString shortenText(const QString &text, qsizetype limit);

/// The same of every text in it, and no more than about `limit` characters in all: the members of lists and
/// dicts that do not fit are left out, and the last one says so. Of a dict's own members the small ones come
/// first, so that `changed`, `rc` and `msg` outlive a long `stdout`. Infinite numbers, which JSON has not,
/// become texts.
[[nodiscard]] Value shorten(const Value &value, qsizetype textLimit, qsizetype limit);

} // namespace skybro::playbook

#pragma once

#include "models/base/error.h"

#include <expected>

namespace skybro {

/// A value or the reason there is none. Nothing in Skybro throws across a function that returns this.
template <typename T>
using Result = std::expected<T, Error>;

/// Shorthand for `return std::unexpected(makeError(…))`.
[[nodiscard]] inline std::unexpected<Error> fail(ErrorKind kind, QString text, QString detail = {})
{
    return std::unexpected(makeError(kind, std::move(text), std::move(detail)));
}

} // namespace skybro

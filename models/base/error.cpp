#include "models/base/error.h"

#include <array>

namespace skybro {

namespace {
// In the order of ErrorKind.
constexpr std::array words{"invalid",   "not-signed-in", "forbidden", "not-found", "conflict",
                           "capacity",  "throttled",     "network",   "protocol",  "server",
                           "timed-out", "cancelled",     "internal"};
static_assert(words.size() == static_cast<size_t>(ErrorKind::Internal) + 1);
} // namespace

QString toWord(ErrorKind kind)
{
    return QString::fromLatin1(words.at(static_cast<size_t>(kind)));
}

std::optional<ErrorKind> errorKindFromWord(QStringView word)
{
    for (size_t i = 0; i < words.size(); ++i) {
        if (word == QLatin1StringView(words.at(i)))
            return static_cast<ErrorKind>(i);
    }
    return std::nullopt;
}

Error makeError(ErrorKind kind, QString text, QString detail)
{
    return {.kind = kind,
            .code = {},
            .text = std::move(text),
            .detail = std::move(detail),
            .requestId = {},
            .retryAfter = {}};
}

} // namespace skybro

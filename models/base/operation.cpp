#include "models/base/operation.h"

#include <array>

namespace skybro {

namespace {
constexpr std::array words{"queued", "running", "succeeded", "failed", "cancelled", "unknown"};
}

QString toWord(OperationState state)
{
    return QString::fromLatin1(words.at(static_cast<size_t>(state)));
}

std::optional<OperationState> operationStateFromWord(QStringView word)
{
    for (size_t i = 0; i < words.size(); ++i) {
        if (word == QLatin1StringView(words.at(i)))
            return static_cast<OperationState>(i);
    }
    return std::nullopt;
}

} // namespace skybro

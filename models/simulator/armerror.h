#pragma once

#include "models/simulator/http.h"

#include <QJsonArray>

#include <expected>

namespace skybro::sim {

/// A refusal in Azure's words. The simulator speaks Azure's errors, not Skybro's own Error.
struct ArmError
{
    int status = 400;
    QString code;
    QString message;
    QString target = {};
    QJsonArray details = {};

    /// {"code": …, "message": …}, as it stands under "error".
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static ArmError fromJson(const QJsonObject &json);
    [[nodiscard]] Response toResponse() const;
};

template <typename T>
using Answer = std::expected<T, ArmError>;

[[nodiscard]] inline std::unexpected<ArmError> refuse(int status, QString code, QString message)
{
    return std::unexpected(ArmError{status, std::move(code), std::move(message)});
}

} // namespace skybro::sim

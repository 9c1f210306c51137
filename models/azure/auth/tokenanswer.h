#pragma once

#include "models/azure/auth/credential.h"
#include "models/azure/http.h"
#include "models/base/clock.h"
#include "models/base/result.h"

namespace skybro::azure {

/// Reads a token end point's answer (RFC 6749, 5.1; the managed identity end points' too, which send numbers
/// as strings and expires_on). The life is counted from `now` by expires_in where there is one, so that a
/// wrong clock here does no harm.
[[nodiscard]] Result<AccessToken> readTokenAnswer(const QByteArray &body, const QDateTime &now);

/// The refresh token of the same answer, empty when there is none.
[[nodiscard]] Secret readRefreshToken(const QByteArray &body);

/// The Error of a token end point's refusal ({"error", "error_description": "AADSTS7000215: …"}): code is
/// the AADSTS one where there is one, text says what to do.
/// Codes: learn.microsoft.com/entra/identity-platform/reference-error-codes
[[nodiscard]] Error tokenError(const HttpResponse &response);

/// The "error" word of such a refusal ("authorization_pending"), or empty.
[[nodiscard]] QString tokenErrorWord(const QByteArray &body);

/// What the user can do about an AADSTS code, as one sentence; empty when nothing is known.
[[nodiscard]] QString adviceForAadsts(const QString &code);

/// The first "AADSTS" and digits in a text, or empty.
[[nodiscard]] QString findAadsts(const QString &text);

} // namespace skybro::azure

#pragma once

#include <string>
#include <string_view>

namespace skybro {

/// A text with everything that looks like a credential replaced by "[redacted]": bearer tokens and JWTs,
/// values of client_secret, password, access_token, refresh_token, assertion, device_code, sharedKey and
/// signatures in URLs (sig=), whether as JSON, form field or header, and PEM private keys.
///
/// The last net under the log, not a licence: secrets are kept out by type (Secret) in the first place.
[[nodiscard]] std::string redact(std::string_view text);

} // namespace skybro

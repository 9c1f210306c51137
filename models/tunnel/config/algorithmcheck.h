#pragma once

#include "models/tunnel/config/tunneldescription.h"

namespace skybro::tunnel {

/// For a script of POSIX sh on the gateway: a function `refusal`, which is given "ike=…" or "esp=…" and
/// prints why the gateway's own build of Libreswan does not take it, or nothing; and the variable
/// `algorithms`, what of `wanted` there is to ask about. A build that has no `ipsec algparse` refuses
/// nothing: loading will tell.
[[nodiscard]] QByteArray algorithmCheck(const TunnelDescription &wanted);

} // namespace skybro::tunnel

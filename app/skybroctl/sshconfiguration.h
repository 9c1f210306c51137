#pragma once

#include "models/ssh/clientconfig.h"

namespace skybro::ctl {

/// The user's and the machine's configuration of ssh. With `acceptNew`, the option --accept-new, a host that
/// known_hosts does not know is trusted; one whose key changed never is.
[[nodiscard]] ssh::ClientConfig sshConfiguration(bool acceptNew);

} // namespace skybro::ctl

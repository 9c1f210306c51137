#pragma once

#include "app/skybroctl/setup/setuparguments.h"
#include "models/base/secret.h"
#include "models/playbook/vault.h"

#include <memory>

namespace skybro::ctl {

/// A vault with the passwords that the command line and the site name, asked for on the terminal where it
/// says so. Errors (Invalid, NotFound, Forbidden): for stderr.
[[nodiscard]] Result<std::shared_ptr<playbook::Vault>> openVault(const SetupArguments &arguments,
                                                                 const QString &siteFile);
/// Null when none was named.
[[nodiscard]] Result<std::shared_ptr<const Secret>> becomePassword(const SetupArguments &arguments);

/// All of -e, later ones over earlier ones. Errors (Invalid, NotFound): with the text that is wrong.
[[nodiscard]] Result<playbook::Dict> readExtraVars(const QStringList &given, const playbook::Vault &vault);

} // namespace skybro::ctl

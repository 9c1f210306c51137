#pragma once

#include "models/base/result.h"
#include "models/site/site.h"

/// Reading and writing site files. Any thread.
namespace skybro::site {

/// The words of the file, for forms and messages: "azure-cli", "usgovernment" …
[[nodiscard]] QString toWord(CloudName cloud);
[[nodiscard]] QString toWord(CredentialKind kind);
[[nodiscard]] QString toWord(TunnelProfile profile);

/// Reads the file. Relative paths in it (caFile, secret, key) are taken from its folder, "~/" from the home
/// folder. Errors (Invalid, NotFound): one, the first, as "FILE:LINE:COLUMN: what is wrong, what would be
/// right".
[[nodiscard]] Result<Site> readSite(const QString &path);
/// The same from memory; `path` names the file in errors and resolves relative paths.
[[nodiscard]] Result<Site> parseSite(const QByteArray &yaml, const QString &path);

/// Writes site.path, whole or not at all; creates its folder. Empty values are left out.
[[nodiscard]] Result<void> writeSite(const Site &site);

/// $XDG_CONFIG_HOME/skybro/sites
[[nodiscard]] QString sitesFolder();
/// Names of the sites in that folder, sorted.
[[nodiscard]] QStringList siteNames();
/// A path for what the user gave: a name ("niflheim") means the file in sitesFolder(), anything with a '/' or
/// an existing file is a path already.
[[nodiscard]] QString sitePath(const QString &nameOrPath);

} // namespace skybro::site

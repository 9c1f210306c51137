#pragma once

#include "models/fleet/cluster.h"
#include "tests/support/armfixture.h"

namespace skybro::test {

/// The site over an Azure that has nothing in any list. Null: it could not be opened.
inline std::unique_ptr<fleet::Cluster> openOverEmptyCloud(const site::Site &site, Journal *journal,
                                                          const QString &folder)
{
    auto cluster = fleet::Cluster::open(
        site, journal, nullptr,
        {.prices = false,
         .cacheFolder = folder,
         .transport = std::make_shared<ScriptedTransport>(
             [](const azure::HttpRequest &) { return ScriptedTransport::json(200, "{\"value\":[]}"); }),
         .credential = [](azure::Transport *, const azure::Cloud &) {
             return std::make_unique<FakeCredential>();
         }});
    return cluster ? std::move(*cluster) : nullptr;
}

} // namespace skybro::test

#pragma once

#include "models/base/result.h"
#include "models/simulator/azure.h"
#include "models/simulator/tlsidentity.h"

#include <memory>

namespace skybro::sim {

/// The HTTP face: an Azure on a loopback port with TLS, on the wall clock.
class Server
{
public:
    explicit Server(Azure &azure);
    ~Server();
    Server(const Server &) = delete;
    Server &operator=(const Server &) = delete;

    /// Listens on 127.0.0.1. `port` 0: any free one. The port taken.
    [[nodiscard]] Result<quint16> listen(const TlsIdentity &identity, quint16 port);

private:
    class Face;
    std::unique_ptr<Face> m_face;
};

} // namespace skybro::sim

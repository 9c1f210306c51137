#include "models/simulator/resources/addressspace.h"
#include "models/simulator/resources/connectionstate.h"
#include "models/simulator/resources/network.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

const auto connectionType = u"Microsoft.Network/connections"_s;
const auto inConnection = u"localNetworkGateway2"_s;

/// What Azure knows of the on-premise end of a tunnel: its public address or name and the networks behind it.
class LocalNetworkGateway final : public PlacedNetworkType
{
public:
    LocalNetworkGateway()
        : PlacedNetworkType(u"Microsoft.Network/localNetworkGateways"_s)
    {
    }

    Answer<void> fill(World &, const ResourceId &id, const Resource *, QJsonObject &properties) const override
    {
        const QString address = properties.value(u"gatewayIpAddress"_s).toString();
        if (address.isEmpty() == properties.value(u"fqdn"_s).toString().isEmpty()) {
            return refuse(
                400, u"LocalNetworkGatewayNeedsAddressOrFqdn"_s,
                u"Local network gateway %1 must have either a gatewayIpAddress or an fqdn."_s.arg(id.text()));
        }
        if (!address.isEmpty() && !ipv4Parse(address)) {
            return refuse(400, u"InvalidIPAddressFormat"_s,
                          u"IP address %1 of %2 is not formatted correctly."_s.arg(address, id.text()));
        }
        const QJsonArray prefixes =
            properties.value(u"localNetworkAddressSpace"_s).toObject().value(u"addressPrefixes"_s).toArray();
        if (const auto parsed = parsePrefixes(prefixes, id); !parsed)
            return std::unexpected(parsed.error());
        properties.insert(u"localNetworkAddressSpace"_s, QJsonObject{{u"addressPrefixes"_s, prefixes}});
        return {};
    }

    void stored(World &world, Resource &gateway) const override
    {
        for (const QString &user : usersOf(world, connectionType, inConnection, gateway.id)) {
            if (Resource *connection = world.find(user); connection->runtime.contains(u"since"_s))
                negotiate(world, *connection);
        }
    }

    Answer<void> mayDelete(const World &world, const Resource &gateway) const override
    {
        const QStringList users = usersOf(world, connectionType, inConnection, gateway.id);
        if (users.isEmpty())
            return {};
        return refuse(400, u"LocalNetworkGatewayInUseCannotBeDeleted"_s,
                      u"Local network gateway %1 is used by connection %2 and cannot be deleted."_s.arg(
                          gateway.id.text(), users.first()));
    }
};

} // namespace

std::unique_ptr<const ResourceType> makeLocalNetworkGateway()
{
    return std::make_unique<LocalNetworkGateway>();
}

} // namespace skybro::sim

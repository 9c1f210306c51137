#include "models/azure/armerror.h"
#include "models/azure/auth/azurecli.h"
#include "models/azure/auth/tokenanswer.h"
#include "models/azure/compute/virtualmachine.h"
#include "models/azure/network/gatewayconnection.h"
#include "models/azure/network/localnetworkgateway.h"
#include "models/azure/network/networkinterface.h"
#include "models/azure/network/networksecuritygroup.h"
#include "models/azure/network/privateendpoint.h"
#include "models/azure/network/publicipaddress.h"
#include "models/azure/network/routetable.h"
#include "models/azure/network/virtualnetwork.h"
#include "models/azure/network/virtualnetworkgateway.h"
#include "models/azure/page.h"
#include "models/azure/prices/retailprices.h"
#include "models/azure/resourceid.h"

#include <QJsonDocument>

#include <cmath>
#include <cstdint>
#include <cstdlib>

using namespace skybro;
using namespace skybro::azure;

namespace {

void check(bool holds)
{
    if (!holds)
        std::abort();
}

void checkWords(const QStringList &words)
{
    check(!words.contains(QString()));
}

void readNetworks(const JsonView &object)
{
    if (const auto vnet = readVirtualNetwork(object)) {
        check(!vnet->id.isEmpty());
        checkWords(vnet->addressPrefixes + vnet->dnsServers);
        for (const Subnet &subnet : vnet->subnets) {
            check(!subnet.id.isEmpty());
            checkWords(subnet.addressPrefixes + subnet.delegations + subnet.serviceEndpoints +
                       subnet.ipConfigurationIds + subnet.privateEndpointIds);
        }
        for (const VirtualNetworkPeering &peering : vnet->peerings)
            check(!peering.id.isEmpty());
    }
    if (const auto group = readNetworkSecurityGroup(object)) {
        check(!group->id.isEmpty());
        for (qsizetype i = 0; i < group->rules.size(); ++i) {
            const SecurityRule &rule = group->rules[i];
            check(!rule.name.isEmpty() && rule.priority >= 0 && rule.priority <= 65535);
            check(i == 0 || group->rules[i - 1].direction < rule.direction ||
                  (group->rules[i - 1].direction == rule.direction &&
                   group->rules[i - 1].priority <= rule.priority));
            checkWords(rule.sources + rule.destinations + rule.sourcePorts + rule.destinationPorts);
        }
    }
    if (const auto table = readRouteTable(object))
        check(!table->id.isEmpty());
    if (const auto gateway = readVirtualNetworkGateway(object))
        check(!gateway->id.isEmpty() && gateway->asn >= 0);
    if (const auto gateway = readLocalNetworkGateway(object))
        check(!gateway->id.isEmpty() && gateway->asn >= 0);
    if (const auto connection = readGatewayConnection(object))
        check(!connection->id.isEmpty() && connection->ingressBytes >= 0 && connection->egressBytes >= 0);
    if (const auto endpoint = readPrivateEndpoint(object))
        check(!endpoint->id.isEmpty());
}

void readObject(const JsonView &object)
{
    readNetworks(object);
    if (const auto vm = readVirtualMachine(object))
        check(!vm->id.isEmpty() && !vm->nicIds.contains(QString()));
    if (const auto status = readVirtualMachineStatus(object))
        check(!status->id.isEmpty());
    (void)readInstanceView({}, object);
    if (const auto nic = readNetworkInterface(object))
        check(!nic->id.isEmpty());
    if (const auto ip = readPublicIpAddress(object))
        check(!ip->id.isEmpty());
    if (const auto price = readRetailPrice(object))
        check(price->hourly > 0 && std::isfinite(price->hourly) && !price->size.isEmpty());
    const QJsonObject copy = object;
    const Error error = armErrorFromObject(copy, QStringLiteral("Failed"));
    check(!error.text.isEmpty() && !error.retryable);
    for (const auto &[name, value] : object.members())
        check(copy.contains(name));
}

} // namespace

/// Whatever Azure, a proxy or a captive portal sends: values that keep their promises, or an error with a
/// text.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray body(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto document = JsonDocument::parse(body);
    if (document) {
        readObject(document->root());
    } else {
        check(!document.error().isEmpty());
    }
    if (const auto page = readPage(body)) {
        for (const JsonView item : page->items.items())
            readObject(item);
    } else {
        check(page.error().kind == ErrorKind::Protocol && !page.error().text.isEmpty());
    }
    for (const int status : {302, 400, 401, 409, 429, 503}) {
        const Error error = armError({status, {}, body});
        check(!error.text.isEmpty());
        check(status != 401 || error.kind == ErrorKind::NotSignedIn);
        check(status != 429 || error.retryable);
        check(!tokenError({status, {}, body}).text.isEmpty());
    }
    const QDateTime now = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
    if (const auto token = readTokenAnswer(body, now))
        check(!token->secret->isEmpty() && token->expiresAt.isValid() &&
              now.secsTo(token->expiresAt) <= 7 * 24 * 3600);
    if (const auto token = readAzureCliToken(body))
        check(!token->secret->isEmpty() && token->expiresAt.isValid());
    check(!azureCliError(body, 1).text.isEmpty());
    (void)retryAfter({{"Retry-After", body}, {"Date", body}});

    const QString id = QString::fromUtf8(body);
    check(id.startsWith(gatewayIdOf(id)));
    const QString key = ResourceId::key(id);
    check(ResourceId::key(key) == key);
    if (const auto parsed = ResourceId::parse(id))
        check(!parsed->subscription.isEmpty() && !parsed->name.isEmpty());
    return 0;
}

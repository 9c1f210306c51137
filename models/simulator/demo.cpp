#include "models/simulator/demo.h"

#include "models/simulator/demonetwork.h"
#include "models/simulator/ipv4.h"
#include "models/simulator/resources/network.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

const auto location = demoLocation;

Resource *make(World &world, const ResourceId &id, const QJsonObject &sent)
{
    return makeDemoResource(world, id, sent);
}

void makeGroup(World &world, const QString &name)
{
    make(world, {world.subscription, name, {}, {}, {}},
         {{u"location"_s, location}, {u"tags"_s, QJsonObject{{u"cluster"_s, u"niflheim"_s}}}});
}

} // namespace

QList<DemoNode> demoNodes(int count)
{
    const QString sizes[] = {u"Standard_HB120rs_v3"_s, u"Standard_D4s_v5"_s, u"Standard_F16s_v2"_s};
    const int width = std::max(3, static_cast<int>(QString::number(count).size()));
    QList<DemoNode> nodes;
    for (int i = 0; i < count; ++i) {
        DemoNode node;
        node.name = u"cloud%1"_s.arg(i + 1, width, 10, QLatin1Char('0'));
        node.size = sizes[i % 3];
        node.publicIp = i == 0;
        node.power = i < 3 ? u"running"_s : i == 5 ? u"stopped"_s : u"deallocated"_s;
        node.spot = i == 4;
        nodes.append(node);
    }
    return nodes;
}

void buildDemo(World &world, const QList<DemoNode> &nodes)
{
    const QString &subscription = world.subscription;
    const ResourceId hpc{subscription, u"rg-hpc"_s, {}, {}, {}};
    makeGroup(world, u"rg-network"_s);
    makeGroup(world, u"rg-hpc"_s);
    const ResourceId subnet = makeDemoNetwork(world, nodes.size());
    const auto inGroup = [](const ResourceId &group, const QString &provider, const QString &type,
                            const QString &name) {
        return ResourceId{group.subscription, group.group, provider, {type}, {name}};
    };
    const QString networkProvider = u"Microsoft.Network"_s;

    const QString nodeNet = propertiesOf(world.find(subnet)->body).value(u"addressPrefix"_s).toString();
    quint32 address = Ipv4Prefix::parse(nodeNet)->firstUsable();
    for (const DemoNode &node : nodes) {
        QJsonObject ip{{u"subnet"_s, QJsonObject{{u"id"_s, subnet.text()}}},
                       {u"privateIPAllocationMethod"_s, u"Static"_s},
                       {u"privateIPAddress"_s, ipv4Text(address++)}};
        if (node.publicIp) {
            const ResourceId id = inGroup(hpc, networkProvider, u"publicIPAddresses"_s, node.name + u"-ip"_s);
            make(world, id, {{u"location"_s, location}, {u"sku"_s, QJsonObject{{u"name"_s, u"Standard"_s}}}});
            ip.insert(u"publicIPAddress"_s, QJsonObject{{u"id"_s, id.text()}});
        }
        const ResourceId nic = inGroup(hpc, networkProvider, u"networkInterfaces"_s, node.name + u"-nic"_s);
        Resource *interface = make(
            world, nic,
            {{u"location"_s, location},
             {u"properties"_s,
              QJsonObject{{u"ipConfigurations"_s,
                           QJsonArray{QJsonObject{{u"name"_s, u"ipconfig1"_s}, {u"properties"_s, ip}}}}}}});
        QJsonObject configuration = interface->body.value(u"properties"_s)
                                        .toObject()
                                        .value(u"ipConfigurations"_s)
                                        .toArray()
                                        .first()
                                        .toObject();
        QJsonObject inside = configuration.value(u"properties"_s).toObject();
        inside.insert(u"provisioningState"_s, u"Succeeded"_s);
        configuration.insert(u"properties"_s, inside);
        world.setProperty(*interface, u"ipConfigurations"_s, QJsonArray{configuration});

        QJsonObject properties{
            {u"hardwareProfile"_s, QJsonObject{{u"vmSize"_s, node.size}}},
            {u"storageProfile"_s,
             QJsonObject{{u"imageReference"_s, QJsonObject{{u"publisher"_s, u"almalinux"_s},
                                                           {u"offer"_s, u"almalinux-x86_64"_s},
                                                           {u"sku"_s, u"8-gen2"_s},
                                                           {u"version"_s, u"latest"_s},
                                                           {u"exactVersion"_s, u"8.10.202405301"_s}}},
                         {u"osDisk"_s, QJsonObject{{u"name"_s, node.name + u"-os"_s},
                                                   {u"createOption"_s, u"FromImage"_s},
                                                   {u"caching"_s, u"ReadWrite"_s},
                                                   {u"osType"_s, u"Linux"_s},
                                                   {u"deleteOption"_s, u"Delete"_s},
                                                   {u"diskSizeGB"_s, 30},
                                                   {u"managedDisk"_s, QJsonObject{{u"storageAccountType"_s,
                                                                                   u"Standard_LRS"_s}}}}}}},
            {u"osProfile"_s,
             QJsonObject{
                 {u"computerName"_s, node.name},
                 {u"adminUsername"_s, u"azureuser"_s},
                 {u"linuxConfiguration"_s,
                  QJsonObject{
                      {u"disablePasswordAuthentication"_s, true},
                      {u"provisionVMAgent"_s, true},
                      {u"ssh"_s,
                       QJsonObject{
                           {u"publicKeys"_s,
                            QJsonArray{QJsonObject{
                                {u"path"_s, u"/home/azureuser/.ssh/authorized_keys"_s},
                                {u"keyData"_s,
                                 u"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDemoDemoDemoDemoDemoDemoDemoDemoDemoDemoDemo demo"_s}}}}}}}}}},
            {u"networkProfile"_s,
             QJsonObject{{u"networkInterfaces"_s,
                          QJsonArray{QJsonObject{
                              {u"id"_s, nic.text()},
                              {u"properties"_s,
                               QJsonObject{{u"primary"_s, true}, {u"deleteOption"_s, u"Delete"_s}}}}}}}},
            {u"diagnosticsProfile"_s,
             QJsonObject{{u"bootDiagnostics"_s, QJsonObject{{u"enabled"_s, true}}}}}};
        if (node.spot) {
            properties.insert(u"priority"_s, u"Spot"_s);
            properties.insert(u"evictionPolicy"_s, u"Deallocate"_s);
            properties.insert(u"billingProfile"_s, QJsonObject{{u"maxPrice"_s, -1}});
        }
        const ResourceId vm = inGroup(hpc, u"Microsoft.Compute"_s, u"virtualMachines"_s, node.name);
        Resource *made =
            make(world, vm,
                 {{u"location"_s, location},
                  {u"properties"_s, properties},
                  {u"tags"_s, QJsonObject{{u"cluster"_s, u"niflheim"_s}, {u"role"_s, u"compute"_s}}}});
        made->runtime.insert(u"power"_s, node.power);
    }
    if (world.tunnel.gateway)
        makeDemoTunnel(world);
}

} // namespace skybro::sim

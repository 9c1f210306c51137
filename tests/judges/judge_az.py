#!/usr/bin/env python3
"""The real Azure CLI against skybro-sim: what it accepts, a real Azure would answer alike.

    judge_az.py SKYBRO-SIM RECORDING [CLASS[.TEST] …]

The exchanges of AzTest are left in the folder RECORDING for judge_oav.py.
"""
import json
import re
import shutil
import sys
import tempfile
import time
import unittest
from pathlib import Path

import judge

ALMALINUX = "almalinux:almalinux-x86_64:8-gen2:latest"
KEY = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCm2GuSKjcblLYQ0oP4HXkr4OTFFHst7UuBmPj1y22Lmetpw7PeOUnQOgankRheBGgQbNyD2K8b judge"
SCENARIO = {"failures": [
    {"node": "cloud003", "action": "start", "code": "AllocationFailed"},
    {"node": "unlucky", "action": "create", "code": "AllocationFailed"}]}


class AzTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="skybro-judge-"))
        scenario = cls.folder / "scenario.json"
        scenario.write_text(json.dumps(SCENARIO), encoding="utf-8")
        shutil.rmtree(cls.recording, ignore_errors=True)
        cls.simulator = judge.Simulator(cls.program, "--nodes", "4", "--operation-time", "1500", "--scenario", str(scenario),
                                        "--tls-dir", str(cls.folder / "tls"), "--record", cls.recording)
        # The version that the validator's documents have.
        cls.az = judge.Az(cls.launcher, cls.simulator, compute_api="2021-11-01")
        cls.az.ok(*cls.az.sign_in())
        cls.key = cls.folder / "key.pub"
        cls.key.write_text(KEY, encoding="utf-8")

    @classmethod
    def tearDownClass(cls):
        cls.az.close()
        cls.simulator.stop()
        shutil.rmtree(cls.folder)

    def states(self):
        """Name to power state of the demo's nodes, by az vm list -d."""
        return {vm["name"]: vm["powerState"] for vm in self.az.ok("vm list -g rg-hpc -d")}

    def test_sign_in(self):
        self.assertIn("AADSTS7000215", self.az.refused(*self.az.sign_in("wrong-secret")))
        self.assertEqual(self.az.ok("account show")["id"], self.simulator.about["subscription"])
        token = self.az.ok("account get-access-token")
        self.assertEqual(token["tenant"], self.simulator.about["tenant"])
        self.assertGreater(len(token["accessToken"]), 20)
        self.assertIn("westeurope", [place["name"] for place in self.az.ok("account list-locations")])

    def test_power(self):
        az = self.az
        az.ok("vm deallocate -g rg-hpc -n cloud001")
        self.assertEqual(self.states()["cloud001"], "VM deallocated")
        az.ok("vm start -g rg-hpc -n cloud001")
        view = az.ok("vm get-instance-view -g RG-HPC -n CLOUD001")["instanceView"]  # names are found in any case
        self.assertEqual([s["code"] for s in view["statuses"]], ["ProvisioningState/succeeded", "PowerState/running"])
        az.ok("vm stop -g rg-hpc -n cloud001")
        self.assertEqual(az.ok("vm show -g rg-hpc -n cloud001 -d")["powerState"], "VM stopped")
        az.ok("vm start -g rg-hpc -n cloud001")
        az.ok("vm restart -g rg-hpc -n cloud001")
        self.assertEqual(self.states()["cloud001"], "VM running")

    def test_power_of_many(self):
        ids = [vm["id"] for vm in self.az.ok("vm list -g rg-hpc") if vm["name"] in ("cloud002", "cloud004")]
        self.assertEqual(len(ids), 2)
        self.az.ok("vm start --ids", *ids)
        states = self.states()
        self.assertEqual([states["cloud002"], states["cloud004"]], ["VM running"] * 2)
        self.az.ok("vm deallocate --ids", *ids)
        states = self.states()
        self.assertEqual([states["cloud002"], states["cloud004"]], ["VM deallocated"] * 2)

    def test_refusals(self):
        self.az.ok("vm deallocate -g rg-hpc -n cloud003")
        said = self.az.refused("vm start -g rg-hpc -n cloud003")
        self.assertIn("AllocationFailed", said)
        self.assertIn("capacity", said)
        self.assertIn("ResourceNotFound", self.az.refused("vm show -g rg-hpc -n nosuch"))
        self.assertIn("ResourceGroupNotFound", self.az.refused("vm show -g nosuch -n cloud001"))
        self.assertIn("OperationNotAllowed", self.az.refused("vm restart -g rg-hpc -n cloud003"))

    def test_what_azure_sells(self):
        sizes = {size["name"]: size for size in self.az.ok("vm list-sizes -l westeurope")}
        self.assertEqual(sizes["Standard_HB120rs_v3"]["numberOfCores"], 120)
        self.assertEqual(self.az.ok("vm list-skus -l westeurope --size Standard_D2s_v5")[0]["name"], "Standard_D2s_v5")
        usage = {one["name"]["value"]: one for one in self.az.ok("vm list-usage -l westeurope")}
        self.assertGreater(int(usage["cores"]["limit"]), 0)

    def test_create_change_delete(self):
        az = self.az
        group = az.ok("group create -n judge -l westeurope --tags purpose=judge")
        self.assertEqual(group["properties"]["provisioningState"], "Succeeded")
        self.assertIn("judge", [one["name"] for one in az.ok("group list")])

        net = az.ok("network vnet create -g judge -n net --address-prefix 10.9.0.0/16 --subnet-name vms "
                    "--subnet-prefixes 10.9.1.0/24")["newVNet"]
        self.assertEqual(net["subnets"][0]["addressPrefix"], "10.9.1.0/24")
        az.ok("network vnet subnet create -g judge --vnet-name net -n spare --address-prefixes 10.9.2.0/24")
        self.assertIn("NetcfgSubnetRangesOverlap", az.refused(
            "network vnet subnet create -g judge --vnet-name net -n clash --address-prefixes 10.9.1.128/25"))
        az.ok("network vnet subnet delete -g judge --vnet-name net -n spare")
        self.assertEqual([one["name"] for one in az.ok("network vnet subnet list -g judge --vnet-name net")], ["vms"])

        az.ok("network nsg create -g judge -n guard")
        az.ok("network nsg rule create -g judge --nsg-name guard -n ssh --priority 300 --destination-port-ranges 22 "
              "--protocol Tcp --access Allow")
        self.assertEqual(az.ok("network nsg show -g judge -n guard")["securityRules"][0]["destinationPortRange"], "22")

        address = az.ok("network public-ip create -g judge -n ip --sku Standard --allocation-method Static")["publicIp"]
        self.assertRegex(address["ipAddress"], r"^\d+\.\d+\.\d+\.\d+$")
        nic = az.ok("network nic create -g judge -n nic --vnet-name net --subnet vms --network-security-group guard "
                    "--public-ip-address ip --private-ip-address 10.9.1.77")["NewNIC"]
        self.assertEqual(nic["ipConfigurations"][0]["privateIpAddress"], "10.9.1.77")
        self.assertIn("InUseSubnetCannotBeDeleted", az.refused("network vnet subnet delete -g judge --vnet-name net -n vms"))

        az.ok("disk create -g judge -n data --size-gb 64 --sku Standard_LRS")
        self.assertEqual(az.ok("disk update -g judge -n data --size-gb 128")["diskSizeGb"], 128)

        vm = az.ok(f"vm create -g judge -n vm --image {ALMALINUX} --size Standard_D2s_v5 --admin-username azureuser "
                   "--nics nic --storage-sku Standard_LRS --os-disk-delete-option Delete --nic-delete-option Delete "
                   "--ssh-key-values", str(self.key))
        self.assertEqual((vm["powerState"], vm["privateIpAddress"]), ("VM running", "10.9.1.77"))
        self.assertEqual(vm["publicIpAddress"], address["ipAddress"])
        self.assertIn("NicInUse", az.refused("network nic delete -g judge -n nic"))
        az.ok("vm disk attach -g judge --vm-name vm -n data")
        shown = az.ok("vm show -g judge -n vm")
        self.assertEqual([disk["name"] for disk in shown["storageProfile"]["dataDisks"]], ["data"])
        self.assertEqual(az.ok("disk show -g judge -n data")["managedBy"], shown["id"])
        self.assertIn("OperationNotAllowed", az.refused("disk delete -g judge -n data --yes"))
        az.ok("vm disk detach -g judge --vm-name vm -n data")
        self.assertIsNone(az.ok("disk show -g judge -n data")["managedBy"])
        self.assertEqual(shown["storageProfile"]["imageReference"]["exactVersion"], "8.10.202405301")
        self.assertEqual(az.ok("vm resize -g judge -n vm --size Standard_D4s_v5")["hardwareProfile"]["vmSize"], "Standard_D4s_v5")
        self.assertEqual(az.ok("vm update -g judge -n vm --set tags.owner=judge")["tags"], {"owner": "judge"})

        az.ok("vm delete -g judge -n vm --yes")
        self.assertEqual(az.ok("network nic list -g judge"), [])  # asked to go with the VM
        self.assertEqual([one["name"] for one in az.ok("disk list -g judge")], ["data"])  # not asked to
        az.ok("network public-ip delete -g judge -n ip")
        az.ok("disk delete -g judge -n data --yes")
        az.ok("network nsg delete -g judge -n guard")
        az.ok("network vnet delete -g judge -n net")
        self.assertEqual(az.ok("resource list -g judge"), [])
        az.ok("group delete -n judge --yes")
        self.assertIn("ResourceGroupNotFound", az.refused("group show -n judge"))

    def test_create_by_template(self):
        """az makes the network as well; --count is a copy loop in its template."""
        az = self.az
        az.ok("group create -n copies -l westeurope")
        made = az.ok(f"vm create -g copies -n copy --count 2 --image {ALMALINUX} --size Standard_D2s_v5 "
                     "--admin-username azureuser --public-ip-sku Standard --ssh-key-values", str(self.key))
        self.assertEqual(sorted(vm["name"] for vm in made), ["copy0", "copy1"])
        self.assertEqual(len({vm["privateIps"] for vm in made}), 2)
        said = az.refused(f"vm create -g copies -n unlucky --image {ALMALINUX} --size Standard_D2s_v5 "
                          "--admin-username azureuser --public-ip-sku Standard --ssh-key-values", str(self.key))
        self.assertIn("AllocationFailed", said)
        states = sorted(one["properties"]["provisioningState"] for one in az.ok("deployment group list -g copies"))
        self.assertEqual(states, ["Failed", "Succeeded"])
        az.ok("group delete -n copies --yes")


class NetworkTest(unittest.TestCase):
    """Networks and the tunnel to on-premise."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="skybro-judge-")
        cls.simulator = judge.Simulator(AzTest.program, "--nodes", "2", "--operation-time", "200", "--tls-dir", cls.folder.name)
        cls.az = judge.Az(AzTest.launcher, cls.simulator)
        cls.az.ok(*cls.az.sign_in())
        cls.az.ok("group create -n net -l westeurope")

    @classmethod
    def tearDownClass(cls):
        cls.az.close()
        cls.simulator.stop()
        cls.folder.cleanup()

    def wait_for(self, command, field, wanted):
        """Asks until the answer has it; a minute at most."""
        until = time.monotonic() + 60
        while (got := self.az.ok(command)[field]) != wanted:
            self.assertLess(time.monotonic(), until, f"{field} is {got}, not {wanted}")
            time.sleep(0.5)

    def look(self, group, path):
        """The result of a POST that runs long. Debian's az has lost the arguments of its own commands for these."""
        url = f"/subscriptions/{self.simulator.about['subscription']}/resourceGroups/{group}/providers/Microsoft.Network/{path}"
        code, _, said = self.az.run(f"rest --method post --url {url}?api-version=2022-07-01 --debug")
        self.assertEqual(code, 0, said)
        location = re.search(r"'Location': '(https://[^']+)'", said)[1]
        until = time.monotonic() + 30
        while not (told := self.az.ok("rest --method get --url", location)):
            self.assertLess(time.monotonic(), until, f"{path} does not end")
        return told

    def test_peering(self):
        az = self.az
        for name, prefix in (("a", "10.20.0.0/16 10.21.0.0/16"), ("b", "10.22.0.0/16"), ("clash", "10.21.8.0/24")):
            az.ok(f"network vnet create -g net -n {name} --address-prefixes {prefix} --dns-servers 10.0.0.4")
        self.assertEqual(az.ok("network vnet show -g net -n a")["dhcpOptions"]["dnsServers"], ["10.0.0.4"])
        made = az.ok("network vnet peering create -g net -n ab --vnet-name a --remote-vnet b --allow-vnet-access")
        self.assertEqual(made["peeringState"], "Initiated")
        az.ok("network vnet peering create -g net -n ba --vnet-name b --remote-vnet a --allow-vnet-access")
        shown = az.ok("network vnet peering list -g net --vnet-name a")
        self.assertEqual([(one["name"], one["peeringState"]) for one in shown], [("ab", "Connected")])
        self.assertIn("VnetAddressSpacesOverlap", az.refused(
            "network vnet peering create -g net -n ac --vnet-name a --remote-vnet clash --allow-vnet-access"))
        az.ok("network vnet update -g net -n a --address-prefixes 10.20.0.0/16 10.21.0.0/16 10.23.0.0/16")
        self.assertEqual(az.ok("network vnet peering show -g net -n ba --vnet-name b")["peeringSyncLevel"], "LocalNotInSync")
        az.ok("network vnet peering sync -g net -n ba --vnet-name b")
        self.assertEqual(az.ok("network vnet peering show -g net -n ba --vnet-name b")["peeringSyncLevel"], "FullyInSync")
        az.ok("network vnet peering delete -g net -n ba --vnet-name b")
        self.assertEqual(az.ok("network vnet peering show -g net -n ab --vnet-name a")["peeringState"], "Disconnected")

    def test_subnet(self):
        az = self.az
        az.ok("network vnet create -g net -n s --address-prefixes 10.30.0.0/16")
        az.ok("network route-table create -g net -n table")
        az.ok("network route-table route create -g net --route-table-name table -n home --address-prefix 192.168.0.0/16 "
              "--next-hop-type VirtualNetworkGateway")
        self.assertEqual([one["name"] for one in az.ok("network route-table route list -g net --route-table-name table")], ["home"])
        az.ok("network nsg create -g net -n guard")
        az.ok("network vnet subnet create -g net --vnet-name s -n vms --address-prefixes 10.30.1.0/24 --route-table table "
              "--network-security-group guard --service-endpoints Microsoft.Storage --delegations Microsoft.Sql/managedInstances")
        subnet = az.ok("network vnet subnet show -g net --vnet-name s -n vms")
        self.assertEqual(subnet["serviceEndpoints"][0]["service"], "Microsoft.Storage")
        self.assertEqual(subnet["delegations"][0]["serviceName"], "Microsoft.Sql/managedInstances")
        self.assertTrue(subnet["routeTable"]["id"].endswith("/routeTables/table"))
        self.assertIn("InUseRouteTableCannotBeDeleted", az.refused("network route-table delete -g net -n table"))
        az.ok("network vnet subnet update -g net --vnet-name s -n vms --remove routeTable")
        az.ok("network route-table delete -g net -n table")

    def test_subnet_of_two_prefixes(self):
        az = self.az
        az.ok("network vnet create -g net -n w --address-prefixes 10.31.0.0/16")
        create = "network vnet subnet create -g net --vnet-name w"
        made = az.ok(f"{create} -n wide --address-prefixes 10.31.1.0/29 10.31.2.0/29")
        self.assertEqual(made["addressPrefixes"], ["10.31.1.0/29", "10.31.2.0/29"])
        self.assertNotIn("addressPrefix", made)
        self.assertIn("NetcfgSubnetRangesOverlap", az.refused(f"{create} -n clash --address-prefixes 10.31.9.0/24 10.31.2.0/24"))
        self.assertIn("NetcfgInvalidSubnet", az.refused(f"{create} -n away --address-prefixes 10.31.9.0/24 10.32.0.0/24"))
        nic = az.ok("network nic create -g net -n second --vnet-name w --subnet wide --private-ip-address 10.31.2.4")["NewNIC"]
        self.assertEqual(nic["ipConfigurations"][0]["privateIpAddress"], "10.31.2.4")
        update = "network vnet subnet update -g net --vnet-name w -n wide --address-prefixes"
        self.assertIn("InUsePrefixCannotBeDeleted", az.refused(f"{update} 10.31.1.0/29"))
        az.ok(f"{update} 10.31.2.0/29 10.31.3.0/24")
        self.assertEqual(az.ok(f"{update} 10.31.2.0/29")["addressPrefix"], "10.31.2.0/29")
        self.assertEqual(az.ok("network vnet show -g net -n w")["subnets"][0]["addressPrefix"], "10.31.2.0/29")

    def test_public_address_comes_free(self):
        az = self.az
        az.ok("network vnet create -g net -n f --address-prefixes 10.33.0.0/16 --subnet-name s --subnet-prefixes 10.33.1.0/24")
        for name in ("first", "second"):
            az.ok(f"network public-ip create -g net -n {name} --sku Standard --allocation-method Static")
            az.ok(f"network nic create -g net -n {name} --vnet-name f --subnet s --public-ip-address {name}")
            self.assertIn("PublicIPAddressCannotBeDeleted", az.refused(f"network public-ip delete -g net -n {name}"))
        configuration = az.ok("network nic show -g net -n first")["ipConfigurations"][0]["name"]
        az.ok(f"network nic ip-config update -g net --nic-name first -n {configuration} --remove publicIpAddress")
        az.ok("network nic delete -g net -n second")
        for name in ("first", "second"):
            self.assertNotIn("ipConfiguration", az.ok(f"network public-ip show -g net -n {name}"))
            az.ok(f"network public-ip delete -g net -n {name}")

    def test_security_rules(self):
        az = self.az
        az.ok("network nsg create -g net -n rules")
        rule = "network nsg rule create -g net --nsg-name rules --protocol Tcp --access Allow"
        az.ok(f"{rule} -n slurm --priority 310 --destination-port-ranges 6817-6819 --source-address-prefixes 192.168.0.0/16")
        az.ok(f"{rule} -n ssh --priority 300 --destination-port-ranges 22")
        self.assertIn("SecurityRuleConflict", az.refused(f"{rule} -n twin --priority 300 --destination-port-ranges 23"))
        for prefix in ("10.0.0.300", "NoSuchTag", "10.0.0.1/24"):
            self.assertIn("SecurityRuleInvalidAddressPrefix", az.refused(f"{rule} -n bad --priority 320 --source-address-prefixes {prefix}"))
        for prefix in ("Storage.WestEurope", "Internet", "10.0.0.3", "10.1.0.0/16 10.2.0.0/16"):
            az.ok(f"{rule} -n ssh --priority 300 --destination-port-ranges 22 --source-address-prefixes {prefix}")
        listed = az.ok("network nsg rule list -g net --nsg-name rules --include-default")
        self.assertEqual(len(listed), 8)
        az.ok("network nsg rule update -g net --nsg-name rules -n ssh --access Deny")
        self.assertEqual(az.ok("network nsg rule show -g net --nsg-name rules -n ssh")["access"], "Deny")
        az.ok("network nsg rule delete -g net --nsg-name rules -n ssh")
        self.assertEqual([one["name"] for one in az.ok("network nsg rule list -g net --nsg-name rules")], ["slurm"])
        effective = self.look("rg-hpc", "networkInterfaces/cloud001-nic/effectiveNetworkSecurityGroups")["value"]
        names = [one["name"] for one in effective[0]["effectiveSecurityRules"]]
        self.assertEqual(names[0], "securityRules/ssh-from-site")
        self.assertLess(names.index("securityRules/slurmd-from-site"), names.index("defaultSecurityRules/DenyAllInBound"))

    def test_private_endpoint(self):
        az = self.az
        az.ok("network vnet create -g net -n p --address-prefixes 10.40.0.0/16 --subnet-name data --subnet-prefixes 10.40.1.0/24")
        storage = f"/subscriptions/{self.simulator.about['subscription']}/resourceGroups/net/providers/Microsoft.Storage/storageAccounts/s"
        az.ok(f"network private-endpoint create -g net -n files --vnet-name p --subnet data --connection-name blob --group-id blob "
              f"--private-connection-resource-id {storage}")
        shown = az.ok("network private-endpoint show -g net -n files")
        self.assertEqual(shown["provisioningState"], "Succeeded")
        self.assertEqual(shown["customDnsConfigs"], [{"fqdn": "s.blob.core.windows.net", "ipAddresses": ["10.40.1.4"]}])
        nic = shown["networkInterfaces"][0]["id"]
        self.assertEqual(az.ok(f"network nic show --ids {nic}")["ipConfigurations"][0]["privateIpAddress"], "10.40.1.4")
        self.assertIn("NicInUseWithPrivateEndpoint", az.refused(f"network nic delete --ids {nic}"))
        self.assertIn("InUseSubnetCannotBeDeleted", az.refused("network vnet subnet delete -g net --vnet-name p -n data"))
        az.ok("network private-endpoint delete -g net -n files")
        self.assertEqual(az.ok("network private-endpoint list -g net"), [])
        self.assertIn("ResourceNotFound", az.refused(f"network nic show --ids {nic}"))

    def test_demo_tunnel(self):
        """The tunnel that the demo cloud comes with."""
        az = self.az
        gateway = az.ok("network vnet-gateway show -g rg-network -n vpngw-hpc")
        self.assertEqual((gateway["sku"]["name"], gateway["vpnType"]), ("VpnGw1", "RouteBased"))
        shown = az.ok("network vpn-connection show -g rg-network -n onprem-to-azure")
        self.assertEqual(shown["connectionStatus"], "Connected")
        self.assertGreater(shown["ingressBytesTransferred"], 0)
        self.assertIsNone(az.ok("network vpn-connection list -g rg-network")[0]["connectionStatus"])
        self.assertEqual([one["name"] for one in az.ok("network watcher list")], ["NetworkWatcher_westeurope"])
        found = az.ok("network watcher troubleshooting start -g rg-network --resource onprem-to-azure --resource-type vpnConnection "
                      "--storage-account s --storage-path https://s.blob.core.windows.net/logs")
        self.assertEqual(found["code"], "Healthy")
        again = az.ok("network watcher troubleshooting show -g rg-network --resource onprem-to-azure --resource-type vpnConnection")
        self.assertEqual(again["code"], "Healthy")

    def test_tunnel(self):
        az = self.az
        az.ok("network vnet create -g net -n v --address-prefixes 10.50.0.0/16 --subnet-name GatewaySubnet "
              "--subnet-prefixes 10.50.255.0/27")
        az.ok("network public-ip create -g net -n ip --sku Standard --allocation-method Static")
        create = "network vnet-gateway create -g net -n gw --vnet v --public-ip-addresses ip --gateway-type Vpn"
        self.assertIn("PolicyBased", az.refused(f"{create} --vpn-type PolicyBased --sku VpnGw1"))
        gateway = az.ok(f"{create} --vpn-type RouteBased --sku VpnGw1")["vnetGateway"]
        self.assertEqual(gateway["provisioningState"], "Succeeded")
        self.assertEqual(gateway["bgpSettings"]["bgpPeeringAddress"], "10.50.255.30")
        self.assertIn("PublicIPAddressCannotBeDeleted", az.refused("network public-ip delete -g net -n ip"))
        az.ok("network local-gateway create -g net -n home --gateway-ip-address 203.0.113.7 --local-address-prefixes 192.168.0.0/16")
        self.assertEqual(az.ok("network local-gateway list -g net")[0]["gatewayIpAddress"], "203.0.113.7")

        az.ok("network vpn-connection create -g net -n tunnel --vnet-gateway1 gw --local-gateway2 home --shared-key First-key")
        self.wait_for("network vpn-connection show -g net -n tunnel", "connectionStatus", "Connected")
        self.assertEqual(az.ok("network vpn-connection shared-key show -g net --connection-name tunnel")["value"], "First-key")
        az.ok("network vpn-connection shared-key update -g net --connection-name tunnel --value Second-key")
        self.assertEqual(az.ok("network vpn-connection shared-key show -g net --connection-name tunnel")["value"], "Second-key")
        az.ok("network vpn-connection shared-key reset -g net --connection-name tunnel --key-length 48")
        key = az.ok("network vpn-connection shared-key show -g net --connection-name tunnel")["value"]
        self.assertEqual(len(key), 48)
        az.ok("network vpn-connection ipsec-policy add -g net --connection-name tunnel --dh-group DHGroup14 --ike-encryption AES256 "
              "--ike-integrity SHA256 --ipsec-encryption AES256 --ipsec-integrity SHA256 --pfs-group PFS14 --sa-lifetime 27000 "
              "--sa-max-size 102400000")
        shown = az.ok("network vpn-connection show -g net -n tunnel")
        self.assertEqual(shown["ipsecPolicies"][0]["dhGroup"], "DHGroup14")
        self.assertIsNone(shown["sharedKey"])
        self.assertEqual(az.ok("network vpn-connection shared-key show -g net --connection-name tunnel")["value"], key)
        self.wait_for("network vpn-connection show -g net -n tunnel", "connectionStatus", "Connected")
        told = self.look("net", "connections/tunnel/getikesas")
        self.assertEqual(json.loads(told)["Data"][0]["RemoteEndpoint"], "203.0.113.7")
        script = az.ok("network vpn-connection show-device-config-script -g net -n tunnel --vendor Generic --device-family Generic "
                       "--firmware-version 1.0")
        self.assertIn("pre-shared-key", script)
        self.assertIn("InUse", az.refused("network vnet-gateway delete -g net -n gw"))
        az.ok("network vnet-gateway reset -g net -n gw --no-wait")  # az takes Azure's empty answer at the end for a gateway
        az.ok("network vpn-connection delete -g net -n tunnel")
        az.ok("network local-gateway delete -g net -n home")
        az.ok("network vnet-gateway delete -g net -n gw")
        az.ok("network public-ip delete -g net -n ip")
        az.ok("network vnet delete -g net -n v")


class CaptureTest(unittest.TestCase):
    """Answers that a real Azure gave once, shown by the real az again."""

    def test_recorded_vm(self):
        capture = judge.SHARED / "captures" / "inventory-one-vm.json"
        if not capture.exists():
            self.skipTest(f"{capture} is not there")
        with tempfile.TemporaryDirectory(prefix="skybro-judge-") as folder:
            simulator = judge.Simulator(AzTest.program, "--capture", str(capture), "--tls-dir", folder)
            az = judge.Az(AzTest.launcher, simulator)
            try:
                az.ok(*az.sign_in())
                vms = az.ok("vm list -d")
                self.assertEqual([vm["name"] for vm in vms], ["miq-vm-ubuntu1-eastus"])
                recorded = {step["url"].split("?")[0].rsplit("/", 1)[-1]: step["responseBody"]
                            for step in json.loads(capture.read_text(encoding="utf-8"))}
                view = recorded["instanceView"]
                view = json.loads(view) if isinstance(view, str) else view
                power = [s["displayStatus"] for s in view["statuses"] if s["code"].startswith("PowerState/")]
                self.assertEqual([vms[0]["powerState"]], power)
                self.assertEqual(vms[0]["location"], "eastus")
            finally:
                az.close()
                simulator.stop()


if __name__ == "__main__":
    AzTest.launcher = judge.need_az()
    AzTest.program, AzTest.recording = sys.argv[1], sys.argv[2]
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)

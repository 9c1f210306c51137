#include "azuretest.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro::sim;

/// The life of VMs by Azure's rules.
class VirtualMachineTest : public QObject
{
    Q_OBJECT

private slots:
    void startsWithTransitions()
    {
        TestAzure sim;
        QCOMPARE(sim.power(u"cloud004"_s), u"deallocated"_s);
        const Response begun = sim.ask("POST", sim.vm(u"CLOUD004"_s) + u"/START"_s);
        QCOMPARE(begun.status, 202);
        QVERIFY(begun.header("Azure-AsyncOperation").contains(begun.header("x-ms-request-id")));
        QVERIFY(begun.header("Location").contains("monitor=true"));
        QVERIFY(begun.header("Retry-After").toInt() >= 1);
        QCOMPARE(sim.ask("GET", sim.vm(u"cloud004"_s))
                     .json()[u"properties"_s]
                     .toObject()[u"provisioningState"_s]
                     .toString(),
                 u"Updating"_s);
        QCOMPARE(sim.follow(begun.header("Location")).status, 202);

        QStringList seen{sim.power(u"cloud004"_s)};
        for (int i = 0; i < 90; ++i) {
            sim.azure.advance(std::chrono::milliseconds(100));
            if (const QString power = sim.power(u"cloud004"_s); power != seen.last())
                seen.append(power);
        }
        QCOMPARE(seen, (QStringList{u"deallocated"_s, u"stopped"_s, u"starting"_s, u"running"_s}));
        const QJsonObject done = sim.follow(begun.header("Azure-AsyncOperation")).json();
        QCOMPARE(done[u"status"_s].toString(), u"Succeeded"_s);
        QVERIFY(done.contains(u"endTime"_s));
        QCOMPARE(sim.follow(begun.header("Location")).status, 200);
    }

    void sameVerbTwiceIsOneOperation()
    {
        TestAzure sim;
        const Response first = sim.ask("POST", sim.vm(u"cloud004"_s) + u"/start"_s);
        const Response second = sim.ask("POST", sim.vm(u"cloud004"_s) + u"/start"_s);
        QCOMPARE(second.status, 202);
        QCOMPARE(second.header("x-ms-request-id"), first.header("x-ms-request-id"));
    }

    void newerVerbPreempts()
    {
        TestAzure sim;
        const Response start = sim.ask("POST", sim.vm(u"cloud004"_s) + u"/start"_s);
        sim.azure.advance(std::chrono::seconds(2));
        const Response stop = sim.ask("POST", sim.vm(u"cloud004"_s) + u"/deallocate"_s);
        QCOMPARE(stop.status, 202);
        const QJsonObject told = sim.follow(start.header("Azure-AsyncOperation")).json();
        QCOMPARE(told[u"status"_s].toString(), u"Canceled"_s);
        QCOMPARE(told[u"error"_s].toObject()[u"code"_s].toString(), u"OperationPreempted"_s);
        sim.azure.advance(std::chrono::seconds(9));
        QCOMPARE(sim.power(u"cloud004"_s), u"deallocated"_s);
    }

    void stopKeepsBillingDeallocateDoesNot()
    {
        TestAzure sim;
        (void)sim.ask("POST", sim.vm(u"cloud001"_s) + u"/powerOff?skipShutdown=true"_s);
        (void)sim.ask("POST", sim.vm(u"cloud002"_s) + u"/deallocate"_s);
        sim.azure.advance(std::chrono::seconds(1));
        QCOMPARE(sim.power(u"cloud001"_s), u"stopping"_s);
        QCOMPARE(sim.power(u"cloud002"_s), u"deallocating"_s);
        sim.azure.advance(std::chrono::seconds(9));
        QCOMPARE(sim.power(u"cloud001"_s), u"stopped"_s);
        QCOMPARE(sim.power(u"cloud002"_s), u"deallocated"_s);
    }

    void failedStartNamesTheReason()
    {
        TestAzure sim;
        sim.azure.world().failures.push_back(
            {u"cloud007"_s, u"start"_s, {409, u"AllocationFailed"_s, u"No room."_s}, 1});
        const Response begun = sim.ask("POST", sim.vm(u"cloud007"_s) + u"/start"_s);
        QCOMPARE(begun.status, 202);
        sim.azure.advance(std::chrono::seconds(9));
        const QJsonObject told = sim.follow(begun.header("Azure-AsyncOperation")).json();
        QCOMPARE(told[u"status"_s].toString(), u"Failed"_s);
        QCOMPARE(told[u"error"_s].toObject()[u"code"_s].toString(), u"AllocationFailed"_s);
        QCOMPARE(sim.power(u"cloud007"_s), u"deallocated"_s);
        QCOMPARE(sim.ask("GET", sim.vm(u"cloud007"_s))
                     .json()[u"properties"_s]
                     .toObject()[u"provisioningState"_s]
                     .toString(),
                 u"Failed"_s);
        // once only: the next start succeeds
        (void)sim.ask("POST", sim.vm(u"cloud007"_s) + u"/start"_s);
        sim.azure.advance(std::chrono::seconds(9));
        QCOMPARE(sim.power(u"cloud007"_s), u"running"_s);
    }

    void capacityAndQuota()
    {
        TestAzure sim;
        sim.azure.world().capacity.insert(u"Standard_HB120rs_v3"_s, 1); // cloud001 has it
        sim.azure.world().quotas.insert(u"standardFSv2Family"_s,
                                        32); // cloud003 runs, cloud006 is stopped: both count
        sim.azure.world().quotas.insert(u"standardDSv5Family"_s, 1000);
        const Response noRoom = sim.ask("POST", sim.vm(u"cloud004"_s) + u"/start"_s);
        QCOMPARE(noRoom.status, 202);
        sim.azure.advance(std::chrono::seconds(9));
        QCOMPARE(sim.follow(noRoom.header("Azure-AsyncOperation"))
                     .json()[u"error"_s]
                     .toObject()[u"code"_s]
                     .toString(),
                 u"AllocationFailed"_s);
        (void)sim.ask("POST", sim.vm(u"cloud006"_s) + u"/deallocate"_s);
        sim.azure.advance(std::chrono::seconds(9));
        sim.azure.world().quotas[u"standardFSv2Family"_s] = 16;
        const Response overQuota = sim.ask("POST", sim.vm(u"cloud006"_s) + u"/start"_s);
        QCOMPARE(overQuota.status, 409);
        QCOMPARE(errorCode(overQuota), u"OperationNotAllowed"_s);
        QVERIFY(overQuota.body.contains("Current Limit: 16, Current Usage: 16, Additional Required: 16"));
    }

    void reapplyLeavesThePower()
    {
        TestAzure sim;
        QCOMPARE(sim.ask("POST", sim.vm(u"cloud004"_s) + u"/reapply"_s).status, 202);
        sim.azure.advance(std::chrono::seconds(9));
        QCOMPARE(sim.power(u"cloud004"_s), u"deallocated"_s);
    }

    void generalizedNeverStartsAgain()
    {
        TestAzure sim;
        QCOMPARE(sim.ask("POST", sim.vm(u"cloud001"_s) + u"/generalize"_s).status, 409);
        QCOMPARE(sim.ask("POST", sim.vm(u"cloud004"_s) + u"/generalize"_s).status, 200);
        const Response start = sim.ask("POST", sim.vm(u"cloud004"_s) + u"/start"_s);
        QCOMPARE(start.status, 409);
        QCOMPARE(errorCode(start), u"OperationNotAllowed"_s);
    }

    void spotIsEvicted()
    {
        TestAzure sim;
        QCOMPARE(sim.ask("POST", sim.vm(u"cloud001"_s) + u"/simulateEviction"_s).status, 409);
        (void)sim.ask("POST", sim.vm(u"cloud005"_s) + u"/start"_s);
        sim.azure.advance(std::chrono::seconds(9));
        QCOMPARE(sim.power(u"cloud005"_s), u"running"_s);
        QCOMPARE(sim.ask("POST", sim.vm(u"cloud005"_s) + u"/simulateEviction"_s).status, 204);
        sim.azure.advance(std::chrono::seconds(9));
        QCOMPARE(sim.power(u"cloud005"_s), u"deallocated"_s);
    }

    void deleteCascades()
    {
        TestAzure sim;
        const QString nic = sim.group() + u"/providers/Microsoft.Network/networkInterfaces/cloud001-nic"_s;
        const QString disk = sim.group() + u"/providers/Microsoft.Compute/disks/cloud001-os"_s;
        QCOMPARE(errorCode(sim.ask("DELETE", nic)), u"NicInUse"_s);
        QCOMPARE(errorCode(sim.ask("DELETE", disk)), u"OperationNotAllowed"_s);
        const Response gone = sim.ask("DELETE", sim.vm(u"cloud001"_s));
        QCOMPARE(gone.status, 202);
        sim.azure.advance(std::chrono::seconds(9));
        QCOMPARE(errorCode(sim.ask("GET", sim.vm(u"cloud001"_s))), u"ResourceNotFound"_s);
        QCOMPARE(sim.ask("GET", nic).status, 404);
        QCOMPARE(sim.ask("GET", disk).status, 404);
        QCOMPARE(sim.ask("DELETE", sim.vm(u"cloud001"_s)).status, 204);
        QCOMPARE(sim.follow(gone.header("Azure-AsyncOperation")).json()[u"status"_s].toString(),
                 u"Succeeded"_s);
    }

    void statusOnlyLeavesOutTags()
    {
        TestAzure sim;
        const Response list = sim.ask(
            "GET", sim.subscription() + u"/providers/Microsoft.Compute/virtualMachines?statusOnly=true"_s);
        const QJsonArray vms = list.json()[u"value"_s].toArray();
        QCOMPARE(vms.size(), 8);
        for (const QJsonValue &item : vms) {
            QVERIFY(!item.toObject().contains(u"tags"_s));
            QVERIFY(!item.toObject()[u"properties"_s].toObject().contains(u"networkProfile"_s));
            QVERIFY(item.toObject()[u"id"_s].toString().contains(
                u"/RG-HPC/"_s)); // Compute shouts groups in wide lists
            QCOMPARE(item.toObject()[u"properties"_s]
                         .toObject()[u"instanceView"_s]
                         .toObject()[u"statuses"_s]
                         .toArray()
                         .size(),
                     2);
        }
    }

    void expandWorksPercentEncoded()
    {
        TestAzure sim;
        const QJsonObject vm = sim.ask("GET", sim.vm(u"cloud001"_s) + u"?%24EXPAND=instanceView"_s).json();
        QVERIFY(vm[u"properties"_s].toObject()[u"instanceView"_s].toObject().contains(u"vmAgent"_s));
    }
};

QTEST_GUILESS_MAIN(VirtualMachineTest)
#include "tst_virtualmachine.moc"

#include "models/azure/compute/listvirtualmachines.h"
#include "models/azure/compute/poweraction.h"
#include "models/azure/compute/virtualmachine.h"
#include "tests/support/armfixture.h"
#include "tests/support/captures.h"
#include "tests/support/parsedjson.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QUrlQuery>

using namespace skybro;
using namespace skybro::azure;
using namespace skybro::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray id =
    "/subscriptions/s/resourceGroups/RG1/providers/Microsoft.Compute/virtualMachines/cloud001";

const QByteArray whole = R"({
  "name": "cloud001", "id": "ID", "type": "Microsoft.Compute/virtualMachines", "location": "westeurope",
  "tags": {"role": "node", "cluster": "c1"}, "zones": ["2"],
  "properties": {
    "vmId": "659e936f-a83c-4b87-9467-5393527d24d9",
    "hardwareProfile": {"vmSize": "Standard_D4s_v5"},
    "storageProfile": {"osDisk": {"osType": "Linux", "name": "d"}, "dataDisks": []},
    "priority": "Spot", "evictionPolicy": "Deallocate",
    "networkProfile": {"networkInterfaces": [
      {"id": "/nics/second", "properties": {"primary": false}},
      {"id": "/nics/first", "properties": {"primary": true, "deleteOption": "Delete"}}]},
    "provisioningState": "Succeeded", "timeCreated": "2026-03-01T10:20:30.1234567+00:00"}})";

} // namespace

class TestCompute : public QObject
{
    Q_OBJECT

private slots:
    void readsAll()
    {
        const auto vm = readVirtualMachine(parsed(QByteArray(whole).replace("\"ID\"", '"' + id + '"')));
        QVERIFY(vm);
        QCOMPARE(vm->id, QString::fromLatin1(id));
        QCOMPARE(vm->name, u"cloud001"_s);
        QCOMPARE(vm->resourceGroup, u"RG1"_s);
        QCOMPARE(vm->location, u"westeurope"_s);
        QCOMPARE(vm->size, u"Standard_D4s_v5"_s);
        QCOMPARE(vm->provisioningState, u"Succeeded"_s);
        QCOMPARE(vm->priority, u"Spot"_s);
        QCOMPARE(vm->osType, u"Linux"_s);
        QCOMPARE(vm->tags.value(u"cluster"_s), u"c1"_s);
        QCOMPARE(vm->zones, QStringList{u"2"_s});
        QCOMPARE(vm->nicIds, (QStringList{u"/nics/first"_s, u"/nics/second"_s}));
        QCOMPARE(vm->timeCreated, QDateTime(QDate(2026, 3, 1), QTime(10, 20, 30, 123), Qt::UTC));
    }

    void toleratesWhatIsMissing_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("ok");
        QTest::newRow("id only") << QByteArray("{\"id\":\"" + id + "\"}") << true;
        QTest::newRow("all null") << QByteArray(
                                         "{\"id\":\"" + id +
                                         "\",\"name\":null,\"tags\":null,\"zones\":null,\"properties\":null}")
                                  << true;
        QTest::newRow("wrong types")
            << QByteArray("{\"id\":\"" + id +
                          "\",\"tags\":[1],\"zones\":{\"a\":1},\"location\":7,"
                          "\"properties\":{\"networkProfile\":{\"networkInterfaces\":[null,1,{\"id\":null}]},"
                          "\"hardwareProfile\":\"x\",\"storageProfile\":[],\"timeCreated\":\"never\"}}")
            << true;
        QTest::newRow("strange id") << QByteArray("{\"id\":\"cloud001\",\"name\":\"cloud001\"}") << true;
        QTest::newRow("no id") << QByteArray("{\"name\":\"cloud001\"}") << false;
        QTest::newRow("empty") << QByteArray("{}") << false;
    }
    void toleratesWhatIsMissing()
    {
        QFETCH(QByteArray, json);
        QFETCH(bool, ok);
        const auto vm = readVirtualMachine(parsed(json));
        QCOMPARE(vm.has_value(), ok);
        if (!vm)
            return;
        QCOMPARE(vm->name, u"cloud001"_s); // from the id where Azure leaves it out
        QVERIFY(vm->nicIds.isEmpty());
        QVERIFY(vm->priority.isEmpty());
        QVERIFY(!vm->timeCreated.isValid());
        const auto status = readVirtualMachineStatus(parsed(json));
        QVERIFY(status);
        QVERIFY(status->powerState.isEmpty());
        QVERIFY(!status->generalized);
    }

    void powerStatesAreAzuresOwnWords_data()
    {
        QTest::addColumn<QByteArray>("statuses");
        QTest::addColumn<QString>("power");
        QTest::addColumn<QString>("provisioning");
        QTest::addColumn<QString>("error");
        for (const char *word :
             {"running", "starting", "stopping", "stopped", "deallocating", "deallocated", "something-new"})
            QTest::newRow(word)
                << QByteArray("[{\"code\":\"ProvisioningState/succeeded\"},{\"code\":\"PowerState/") + word +
                       "\"}]"
                << QString::fromLatin1(word) << u"succeeded"_s << QString();
        QTest::newRow("power missing") << QByteArray("[{\"code\":\"ProvisioningState/updating\"}]")
                                       << QString() << u"updating"_s << QString();
        QTest::newRow("failed to start") << QByteArray("[{\"code\":\"ProvisioningState/failed/"
                                                       "AllocationFailed\",\"level\":\"Error\",\"message\":"
                                                       "\"No room.\"},{\"code\":\"PowerState/deallocated\"}]")
                                         << u"deallocated"_s << u"failed"_s << u"AllocationFailed"_s;
        QTest::newRow("nonsense") << QByteArray("[null,7,{\"code\":null},{\"code\":\"PowerState\"},{}]")
                                  << QString() << QString() << QString();
        QTest::newRow("empty") << QByteArray("[]") << QString() << QString() << QString();
        QTest::newRow("null") << QByteArray("null") << QString() << QString() << QString();
    }
    void powerStatesAreAzuresOwnWords()
    {
        QFETCH(QByteArray, statuses);
        QFETCH(QString, power);
        QFETCH(QString, provisioning);
        QFETCH(QString, error);
        const QByteArray view =
            "{\"statuses\":" + statuses + ",\"vmAgent\":{\"statuses\":[{\"displayStatus\":\"Ready\"}]}}";
        const auto fromList = readVirtualMachineStatus(
            parsed("{\"id\":\"" + id + "\",\"properties\":{\"instanceView\":" + view + "}}"));
        const auto fromView = readInstanceView(QString::fromLatin1(id), parsed(view));
        QVERIFY(fromList);
        QCOMPARE(*fromList, fromView);
        QCOMPARE(fromView.powerState, power);
        QCOMPARE(fromView.provisioningState, provisioning);
        QCOMPARE(fromView.provisioningErrorCode, error);
        QCOMPARE(fromView.provisioningErrorMessage, error.isEmpty() ? QString() : u"No room."_s);
        QCOMPARE(fromView.agentStatus, u"Ready"_s);
    }

    void generalizedIsSeen()
    {
        QVERIFY(
            readInstanceView(
                {},
                parsed(
                    "{\"statuses\":[{\"code\":\"OSState/generalized\"},{\"code\":\"PowerState/stopped\"}]}"))
                .generalized);
    }

    void theMachinesOwnProvisioningStateGoesFirst()
    {
        const auto status = readVirtualMachineStatus(
            parsed("{\"id\":\"" + id +
                   "\",\"properties\":{\"provisioningState\":\"Updating\","
                   "\"instanceView\":{\"statuses\":[{\"code\":\"ProvisioningState/succeeded\"}]}}}"));
        QCOMPARE(status->provisioningState, u"Updating"_s);
    }

    void listsAskAsAzureWantsIt()
    {
        ArmFixture f([](const HttpRequest &) {
            return ScriptedTransport::json(200, "{\"value\":[{\"id\":\"" + id + "\"}]}");
        });
        const auto vms = resultOf(listVirtualMachines(f.client, u"s"_s));
        QVERIFY(vms);
        QCOMPARE(vms->size(), 1);
        const auto statuses = resultOf(listVirtualMachineStatuses(f.client, u"s"_s));
        QVERIFY(statuses);
        QVERIFY(resultOf(getInstanceView(f.client, QString::fromLatin1(id))));
        QCOMPARE(
            f.transport.requests[0].url.toString(),
            u"https://management.azure.com/subscriptions/s/providers/Microsoft.Compute/virtualMachines?api-version=2021-11-01"_s);
        QCOMPARE(QUrlQuery(f.transport.requests[1].url).queryItemValue(u"statusOnly"_s), u"true"_s);
        QCOMPARE(f.transport.requests[2].url.path(), QString::fromLatin1(id) + u"/instanceView"_s);
    }

    void powerActions_data()
    {
        QTest::addColumn<int>("action");
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("sentWhenBroken");
        QTest::newRow("start") << int(PowerAction::Start) << u"start"_s << 2;
        QTest::newRow("deallocate") << int(PowerAction::Deallocate) << u"deallocate"_s << 2;
        QTest::newRow("powerOff") << int(PowerAction::PowerOff) << u"powerOff"_s << 2;
        QTest::newRow("restart") << int(PowerAction::Restart) << u"restart"_s << 1;
    }
    void powerActions()
    {
        QFETCH(int, action);
        QFETCH(QString, word);
        QFETCH(int, sentWhenBroken);
        ArmFixture f;
        f.transport.script = [&](const HttpRequest &) -> ScriptedTransport::Answer {
            if (f.sent() == 1)
                return ScriptedTransport::broken();
            return HttpResponse{202, {{"Location", "https://management.azure.com/o"}}, {}};
        };
        const auto started =
            resultOf(beginPowerAction(f.client, QString::fromLatin1(id), PowerAction(action)));
        QCOMPARE(f.sent(), sentWhenBroken);
        QCOMPARE(started.has_value(), sentWhenBroken == 2);
        QCOMPARE(f.transport.requests[0].method, QByteArray("POST"));
        QCOMPARE(f.transport.requests[0].url.path(), QString::fromLatin1(id) + u'/' + word);
        QVERIFY(f.transport.requests[0].body.isEmpty());
        f.transport.requests.clear();
        f.transport.script = [](const HttpRequest &request) {
            return request.method == "POST"
                       ? HttpResponse{202, {{"Azure-AsyncOperation", "https://management.azure.com/o"}}, {}}
                       : ScriptedTransport::json(200, "{\"status\":\"Succeeded\"}");
        };
        QVERIFY(resultOf(runPowerAction(f.client, QString::fromLatin1(id), PowerAction(action))));
        QCOMPARE(f.sent(), 2);
    }

    void recordedMachinesAreRead()
    {
        const QDir captures = skybro::test::sharedCaptures();
        int machines = 0;
        int views = 0;
        for (const QString &name : captures.entryList({u"*.json"_s})) {
            QFile file(captures.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            for (const QJsonValue &value : QJsonDocument::fromJson(file.readAll()).array()) {
                const QJsonObject body = value.toObject().value(u"responseBody"_s).toObject();
                const QString url = value.toObject().value(u"url"_s).toString();
                if (url.contains(u"/instanceView"_s) && body.contains(u"statuses"_s)) {
                    ++views;
                    QCOMPARE(readInstanceView({}, parsed(body)).powerState, u"running"_s);
                }
                if (body.value(u"type"_s).toString() != u"Microsoft.Compute/virtualMachines")
                    continue;
                ++machines;
                const auto vm = readVirtualMachine(parsed(body));
                QVERIFY(vm);
                QVERIFY(!vm->name.isEmpty() && !vm->resourceGroup.isEmpty() && !vm->size.isEmpty());
                QVERIFY(!vm->osType.isEmpty() && !vm->vmId.isEmpty() && vm->nicIds.size() == 1);
            }
        }
        if (machines + views == 0)
            QSKIP("no recorded machines here");
        QVERIFY(machines > 3 && views > 0);
    }
};

QTEST_GUILESS_MAIN(TestCompute)
#include "tst_compute.moc"

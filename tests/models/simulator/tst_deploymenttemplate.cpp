#include "models/simulator/deploymenttemplate.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro::sim;

namespace {

const ResourceId group{u"sub"_s, u"hpc"_s, {}, {}, {}};

QJsonObject object(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

Answer<DeploymentTemplate> read(const char *text, const QJsonObject &parameters = {})
{
    return DeploymentTemplate::read({{u"template"_s, object(text)}, {u"parameters"_s, parameters}}, group,
                                    {{u"name"_s, u"hpc"_s}, {u"location"_s, u"westeurope"_s}});
}

QStringList names(const DeploymentTemplate &made)
{
    QStringList list;
    for (const auto &step : made.steps())
        list.append(step.id.name());
    return list;
}

} // namespace

class TestDeploymentTemplate : public QObject
{
    Q_OBJECT

private slots:
    void expressions_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QJsonValue>("expected");

        QTest::newRow("plain") << u"cloud001"_s << QJsonValue(u"cloud001"_s);
        QTest::newRow("escaped") << u"[[plain]"_s << QJsonValue(u"[plain]"_s);
        QTest::newRow("concat") << u"[concat('a', 'b''c', 7)]"_s << QJsonValue(u"ab'c7"_s);
        QTest::newRow("concat arrays")
            << u"[concat(createArray(1), createArray('x'))]"_s << QJsonValue(QJsonArray{1, u"x"_s});
        QTest::newRow("any case, spaces") << u"[ CONCAT( toUpper('a') , 'b' ) ]"_s << QJsonValue(u"Ab"_s);
        QTest::newRow("access") << u"[split('a/b/c', '/')[1]]"_s << QJsonValue(u"b"_s);
        QTest::newRow("property in any case")
            << u"[resourceGroup().Location]"_s << QJsonValue(u"westeurope"_s);
        QTest::newRow("lazy if") << u"[if(equals(1, 1), 'yes', nonsense())]"_s << QJsonValue(u"yes"_s);
        QTest::newRow("arithmetic") << u"[add(mul(2, 3), -1)]"_s << QJsonValue(5);
        QTest::newRow("format") << u"[format('{0}-{1}', 'a', 2)]"_s << QJsonValue(u"a-2"_s);
        QTest::newRow("padLeft") << u"[padLeft(7, 3, '0')]"_s << QJsonValue(u"007"_s);
        QTest::newRow("logic") << u"[and(not(false()), or(false(), true()), empty(''))]"_s
                               << QJsonValue(true);
        QTest::newRow("resourceId")
            << u"[resourceId('Microsoft.Network/virtualNetworks/subnets', 'v', 's')]"_s
            << QJsonValue(u"/subscriptions/sub/resourceGroups/hpc/providers/Microsoft.Network/"
                          "virtualNetworks/v/subnets/s"_s);
        QTest::newRow("resourceId of another group")
            << u"[resourceId('net', 'Microsoft.Network/virtualNetworks', 'v')]"_s
            << QJsonValue(
                   u"/subscriptions/sub/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/v"_s);
        QTest::newRow("parameter") << u"[parameters('SIZE')]"_s << QJsonValue(u"HB120"_s);
        QTest::newRow("variable of a parameter") << u"[variables('both')]"_s << QJsonValue(u"HB120!"_s);
    }
    void expressions()
    {
        QFETCH(const QString, text);
        QFETCH(const QJsonValue, expected);
        QJsonObject written = object(R"({"parameters": {"size": {"type": "string", "defaultValue": "HB120"}},
                                         "variables": {"both": "[concat(parameters('size'), '!')]"}})");
        written.insert(u"outputs"_s,
                       QJsonObject{{u"it"_s, QJsonObject{{u"type"_s, u"string"_s}, {u"value"_s, text}}}});
        const auto made = DeploymentTemplate::read({{u"template"_s, written}}, group,
                                                   {{u"name"_s, u"hpc"_s}, {u"location"_s, u"westeurope"_s}});
        QVERIFY(made);
        const auto outputs = made->outputs({});
        QVERIFY2(outputs, outputs ? "" : qPrintable(outputs.error().message));
        QCOMPARE(outputs->value(u"it"_s).toObject().value(u"value"_s), expected);
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QString>("named");

        QTest::newRow("unclosed") << QByteArray(
                                         R"({"resources": [{"type": "A/b", "name": "[concat('x' 'y')]"}]})")
                                  << u"is not valid at position"_s;
        QTest::newRow("unknown function")
            << QByteArray(R"({"resources": [{"type": "A/b", "name": "[shrug('x')]"}]})") << u"'shrug'"_s;
        QTest::newRow("parameter without value")
            << QByteArray(R"({"parameters": {"p": {"type": "string"}}, "resources": []})")
            << u"'p' is not provided"_s;
        QTest::newRow("unknown parameter")
            << QByteArray(R"({"resources": [{"type": "A/b", "name": "[parameters('q')]"}]})")
            << u"'q' is not found"_s;
        QTest::newRow("circle")
            << QByteArray(
                   R"({"resources": [{"type": "A/b", "name": "x", "dependsOn": ["y"]}, {"type": "A/b", "name": "y", "dependsOn": ["x"]}]})")
            << u"Circular dependency"_s;
        QTest::newRow("unknown dependency")
            << QByteArray(R"({"resources": [{"type": "A/b", "name": "x", "dependsOn": ["y"]}]})")
            << u"'y' is not defined"_s;
        QTest::newRow("segments") << QByteArray(R"({"resources": [{"type": "A/b/c", "name": "x"}]})")
                                  << u"segments"_s;
        QTest::newRow("copy of a million")
            << QByteArray(
                   R"({"resources": [{"type": "A/b", "name": "x", "copy": {"name": "l", "count": 1000000}}]})")
            << u"between 0 and 800"_s;
        QTest::newRow("copyIndex outside")
            << QByteArray(R"({"resources": [{"type": "A/b", "name": "[concat('x', copyIndex())]"}]})")
            << u"'copyIndex'"_s;
    }
    void refusals()
    {
        QFETCH(const QByteArray, written);
        QFETCH(const QString, named);
        const auto made = read(written.constData());
        QVERIFY(!made);
        QCOMPARE(made.error().code, u"InvalidTemplate"_s);
        QVERIFY2(made.error().message.contains(named), qPrintable(made.error().message));
    }

    void ordersByDependency()
    {
        const auto made = read(R"({"resources": [
            {"type": "Microsoft.Compute/virtualMachines", "name": "vm", "dependsOn": ["Microsoft.Network/networkInterfaces/nic"]},
            {"type": "Microsoft.Network/networkInterfaces", "name": "nic",
             "dependsOn": ["[resourceId('Microsoft.Network/virtualNetworks', 'net')]", "unwanted"]},
            {"type": "Microsoft.Network/publicIPAddresses", "name": "unwanted", "condition": "[equals('a', 'b')]"},
            {"type": "Microsoft.Network/virtualNetworks", "name": "net"}]})");
        QVERIFY2(made, made ? "" : qPrintable(made.error().message));
        QCOMPARE(names(*made), (QStringList{u"net"_s, u"nic"_s, u"vm"_s}));
    }

    void copies()
    {
        const auto made = read(R"({"resources": [
            {"type": "A/nics", "name": "[concat('nic', copyIndex())]", "copy": {"name": "niccopy", "count": 2}},
            {"type": "A/vms", "name": "[concat('vm', copyIndex(1))]", "copy": {"name": "vmcopy", "count": "[add(1, 1)]"},
             "dependsOn": ["niccopy"], "properties": {"nic": "[concat('nic', copyIndex('vmcopy'))]"}}]})");
        QVERIFY2(made, made ? "" : qPrintable(made.error().message));
        QCOMPARE(names(*made), (QStringList{u"nic0"_s, u"nic1"_s, u"vm1"_s, u"vm2"_s}));
        const auto body = made->body(made->steps().at(3), {});
        QVERIFY(body);
        QCOMPARE(body->value(u"properties"_s).toObject(), (QJsonObject{{u"nic"_s, u"nic1"_s}}));
        QVERIFY(!body->contains(u"copy"_s) && !body->contains(u"dependsOn"_s));
    }

    void referenceShowsWhatIsThere()
    {
        const auto made = read(R"({"resources": [
            {"type": "A/ips", "name": "ip"},
            {"type": "A/b", "name": "x", "properties": {"address": "[reference('ip').ipAddress]", "name": "[reference('ip', '2020', 'Full').name]"}}]})");
        QVERIFY(made);
        const auto look = [](const QString &id) -> std::optional<QJsonObject> {
            if (!id.endsWith(u"/a/ips/ip"_s))
                return {};
            return object(R"({"name": "ip", "properties": {"ipAddress": "20.1.2.3"}})");
        };
        const auto body = made->body(made->steps().at(1), look);
        QVERIFY2(body, body ? "" : qPrintable(body.error().message));
        QCOMPARE(body->value(u"properties"_s).toObject(), object(R"({"address": "20.1.2.3", "name": "ip"})"));
        QVERIFY(!made->body(made->steps().at(1), [](const QString &) { return std::nullopt; }));
    }

    void secureParametersAreNotShown()
    {
        const auto made = read(
            R"({"parameters": {"key": {"type": "secureString"}, "n": {"type": "int", "defaultValue": 2}}, "resources": []})",
            object(R"({"key": {"value": "hush"}})"));
        QVERIFY(made);
        QCOMPARE(made->shownParameters(),
                 object(R"({"key": {"type": "secureString"}, "n": {"type": "int", "value": 2}})"));
    }
};

QTEST_APPLESS_MAIN(TestDeploymentTemplate)
#include "tst_deploymenttemplate.moc"

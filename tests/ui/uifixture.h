#pragma once

#include "models/base/journal.h"
#include "models/base/settings.h"
#include "models/fleet/fleet.h"
#include "models/fleet/powerplan.h"
#include "ui/common/theme.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

#include <memory>

namespace skybro::uitest {

using namespace Qt::StringLiterals;

inline fleet::Node node(int number, fleet::PowerState state, double price = 3.60)
{
    fleet::Node made;
    made.name = u"cloud%1"_s.arg(number, 3, 10, QChar(u'0'));
    made.resourceGroup = u"rg-cluster"_s;
    made.id = u"/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-cluster/providers/"
              "Microsoft.Compute/virtualMachines/%1"_s.arg(made.name);
    made.location = u"westeurope"_s;
    made.size = number % 3 == 0 ? u"Standard_D4s_v5"_s : u"Standard_HB120rs_v3"_s;
    made.powerState = state;
    made.powerAsOf = QDateTime::currentDateTimeUtc();
    made.provisioningState = u"Succeeded"_s;
    made.privateIp = u"10.0.%1.%2"_s.arg(1 + number / 250).arg(4 + number % 250);
    made.subnet = u"vms"_s;
    made.vnet = u"vnet-cluster"_s;
    made.osType = u"Linux"_s;
    made.tags = {{u"role"_s, u"compute"_s}, {u"owner"_s, u"hpc"_s}};
    if (price > 0)
        made.price = fleet::Price{price, u"EUR"_s};
    return made;
}

/// Eight nodes in all kinds of states.
inline QList<fleet::Node> eightNodes()
{
    using enum fleet::PowerState;
    QList<fleet::Node> nodes;
    int number = 0;
    for (const auto state : {Running, Running, Starting, Deallocated, Deallocated, Stopped, Running, Unknown})
        nodes.append(node(++number, state));
    return nodes;
}

inline fleet::Freshness fresh()
{
    fleet::Freshness made;
    made.asOf = QDateTime::currentDateTimeUtc().addSecs(-3);
    return made;
}

/// The real window over a fleet that the test feeds and a real journal in a folder of its own.
struct Fixture
{
    QTemporaryDir folder;
    Settings settings{folder.filePath(u"skybro.conf"_s)};
    ui::Theme theme;
    std::unique_ptr<Journal> journal = *Journal::open(folder.filePath(u"journal.sqlite"_s));
    fleet::Fleet fleet;
    ui::MainWindow window{&theme, &settings};

    /// What the pages asked for, and what to answer.
    struct Asked
    {
        fleet::PowerAction action;
        QStringList ids;
    };
    QList<Asked> asked;
    QStringList cancelled;
    std::optional<Error> refuse;

    /// Does as PowerControl does, as far as a page can see: journals, marks pending.
    Result<QString> perform(fleet::PowerAction action, const QStringList &ids)
    {
        asked.append({action, ids});
        if (refuse)
            return std::unexpected(*refuse);
        const fleet::PowerPlan plan = fleet::planPower(fleet, action, ids);
        QList<Operation> operations;
        QHash<QString, std::optional<fleet::PendingAction>> pending;
        for (const fleet::Node &n : plan.toDo) {
            const Operation made = operation(n, fleet::toWord(action));
            operations.append(made);
            pending.insert(n.id, fleet::PendingAction{action, QDateTime::currentDateTimeUtc(), made.id});
        }
        if (operations.isEmpty())
            return QString();
        fleet.setPending(pending);
        if (const auto added = journal->add(operations); !added)
            return std::unexpected(added.error());
        return operations.first().batch;
    }

    static Operation operation(const fleet::Node &n, const QString &kind)
    {
        Operation made;
        made.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        made.batch = u"batch"_s;
        made.site = u"test"_s;
        made.kind = kind;
        made.target = n.id;
        made.targetName = n.name;
        return made;
    }

    void finish(Operation operation, OperationState state, std::optional<Error> error = {})
    {
        operation = journal->find(operation.id).value_or(operation);
        operation.state = state;
        operation.error = std::move(error);
        QVERIFY(journal->update(operation).has_value());
    }

    template <typename T>
    T *get(const char *name) const
    {
        T *found = window.findChild<T *>(QLatin1StringView(name));
        if (!found)
            qWarning("no widget is called %s", name);
        return found;
    }
    QAction *action(const char *id) { return window.actions()->find(QLatin1StringView(id)); }

    void show(const QSize &size = {1280, 800})
    {
        window.resize(size);
        window.show();
        QApplication::setActiveWindow(&window);
        QVERIFY(QTest::qWaitForWindowActive(&window));
    }

    /// A picture to look at, when SKYBRO_PICTURES names a folder.
    void picture(const QString &name)
    {
        const QString pictures = qEnvironmentVariable("SKYBRO_PICTURES");
        if (pictures.isEmpty())
            return;
        QTest::qWait(50);
        QVERIFY(window.grab().save(u"%1/%2.png"_s.arg(pictures, name)));
    }
};

} // namespace skybro::uitest

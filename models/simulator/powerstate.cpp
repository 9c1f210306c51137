#include "models/simulator/powerstate.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

QString displayPower(const QString &power)
{
    return u"VM "_s + power;
}

QString displayProvisioning(const QString &state)
{
    return state == u"Succeeded"_s ? u"Provisioning succeeded"_s
           : state == u"Failed"_s  ? u"Provisioning failed"_s
                                   : state;
}

} // namespace

QString powerAfter(const QString &verb)
{
    if (verb == u"start"_s || verb == u"restart"_s || verb == u"redeploy"_s)
        return u"running"_s;
    if (verb == u"poweroff"_s)
        return u"stopped"_s;
    if (verb == u"deallocate"_s || verb == u"evict"_s)
        return u"deallocated"_s;
    return {};
}

QString powerState(const World &world, const Resource &vm, qint64 at)
{
    const QString rest = vm.runtime.value(u"power"_s).toString();
    const Operation *operation = world.current(vm);
    if (!operation || operation->started > at) {
        // Not begun yet as seen from a list that lags, or nothing under way.
        const bool early = vm.runtime.contains(u"before"_s) && vm.runtime.value(u"since"_s).toInteger() > at;
        return early ? vm.runtime.value(u"before"_s).toString() : rest;
    }
    const double share = operation->share(at);
    const QString &verb = operation->verb;
    if (verb == u"start"_s) {
        if (rest == u"running"_s)
            return rest;
        // A deallocated VM is "stopped" for a moment once it has a host again.
        return share < 0.1 ? rest : share < 0.2 ? u"stopped"_s : u"starting"_s;
    }
    if (verb == u"poweroff"_s)
        return rest == u"running"_s ? u"stopping"_s : rest;
    if (verb == u"deallocate"_s || verb == u"evict"_s)
        return rest == u"deallocated"_s ? rest : u"deallocating"_s;
    if (verb == u"redeploy"_s)
        return share < 0.5 ? u"stopping"_s : u"starting"_s;
    if (verb == u"put"_s && operation->arguments.value(u"new"_s).toBool())
        return share < 0.5 ? QString() : u"starting"_s;
    return rest;
}

QString comingPowerState(const World &world, const Resource &vm)
{
    const QString rest = vm.runtime.value(u"power"_s).toString();
    const Operation *operation = world.current(vm);
    if (!operation)
        return rest;
    const QString after = powerAfter(operation->verb);
    return after.isEmpty() ? rest : after;
}

QJsonArray instanceStatuses(const World &world, const Resource &vm, qint64 at, bool gap)
{
    const QString state = vm.body.value(u"properties"_s).toObject().value(u"provisioningState"_s).toString();
    const QString code = vm.runtime.value(u"failure"_s).toString();
    const bool failed = state == u"Failed"_s && !code.isEmpty();
    QJsonObject provisioning{
        {u"code"_s, u"ProvisioningState/"_s + state.toLower() + (failed ? u'/' + code : QString())},
        {u"level"_s, failed ? u"Error"_s : u"Info"_s},
        {u"displayStatus"_s, displayProvisioning(state)},
        {u"time"_s, world.timestamp(vm.runtime.value(u"since"_s).toInteger(at))}};
    if (failed)
        provisioning.insert(u"message"_s, vm.runtime.value(u"failureMessage"_s));
    QJsonArray statuses{provisioning};
    if (vm.runtime.value(u"generalized"_s).toBool()) {
        statuses.append(QJsonObject{{u"code"_s, u"OSState/generalized"_s},
                                    {u"level"_s, u"Info"_s},
                                    {u"displayStatus"_s, u"VM generalized"_s}});
    }
    const QString power = powerState(world, vm, at);
    if (!power.isEmpty() && !gap) {
        statuses.append(QJsonObject{{u"code"_s, u"PowerState/"_s + power},
                                    {u"level"_s, u"Info"_s},
                                    {u"displayStatus"_s, displayPower(power)}});
    }
    return statuses;
}

QJsonObject instanceView(const World &world, const Resource &vm, qint64 at)
{
    const QJsonObject properties = vm.body.value(u"properties"_s).toObject();
    const QString disk = properties.value(u"storageProfile"_s)
                             .toObject()
                             .value(u"osDisk"_s)
                             .toObject()
                             .value(u"name"_s)
                             .toString();
    const QString time = world.timestamp(vm.runtime.value(u"since"_s).toInteger(at));
    // What a recording told of this VM holds as long as nothing was done to it.
    QJsonObject view = vm.runtime.value(u"recordedView"_s).toObject();
    if (!view.isEmpty()) {
        view.insert(u"statuses"_s, instanceStatuses(world, vm, at, false));
        return view;
    }
    if (powerState(world, vm, at) == u"running"_s) { // the guest agent speaks only then
        view.insert(
            u"computerName"_s,
            properties.value(u"osProfile"_s).toObject().value(u"computerName"_s).toString(vm.id.name()));
        view.insert(u"osName"_s, u"almalinux"_s);
        view.insert(u"osVersion"_s, u"8.10"_s);
        view.insert(
            u"vmAgent"_s,
            QJsonObject{{u"vmAgentVersion"_s, u"2.9.1.1"_s},
                        {u"extensionHandlers"_s, QJsonArray()},
                        {u"statuses"_s, QJsonArray{QJsonObject{{u"code"_s, u"ProvisioningState/succeeded"_s},
                                                               {u"level"_s, u"Info"_s},
                                                               {u"displayStatus"_s, u"Ready"_s},
                                                               {u"message"_s, u"Guest Agent is running"_s},
                                                               {u"time"_s, world.timestamp(at)}}}}});
        view.insert(u"hyperVGeneration"_s, u"V2"_s);
    }
    if (!disk.isEmpty()) {
        view.insert(u"disks"_s, QJsonArray{QJsonObject{
                                    {u"name"_s, disk},
                                    {u"statuses"_s,
                                     QJsonArray{QJsonObject{{u"code"_s, u"ProvisioningState/succeeded"_s},
                                                            {u"level"_s, u"Info"_s},
                                                            {u"displayStatus"_s, u"Provisioning succeeded"_s},
                                                            {u"time"_s, time}}}}}});
    }
    if (properties.value(u"diagnosticsProfile"_s)
            .toObject()
            .value(u"bootDiagnostics"_s)
            .toObject()
            .value(u"enabled"_s)
            .toBool())
        view.insert(u"bootDiagnostics"_s, QJsonObject());
    view.insert(u"statuses"_s, instanceStatuses(world, vm, at, false));
    return view;
}

} // namespace skybro::sim

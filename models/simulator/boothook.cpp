#include "models/simulator/boothook.h"

#include "models/base/log.h"

#include <QProcess>

using namespace Qt::StringLiterals;

namespace skybro::sim {

BootHook::BootHook(World &world, const QString &command, QObject *parent)
    : QObject(parent)
    , m_world(world)
    , m_command(QProcess::splitCommand(command))
{
    m_world.hold = [this](const Operation &operation, const Resource &vm) { return begin(operation, vm); };
    m_world.stopped = [this](const Resource &vm) { run(u"stop"_s, vm, {}); };
}

BootHook::~BootHook()
{
    m_world.hold = nullptr;
    m_world.stopped = nullptr;
}

QString BootHook::addressOf(const Resource &vm) const
{
    const QJsonArray interfaces = vm.body.value(u"properties"_s)
                                      .toObject()
                                      .value(u"networkProfile"_s)
                                      .toObject()
                                      .value(u"networkInterfaces"_s)
                                      .toArray();
    const Resource *nic = m_world.find(interfaces.first().toObject().value(u"id"_s).toString());
    if (!nic)
        return {};
    return nic->body.value(u"properties"_s)
        .toObject()
        .value(u"ipConfigurations"_s)
        .toArray()
        .first()
        .toObject()
        .value(u"properties"_s)
        .toObject()
        .value(u"privateIPAddress"_s)
        .toString();
}

bool BootHook::begin(const Operation &operation, const Resource &vm)
{
    const bool isNew = operation.verb == u"put"_s && operation.arguments.value(u"new"_s).toBool();
    const bool starts =
        operation.verb == u"start"_s && vm.runtime.value(u"power"_s).toString() != u"running"_s;
    if (vm.id.type().compare(u"Microsoft.Compute/virtualMachines"_s, Qt::CaseInsensitive) != 0 ||
        !(isNew || starts))
        return false;
    run(u"start"_s, vm, operation.id);
    return true;
}

void BootHook::run(const QString &what, const Resource &vm, const QString &operation)
{
    auto *process = new QProcess(this);
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process->setStandardOutputFile(QProcess::nullDevice());
    process->setStandardInputFile(QProcess::nullDevice());
    const QString name = vm.id.name();
    const auto done = [this, process, what, name, operation](bool good) {
        process->deleteLater();
        if (!good)
            log::warning("simulator", "boot hook: {} {} failed", what, name);
        if (operation.isEmpty())
            return;
        std::optional<ArmError> error;
        if (!good) {
            error = ArmError{
                409, u"OSProvisioningTimedOut"_s,
                u"OS Provisioning for VM '%1' did not finish in the allotted time. The VM may still finish "
                "provisioning successfully. Please check provisioning state later."_s.arg(name)};
        }
        m_world.release(operation, error);
    };
    connect(process, &QProcess::finished, this, [done](int code, QProcess::ExitStatus status) {
        done(status == QProcess::NormalExit && code == 0);
    });
    connect(process, &QProcess::errorOccurred, this, [done](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            done(false);
    });
    process->start(m_command.value(0), m_command.mid(1) + QStringList{what, name, addressOf(vm)});
}

} // namespace skybro::sim

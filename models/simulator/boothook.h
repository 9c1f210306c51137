#pragma once

#include "models/simulator/world.h"

#include <QObject>
#include <QStringList>

namespace skybro::sim {

/// Runs a command when a VM begins to run or stops: `CMD start NAME IP`, `CMD stop NAME IP`. A VM is
/// "running" only when its start has exited with 0; otherwise its operation fails. No shell.
class BootHook : public QObject
{
    Q_OBJECT

public:
    /// `command` may have arguments of its own, in double quotes where they hold spaces.
    BootHook(World &world, const QString &command, QObject *parent = nullptr);
    ~BootHook() override;

private:
    [[nodiscard]] bool begin(const Operation &operation, const Resource &vm);
    void run(const QString &what, const Resource &vm, const QString &operation);
    [[nodiscard]] QString addressOf(const Resource &vm) const;

    World &m_world;
    QStringList m_command;
};

} // namespace skybro::sim

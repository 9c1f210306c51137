#pragma once

#include "models/playbook/run/run.h"

#include <memory>

namespace skybro::playbook {

/// Runs a playbook by the real Ansible (ansible-core 2.12 or later) on this machine, with the same events as
/// Runner. Its ssh, its settings (ansible.cfg at or above the playbook, the environment) and its agent are
/// Ansible's own matter; nobody answers questions: hosts must be known, passwords given.
///
/// A callback plugin of ours tells what happens, through a pipe that only it writes to; warnings and errors
/// are taken from standard error as Notice. Where Ansible does not tell: tasks of `meta` and of includes have
/// no cells of their own or only "ok"; a task that several batches of hosts run (`serial`) is one column.
/// Texts that the vault of RunOptions knows as secret are masked; what only Ansible decrypts is not known
/// here, as on its own terminal: there `no_log` hides it.
///
/// stopAfterTask() interrupts Ansible in front of its next task, when nothing runs (strategy linear; with
/// others, tasks that run on other hosts are cut off, and with `throttle` or `serial` the rest of a batch
/// still counts as one task). cancel() and the destructor send SIGINT to Ansible and all its children, then
/// SIGTERM and SIGKILL. Errors besides those of Run: NotFound, with the package's name, without Ansible;
/// Invalid, in Ansible's words, when it ends before any host did something.
class AnsibleRun : public Run
{
    Q_OBJECT

public:
    explicit AnsibleRun(RunOptions options, QObject *parent = nullptr);
    ~AnsibleRun() override;

    /// Where `ansible-playbook` is; empty when it is not installed.
    [[nodiscard]] static QString program();

    void stopAfterTask() override;

protected:
    void begin() override;
    void abort() override;

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace skybro::playbook

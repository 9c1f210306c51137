#pragma once

#include "models/playbook/run/link.h"
#include "models/playbook/run/run.h"

namespace skybro::playbook {

/// Runs a playbook by Skybro's own modules, in a thread of its own, over the links it is given.
class Runner : public Run
{
    Q_OBJECT

public:
    /// `links` must outlive it.
    Runner(RunOptions options, LinkFactory &links, QObject *parent = nullptr);
    ~Runner() override;

    void stopAfterTask() override;

protected:
    void begin() override;
    void abort() override;

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace skybro::playbook

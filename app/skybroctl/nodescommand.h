#pragma once

#include "app/skybroctl/command.h"
#include "app/skybroctl/session.h"

namespace skybro::ctl {

/// `nodes [NODES]`: what Azure says of them.
class NodesCommand : public Command
{
    Q_OBJECT

public:
    explicit NodesCommand(Arguments arguments, QObject *parent = nullptr);

    void start() override;
    void interrupt() override { emit finished(SomeFailed); }

private:
    void listed();
    void print();
    [[nodiscard]] QStringList row(const fleet::Node &node) const;

    Arguments m_arguments;
    std::unique_ptr<Session> m_session;
};

} // namespace skybro::ctl

#pragma once

#include "app/skybroctl/command.h"
#include "app/skybroctl/session.h"
#include "models/topology/topologyinput.h"

namespace skybro::topology {
struct Topology;
}

namespace skybro::ctl {

/// `topology`: how the site and Azure hang together, as a tree, JSON, DOT or SVG. Ends with SomeFailed when a
/// part of it could not be read; problems of the network itself are no failure of the command.
class TopologyCommand : public Command
{
    Q_OBJECT

public:
    explicit TopologyCommand(Arguments arguments, QObject *parent = nullptr);

    void start() override;
    void interrupt() override { end(SomeFailed); }

private:
    void askNetworks(fleet::Cluster *cluster);
    void listed();
    void buildWhenComplete();
    void print(const topology::Topology &topology);
    static void printTree(const topology::Topology &topology);
    [[nodiscard]] bool write(const topology::Topology &topology) const;
    void end(int exitCode);

    Arguments m_arguments;
    std::unique_ptr<Session> m_session;
    topology::TopologyInput m_input;
    bool m_nodesAreTold = true; ///< else who asks may not see them
    bool m_hasNodes = false;
    bool m_hasNetworks = false;
    bool m_ended = false;
};

} // namespace skybro::ctl

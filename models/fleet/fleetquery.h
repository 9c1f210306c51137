#pragma once

#include "models/azure/compute/listvirtualmachines.h"
#include "models/base/fanoutjob.h"
#include "models/base/job.h"
#include "models/fleet/nodejoin.h"
#include "models/fleet/refresher.h"

namespace skybro::fleet {

struct FleetAnswer
{
    FleetLists lists;
    std::optional<Error> addressProblem; ///< addresses were asked for and not had; the rest is good
    int statePages = 1;
};

/// Asks for the lists of one round, all at once. Fails when states or machines could not be had; who may not
/// read the network still sees the nodes.
class FleetQuery : public FanOutJob<FleetAnswer>
{
    Q_OBJECT

public:
    FleetQuery(azure::ArmClient *client, QString subscription, Refresher::Parts parts, QObject *parent);

protected:
    void begin() override;
    void allDone() override;
    [[nodiscard]] QString timedOutText() const override;

private:
    template <typename T>
    void askList(azure::ListJob<T> *job, bool essential, std::optional<QList<T>> FleetLists::*member);

    azure::ArmClient *m_client;
    QString m_subscription;
    Refresher::Parts m_parts;
    FleetAnswer m_answer;
};

} // namespace skybro::fleet

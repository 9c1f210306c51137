#include "models/azure/compute/poweraction.h"

#include "models/azure/apiversions.h"

namespace skybro::azure {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

QString toWord(PowerAction action)
{
    switch (action) {
    case PowerAction::Start:
        return u"start"_s;
    case PowerAction::Deallocate:
        return u"deallocate"_s;
    case PowerAction::PowerOff:
        return u"powerOff"_s;
    case PowerAction::Restart:
        return u"restart"_s;
    }
    Q_UNREACHABLE();
}

Repeat repeatOf(PowerAction action)
{
    return action == PowerAction::Restart ? Repeat::Never : Repeat::Harmless;
}

ArmRequest powerRequest(const QString &vmId, PowerAction action)
{
    return {.method = "POST",
            .path = vmId + u'/' + toWord(action),
            .apiVersion = apiversion::compute.toString(),
            .query = {},
            .body = {},
            .repeat = repeatOf(action),
            .bucket = action == PowerAction::Deallocate ? u"compute/deallocate"_s : u"compute/start"_s};
}

BeginOperationJob *beginPowerAction(ArmClient &client, const QString &vmId, PowerAction action)
{
    BeginOperationJob *job = client.begin(powerRequest(vmId, action));
    job->setDeadline(15min);
    return job;
}

LongOperationJob *runPowerAction(ArmClient &client, const QString &vmId, PowerAction action)
{
    return client.run(powerRequest(vmId, action));
}

} // namespace skybro::azure

#include "app/skybroctl/setup/abandoned.h"

#include "app/skybroctl/terminal.h"
#include "models/playbook/run/runrecorder.h"

#include <QCoreApplication>

namespace skybro::ctl {

using namespace Qt::StringLiterals;

void tellAbandoned(Journal &journal, const QString &site)
{
    for (const playbook::AbandonedRun &run : playbook::settleAbandonedRuns(journal, site)) {
        printErr(QCoreApplication::translate("skybroctl", "skybroctl: the run %1 of %2 was killed:")
                     .arg(run.id, run.playbook.isEmpty() ? u"?"_s : run.playbook));
        for (const auto &[host, where] : run.stopped.asKeyValueRange())
            printErr(QCoreApplication::translate("skybroctl", "%1: stopped %2").arg(host, where));
    }
}

} // namespace skybro::ctl

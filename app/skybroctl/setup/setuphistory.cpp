#include "app/skybroctl/setup/setuphistory.h"

#include "app/skybroctl/setup/abandoned.h"
#include "app/skybroctl/setup/runprinter.h"
#include "app/skybroctl/terminal.h"
#include "models/base/processidentity.h"
#include "models/playbook/run/run.h"
#include "models/playbook/run/runprogress.h"
#include "models/playbook/run/taskorder.h"
#include "models/site/sitefile.h"

#include <QJsonArray>
#include <QSet>

namespace skybro::ctl {

using namespace Qt::StringLiterals;
using playbook::RunEvent;
using playbook::RunProgress;
using playbook::RunSummary;

namespace {

/// A word of the --json contract.
QString stateOf(const RunSummary &run)
{
    if (run.isUnfinished())
        return lifeOf(run.owner) == ProcessLife::Dead ? u"killed"_s : u"running"_s;
    if (run.isStopped)
        return u"stopped"_s;
    return playbook::isClean(run.recap) ? u"ok"_s : u"failed"_s;
}

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : QString();
}

QJsonObject toJson(const RunSummary &run)
{
    QJsonObject recap;
    for (const auto &[host, stats] : run.recap.asKeyValueRange())
        recap.insert(host, QJsonObject{{u"ok"_s, stats.ok},
                                       {u"changed"_s, stats.changed},
                                       {u"unreachable"_s, stats.unreachable},
                                       {u"failed"_s, stats.failed},
                                       {u"skipped"_s, stats.skipped},
                                       {u"rescued"_s, stats.rescued},
                                       {u"ignored"_s, stats.ignored}});
    return {{u"id"_s, run.id},
            {u"state"_s, stateOf(run)},
            {u"site"_s, run.site},
            {u"playbook"_s, run.playbook},
            {u"limit"_s, run.limit},
            {u"check"_s, run.check},
            {u"byAnsible"_s, run.byAnsible},
            {u"started"_s, timeText(run.started)},
            {u"ended"_s, timeText(run.ended)},
            {u"recap"_s, recap}};
}

} // namespace

SetupHistory::SetupHistory(SetupArguments arguments, QObject *parent)
    : Command(parent)
    , m_arguments(std::move(arguments))
{
}

void SetupHistory::start()
{
    QList<RunSummary> runs = playbook::runHistory();
    if (!tellKilled(runs))
        return emit finished(SomeFailed);
    if (!m_arguments.site.isEmpty()) {
        const Result<site::Site> site = site::readSite(m_arguments.site);
        if (!site) {
            printError(site.error());
            return emit finished(WrongUsage);
        }
        runs.removeIf([&site](const RunSummary &run) { return run.site != site->name; });
    }
    if (!m_arguments.words.isEmpty())
        return emit finished(show(runs));
    list(runs);
    emit finished(AllDone);
}

bool SetupHistory::tellKilled(const QList<RunSummary> &runs) const
{
    QSet<QString> sites;
    for (const RunSummary &run : runs) {
        if (stateOf(run) == u"killed")
            sites += run.site;
    }
    if (sites.isEmpty())
        return true;
    Result<std::unique_ptr<Journal>> journal = Journal::open(Journal::defaultPath());
    if (!journal) {
        printError(journal.error());
        return false;
    }
    for (const QString &site : std::as_const(sites))
        tellAbandoned(**journal, site);
    return true;
}

void SetupHistory::list(const QList<RunSummary> &runs) const
{
    if (m_arguments.json) {
        QJsonArray array;
        for (const RunSummary &run : runs)
            array += toJson(run);
        return printJson({{u"runs"_s, array}});
    }
    QList<QStringList> rows;
    for (const RunSummary &run : runs) {
        int troubled = 0;
        for (const playbook::HostStats &stats : run.recap)
            troubled += stats.failed + stats.unreachable > 0 ? 1 : 0;
        rows += {run.id,
                 timeText(run.started),
                 stateOf(run) + (run.check ? u" (check)"_s : QString()),
                 u"%1/%2"_s.arg(run.recap.size() - troubled).arg(run.recap.size()),
                 run.site.isEmpty() ? u"-"_s : run.site,
                 run.playbook};
    }
    printTable({tr("RUN"), tr("STARTED"), tr("STATE"), tr("HOSTS OK"), tr("SITE"), tr("PLAYBOOK")}, rows);
}

int SetupHistory::show(const QList<RunSummary> &runs) const
{
    const QString &given = m_arguments.words.constFirst();
    QList<RunSummary> found;
    for (const RunSummary &run : runs) {
        if (run.id.startsWith(given))
            found += run;
    }
    if (found.size() != 1) {
        printErr(found.isEmpty() ? tr("skybroctl: there is no run %1.").arg(given)
                                 : tr("skybroctl: more than one run begins with %1.").arg(given));
        return WrongUsage;
    }
    const RunSummary &run = found.constFirst();
    const Result<QList<RunEvent>> events = playbook::readRun(run.id);
    if (!events) {
        printError(events.error());
        return SomeFailed;
    }
    playbook::TaskOrder order;
    RunPrinter printer(printerOptions(m_arguments.quiet));
    RunProgress progress;
    for (const RunEvent &event : *events) {
        progress.add(event);
        if (m_arguments.json) {
            printJson(playbook::toJsonLine(event) + '\n');
            continue;
        }
        const qint64 now = run.started.msecsTo(event.time);
        QStringList lines;
        for (const RunEvent &ordered : order.add(event, now))
            lines += printer.lines(ordered);
        if (!lines.isEmpty())
            printOut(lines.join(u'\n'));
    }
    if (progress.isFinished() || m_arguments.json)
        return AllDone;
    RunEvent last; // killed or running: the recap so far
    last.kind = RunEvent::Kind::RunFinished;
    last.recap = progress.recap();
    QStringList lines;
    for (const RunEvent &ordered : order.add(last, 0))
        lines += printer.lines(ordered);
    printOut(lines.join(u'\n'));
    const bool isKilled = stateOf(run) == u"killed";
    for (const QString &host : progress.hosts())
        printOut(
            (isKilled ? tr("%1: killed %2") : tr("%1: running, %2")).arg(host, progress.host(host).where()));
    return AllDone;
}

} // namespace skybro::ctl

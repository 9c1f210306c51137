#include "ui/setup/runlooks.h"

#include "models/base/processidentity.h"
#include "ui/common/timetext.h"

#include <QCoreApplication>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using playbook::RunModel;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(skybro::ui::RunLooks)
};

} // namespace

Look cellLook(RunModel::State state)
{
    switch (state) {
    case RunModel::Untouched:
        return {{}, Words::tr("Not begun"), Tone::Quiet};
    case RunModel::Running:
        return {u"state-busy"_s, Words::tr("Running"), Tone::Busy};
    case RunModel::Ok:
        return {u"check"_s, Words::tr("OK"), Tone::Good};
    case RunModel::Changed:
        return {u"changed"_s, Words::tr("Changed"), Tone::Warning};
    case RunModel::Skipped:
        return {u"skipped"_s, Words::tr("Skipped"), Tone::Quiet};
    case RunModel::Failed:
        return {u"error"_s, Words::tr("Failed"), Tone::Bad};
    case RunModel::Ignored:
        return {u"ignored"_s, Words::tr("Failed, ignored"), Tone::Warning};
    case RunModel::Unreachable:
        return {u"unreachable"_s, Words::tr("Unreachable"), Tone::Bad};
    case RunModel::CutOff:
        break;
    }
    return {u"cutoff"_s, Words::tr("Cut off"), Tone::Warning};
}

Look hostLook(RunModel::State state)
{
    Look look = cellLook(state);
    if (state == RunModel::Changed || state == RunModel::Ok)
        look.tone = Tone::Good;
    if (state == RunModel::Ok)
        look.icon = u"check"_s;
    if (state == RunModel::Untouched)
        look.icon = u"state-off"_s;
    return look;
}

RunModel::State stateOf(const QModelIndex &index)
{
    return static_cast<RunModel::State>(index.data(RunModel::StateRole).toInt());
}

QString cellText(const QModelIndex &index)
{
    const RunModel::State state = stateOf(index);
    QStringList lines{u"%1 · %2"_s.arg(index.data(RunModel::HostRole).toString(),
                                       index.data(RunModel::TitleRole).toString())};
    QStringList facts{cellLook(state).word};
    if (const QVariant duration = index.data(RunModel::DurationRole); duration.isValid())
        facts.append(durationText(std::chrono::milliseconds(duration.toLongLong())));
    if (index.data(RunModel::CheckRole).toBool())
        facts.append(Words::tr("check mode"));
    if (const int items = index.data(RunModel::ItemsRole).toInt(); items > 0) {
        facts.append(Words::tr("%n item(s)", nullptr, items));
        if (const int failed = index.data(RunModel::FailedItemsRole).toInt(); failed > 0)
            facts.append(Words::tr("%n failed", nullptr, failed));
    }
    if (const QString other = index.data(RunModel::DelegatedRole).toString(); !other.isEmpty())
        facts.append(Words::tr("ran on %1").arg(other));
    lines.append(facts.join(u" · "_s));
    return lines.join(u'\n');
}

Look summaryLook(const playbook::RunSummary &run)
{
    int failed = 0;
    int unreachable = 0;
    for (const playbook::HostStats &stats : run.recap) {
        failed += stats.failed > 0 ? 1 : 0;
        unreachable += stats.unreachable > 0 ? 1 : 0;
    }
    if (run.isUnfinished()) {
        switch (lifeOf(run.owner)) {
        case ProcessLife::Alive:
            return {u"state-busy"_s, Words::tr("Running"), Tone::Busy};
        case ProcessLife::Elsewhere:
            return {u"state-unknown"_s, Words::tr("On another host"), Tone::Warning};
        case ProcessLife::Dead:
            return {u"cutoff"_s, Words::tr("Cut off"), Tone::Warning};
        }
    }
    if (failed > 0)
        return {u"error"_s, Words::tr("%n host(s) failed", nullptr, failed), Tone::Bad};
    if (unreachable > 0)
        return {u"unreachable"_s, Words::tr("%n unreachable", nullptr, unreachable), Tone::Bad};
    if (run.isStopped)
        return {u"cutoff"_s, Words::tr("Stopped"), Tone::Warning};
    return {u"done"_s, Words::tr("Done"), Tone::Good};
}

} // namespace skybro::ui

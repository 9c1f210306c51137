#include "models/playbook/run/recaptext.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype hostWidth = 26;
constexpr qsizetype countWidth = 4;

struct Column
{
    const char *name;
    int HostStats::*count;
    RecapPart part;
};
constexpr Column columns[] = {{"ok", &HostStats::ok, RecapPart::Ok},
                              {"changed", &HostStats::changed, RecapPart::Changed},
                              {"unreachable", &HostStats::unreachable, RecapPart::Unreachable},
                              {"failed", &HostStats::failed, RecapPart::Failed},
                              {"skipped", &HostStats::skipped, RecapPart::Skipped},
                              {"rescued", &HostStats::rescued, RecapPart::Rescued},
                              {"ignored", &HostStats::ignored, RecapPart::Ignored}};

RecapPart hostPart(const HostStats &stats)
{
    if (stats.failed + stats.unreachable > 0)
        return RecapPart::TroubledHost;
    return stats.changed > 0 ? RecapPart::ChangedHost : RecapPart::WellHost;
}

} // namespace

QStringList recapLines(const Recap &recap, const RecapPaint &paint)
{
    const auto painted = [&paint](const QString &text, RecapPart part) {
        return paint ? paint(text, part) : text;
    };
    QStringList lines;
    for (const auto &[host, stats] : recap.asKeyValueRange()) {
        if (stats == HostStats())
            continue;
        QString line = painted(host.leftJustified(hostWidth), hostPart(stats)) + u" :"_s;
        for (const Column &column : columns) {
            const int count = stats.*column.count;
            line += u' ' + painted(QLatin1StringView(column.name) + u'=' +
                                       QString::number(count).leftJustified(countWidth),
                                   count > 0 ? column.part : RecapPart::Zero);
        }
        lines += line;
    }
    return lines;
}

} // namespace skybro::playbook

#include "models/playbook/run/recaptext.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

QString recapLine(const QString &host, const HostStats &stats)
{
    QString line = host.leftJustified(26) + u" :"_s;
    const auto add = [&line](const QString &name, int number) {
        line += u' ' + name + u'=' + QString::number(number).leftJustified(4);
    };
    add(u"ok"_s, stats.ok);
    add(u"changed"_s, stats.changed);
    add(u"unreachable"_s, stats.unreachable);
    add(u"failed"_s, stats.failed);
    add(u"skipped"_s, stats.skipped);
    add(u"rescued"_s, stats.rescued);
    add(u"ignored"_s, stats.ignored);
    return line;
}

QStringList recapLines(const Recap &recap)
{
    QStringList lines;
    for (auto host = recap.begin(); host != recap.end(); ++host) {
        if (*host != HostStats{})
            lines.append(recapLine(host.key(), *host));
    }
    return lines;
}

} // namespace skybro::playbook

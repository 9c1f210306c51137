#include "app/skybroctl/setup/findings.h"

#include "app/skybroctl/terminal.h"

#include <QJsonObject>

namespace skybro::ctl {

using namespace Qt::StringLiterals;
using playbook::Finding;

namespace {

QString wordOf(Finding::Severity severity)
{
    return severity == Finding::Severity::Error ? u"error"_s : u"warning"_s;
}

} // namespace

void printFindings(const QList<Finding> &findings)
{
    for (const Finding &finding : findings) {
        printErr(u"%1: %2: %3"_s.arg(finding.mark.toText(), wordOf(finding.severity), finding.text));
        if (!finding.line.trimmed().isEmpty())
            printErr(u"    "_s + finding.line);
    }
}

QJsonArray toJson(const QList<Finding> &findings)
{
    QJsonArray array;
    for (const Finding &finding : findings) {
        array += QJsonObject{{u"severity"_s, wordOf(finding.severity)},
                             {u"file"_s, finding.mark.file},
                             {u"line"_s, finding.mark.line},
                             {u"column"_s, finding.mark.column},
                             {u"text"_s, finding.text},
                             {u"source"_s, finding.line},
                             {u"ansibleCan"_s, finding.ansibleCan}};
    }
    return array;
}

} // namespace skybro::ctl

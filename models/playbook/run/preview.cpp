#include "models/playbook/run/preview.h"

#include "models/playbook/inventory/pattern.h"

#include <QSet>

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

bool isError(const Finding &finding)
{
    return finding.severity == Finding::Severity::Error;
}

int countOf(const std::vector<BlockItem> &items)
{
    int count = 0;
    for (const BlockItem &item : items) {
        if (const auto *task = std::get_if<std::shared_ptr<const Task>>(&item)) {
            count += (*task)->mark.line > 0 ? 1 : 0; // the flushes of handlers have no place
            continue;
        }
        const Block &block = *std::get<std::shared_ptr<const Block>>(item);
        count += countOf(block.tasks) + countOf(block.always);
    }
    return count;
}

} // namespace

bool hasErrors(const QList<Finding> &findings)
{
    return std::ranges::any_of(findings, isError);
}

bool isForAnsible(const QList<Finding> &findings)
{
    return hasErrors(findings) && std::ranges::all_of(findings, [](const Finding &finding) {
               return !isError(finding) || finding.ansibleCan;
           });
}

bool Preview::canRun() const
{
    return playbook && !hasErrors(findings);
}

int Preview::taskCount() const
{
    int count = 0;
    if (playbook) {
        for (const auto &play : playbook->plays)
            count += countOf(play->tasks) + (play->gatherFacts.value.toBool().value_or(true) ? 1 : 0);
    }
    return count;
}

Preview previewPlaybook(const QString &path, const LoadOptions &options)
{
    Preview preview;
    Loader loader(options);
    preview.findings = loader.lint(path);
    if (Result<std::shared_ptr<const Playbook>> playbook = loader.load(path))
        preview.playbook = std::move(*playbook);
    return preview;
}

Result<Targets> targetsOf(const Playbook *playbook, const Inventory &inventory, const QString &limit)
{
    Inventory hosts = inventory;
    hosts.addImplicitLocalhost();
    Targets targets;
    QStringList patterns;
    if (!playbook)
        patterns.append(u"all"_s);
    else
        for (const auto &play : playbook->plays)
            patterns.append(play->hosts.value.toTexts().join(u','));
    QSet<QString> seen;
    for (const QString &pattern : std::as_const(patterns)) {
        if (pattern.contains("{{"_L1)) {
            targets.isWhole = false;
            continue;
        }
        Result<QStringList> matched = matchHosts(hosts, pattern);
        if (matched && !limit.trimmed().isEmpty()) {
            targets.unmatched.clear(); // the same for each play
            matched = limitHosts(hosts, *matched, limit, &targets.unmatched);
        }
        if (!matched)
            return std::unexpected(matched.error());
        for (const QString &host : std::as_const(*matched)) {
            if (!seen.contains(host)) {
                seen.insert(host);
                targets.hosts.append(host);
            }
        }
    }
    return targets;
}

} // namespace skybro::playbook

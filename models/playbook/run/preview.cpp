#include "models/playbook/run/preview.h"

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

} // namespace skybro::playbook

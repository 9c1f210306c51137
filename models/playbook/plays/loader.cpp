#include "models/playbook/plays/loader.h"

#include "models/playbook/plays/includes.h"
#include "models/playbook/plays/lint.h"
#include "models/playbook/plays/playreader.h"
#include "models/playbook/plays/reading.h"
#include "models/playbook/plays/rolefolders.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <tuple>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

class Loader::Private
{
public:
    explicit Private(LoadOptions options)
        : m_options(std::move(options))
    {
    }

    /// Begins anew: nothing that was read before is known.
    Reading &begin(const QString &playbook)
    {
        const QString folder = QFileInfo(playbook).path();
        m_reading = std::make_unique<Reading>(m_options.vault, m_options.extraVars,
                                              m_options.rolesPath.isEmpty() ? defaultRolesPath(folder)
                                                                            : m_options.rolesPath);
        return *m_reading;
    }

    /// Goes on with what was read for the playbook: files are not read twice, findings begin anew.
    Reading &resume(const Element &at)
    {
        if (!m_reading)
            begin(at.mark.file);
        m_reading->findings = {};
        return *m_reading;
    }

    /// Nothing of a vaulted file is shown: in texts of errors stand names and values of the playbook.
    [[nodiscard]] std::optional<Error> firstError() const
    {
        std::optional<Error> error = m_reading->findings.firstError();
        if (!error)
            return error;
        const Mark mark = m_reading->findings.firstErrorMark();
        const QString place = mark.toText();
        const qsizetype from = error->text.startsWith(place) ? place.size() : 0;
        error->text = error->text.left(from) + masked(error->text.mid(from));
        const QString line = m_reading->files.line(mark);
        if (!line.isEmpty())
            error->detail = masked(line) + u'\n' + QString(mark.column - 1, u' ') + u'^';
        return error;
    }

    /// In the order of the files, with the lines.
    [[nodiscard]] QList<Finding> findings()
    {
        QList<Finding> all = m_reading->findings.all();
        for (Finding &finding : all) {
            finding.text = masked(finding.text);
            finding.line = masked(m_reading->files.line(finding.mark));
        }
        std::ranges::stable_sort(all, {}, [&](const Finding &finding) {
            return std::tuple(m_reading->files.order(finding.mark.file), finding.mark.line,
                              finding.mark.column);
        });
        return all;
    }

private:
    [[nodiscard]] QString masked(const QString &text) const { return m_options.vault->masks().mask(text); }

    LoadOptions m_options;
    std::unique_ptr<Reading> m_reading;
};

Loader::Loader(LoadOptions options)
    : m_private(std::make_unique<Private>(std::move(options)))
{
}

Loader::~Loader() = default;

Result<std::shared_ptr<const Playbook>> Loader::load(const QString &path)
{
    const auto playbook = std::make_shared<Playbook>();
    playbook->path = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    Reading &reading = m_private->begin(playbook->path);
    playbook->plays = PlayReader(reading).readPlaybook(playbook->path);
    if (const auto error = m_private->firstError())
        return std::unexpected(*error);
    return playbook;
}

QList<Finding> Loader::lint(const QString &path)
{
    const QString absolute = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    Reading &reading = m_private->begin(absolute);
    Lint lint(reading);
    // The elements must stay while lint follows their includes.
    const auto plays = PlayReader(reading).readPlaybook(absolute);
    lint.finish();
    return m_private->findings();
}

Result<std::shared_ptr<const Block>> Loader::includeTasks(const QString &file, const Task &include)
{
    Reading &reading = m_private->resume(include);
    const auto block = readIncludedTasks(file, include, reading);
    if (const auto error = m_private->firstError())
        return std::unexpected(*error);
    return block;
}

Result<std::shared_ptr<const RoleInvocation>> Loader::includeRole(const RoleOptions &role,
                                                                  const Task &include)
{
    Reading &reading = m_private->resume(include);
    const auto invocation = readIncludedRole(role, include, reading);
    if (const auto error = m_private->firstError())
        return std::unexpected(*error);
    return invocation;
}

} // namespace skybro::playbook

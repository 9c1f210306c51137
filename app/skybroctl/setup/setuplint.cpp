#include "app/skybroctl/setup/setuplint.h"

#include "app/skybroctl/setup/findings.h"
#include "app/skybroctl/setup/secretsources.h"
#include "app/skybroctl/terminal.h"
#include "models/playbook/run/preview.h"

#include <QJsonObject>

namespace skybro::ctl {

using namespace Qt::StringLiterals;

SetupLint::SetupLint(SetupArguments arguments, QObject *parent)
    : Command(parent)
    , m_arguments(std::move(arguments))
{
}

void SetupLint::start()
{
    const auto vault = openVault(m_arguments, {});
    const auto extraVars = vault ? readExtraVars(m_arguments.extraVars, **vault)
                                 : Result<playbook::Dict>(std::unexpected(vault.error()));
    if (!extraVars) {
        printError(extraVars.error());
        return emit finished(WrongUsage);
    }
    QList<playbook::Finding> findings;
    for (const QString &playbook : std::as_const(m_arguments.words)) {
        playbook::Loader loader({.vault = *vault, .extraVars = *extraVars, .rolesPath = {}});
        findings += loader.lint(playbook);
    }
    if (m_arguments.json)
        printJson({{u"findings"_s, toJson(findings)}});
    else
        printFindings(findings);
    emit finished(hasErrors(findings) ? WrongUsage : AllDone);
}

} // namespace skybro::ctl

#include "app/skybroctl/setup/secretsources.h"

#include "app/skybroctl/setup/terminalprompter.h"
#include "models/playbook/modules/module.h"
#include "models/playbook/yaml.h"

#include <QCoreApplication>
#include <QFile>

namespace skybro::ctl {

using namespace Qt::StringLiterals;
using playbook::Dict;
using playbook::Vault;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("skybroctl", text);
}

Result<Secret> firstLineOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return fail(ErrorKind::NotFound, tr("%1 can not be read: %2.").arg(path, file.errorString()));
    constexpr qint64 longest = 4096;
    QByteArray line = file.readLine(longest);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    if (line.isEmpty())
        return fail(ErrorKind::Invalid, tr("%1 holds no password.").arg(path));
    return Secret(std::move(line));
}

Result<Dict> readOne(const QString &text, const Vault &vault)
{
    const bool isFile = text.startsWith(u'@');
    if (isFile || text.startsWith(u'{') || text.startsWith(u'[')) {
        const Result<playbook::YamlDocument> document =
            isFile ? playbook::readYamlFile(text.mid(1), vault)
                   : playbook::parseYaml(text.toUtf8(), u"-e"_s, vault.yamlOptions(u"-e"_s));
        if (!document)
            return std::unexpected(document.error());
        const playbook::Value &value = document->root.value();
        if (!value.isDict() && !value.isNull())
            return fail(ErrorKind::Invalid, tr("-e %1: these are no variables.").arg(text));
        return value.dict();
    }
    Dict vars = playbook::splitKeyValues(text, false);
    if (vars.contains(u"_raw_params"_s) || vars.isEmpty())
        return fail(ErrorKind::Invalid, tr("-e %1: NAME=VALUE, JSON or @FILE is wanted.").arg(text));
    return vars;
}

} // namespace

Result<std::shared_ptr<Vault>> openVault(const SetupArguments &arguments, const QString &siteFile)
{
    auto vault = std::make_shared<Vault>();
    const QString file = arguments.vaultPasswordFile.isEmpty() ? siteFile : arguments.vaultPasswordFile;
    if (!file.isEmpty()) {
        if (const Result<void> added = vault->addPasswordFile(u"default"_s, file); !added)
            return std::unexpected(added.error());
    }
    if (arguments.askVaultPassword) {
        Result<Secret> password = askSecret(tr("Vault password"));
        if (!password)
            return std::unexpected(password.error());
        vault->addPassword(u"default"_s, std::move(*password));
    }
    return vault;
}

Result<std::shared_ptr<const Secret>> becomePassword(const SetupArguments &arguments)
{
    if (arguments.becomePasswordFile.isEmpty() && !arguments.askBecomePassword)
        return nullptr;
    Result<Secret> password = arguments.askBecomePassword ? askSecret(tr("BECOME password"))
                                                          : firstLineOf(arguments.becomePasswordFile);
    if (!password)
        return std::unexpected(password.error());
    return std::make_shared<const Secret>(std::move(*password));
}

Result<Dict> readExtraVars(const QStringList &given, const Vault &vault)
{
    Dict vars;
    for (const QString &text : given) {
        const Result<Dict> read = readOne(text, vault);
        if (!read)
            return std::unexpected(read.error());
        vars.update(*read);
    }
    return vars;
}

} // namespace skybro::ctl

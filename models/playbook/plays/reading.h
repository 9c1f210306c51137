#pragma once

#include "models/playbook/plays/filecache.h"
#include "models/playbook/plays/findings.h"
#include "models/playbook/plays/playbook.h"
#include "models/playbook/template/parser.h"
#include "models/playbook/template/templar.h"

#include <QHash>

#include <functional>

namespace skybro::playbook {

/// What the readers of one playbook share.
struct Reading
{
    Reading(std::shared_ptr<const Vault> vault, Dict extra, QStringList paths)
        : files(std::move(vault))
        , extraVars(std::move(extra))
        , rolesPath(std::move(paths))
    {
    }

    Findings findings;
    FileCache files;
    Templar templar;
    Parser parser; ///< of templates, for lint
    Dict extraVars;
    QStringList rolesPath;
    /// Told of each element and the node it was read from: lint looks there for places.
    std::function<void(const Element &, const YamlNode &)> elementRead;
    /// Told of each file of variables: of roles, and `vars_files`.
    std::function<void(const YamlNode &)> variablesRead;
    int elementCount = 0; ///< imports that import twice what imports twice … must end

    QHash<QString, std::shared_ptr<const Role>> roles; ///< by folder and the names of its files
    QHash<const Play *, Dict> varsOfFiles;             ///< of `vars_files` whose names are no templates
};

/// Where in a playbook something is read.
struct Place
{
    Play *play = nullptr; ///< null when it is already loaded: includes
    const Element *parent = nullptr;
    std::shared_ptr<const Role> role;
    bool isHandlers = false;
    bool isInBlock = false; ///< which one may stand in a list of handlers, but not a second in it
    QList<Written> notify;  ///< the block's, for tasks without their own
    /// The files and roles on the way to here, to notice what imports itself.
    QStringList way;
    /// Takes what import_role brings.
    std::vector<std::shared_ptr<const RoleInvocation>> *imported = nullptr;

    [[nodiscard]] Place within(const Element &element) const
    {
        Place inner = *this;
        inner.parent = &element;
        return inner;
    }
};

/// "file.yml → other.yml → file.yml": a way that comes back to itself.
[[nodiscard]] QString wayText(const QStringList &way, const QString &last);

} // namespace skybro::playbook

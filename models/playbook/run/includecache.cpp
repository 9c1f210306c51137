#include "models/playbook/run/includecache.h"

#include <QCoreApplication>

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

QString addressOf(const void *thing)
{
    return QString::number(reinterpret_cast<quintptr>(thing), 36);
}

} // namespace

Result<std::shared_ptr<const IncludeInstance>> IncludeCache::load(const Request &request, bool &isNew)
{
    isNew = false;
    const int depth = request.outer ? request.outer->depth + 1 : 1;
    if (depth > deepest)
        return fail(
            ErrorKind::Invalid,
            QCoreApplication::translate(
                "Playbook", "Includes nest more than %1 deep: does “%2” include itself without an end?")
                .arg(deepest)
                .arg(request.isRole ? request.role.name : request.file));
    const Loader::RoleOptions &options = request.role;
    const QString what =
        addressOf(request.include) + u'\n' +
        (request.isRole ? QStringList{options.name, options.tasksFrom, options.varsFrom, options.defaultsFrom,
                                      options.handlersFrom, options.allowDuplicates ? u"y"_s : QString()}
                              .join(u'\n')
                        : request.file);
    auto instance = std::make_shared<IncludeInstance>();
    if (request.isRole) {
        if (!m_roles.contains(what))
            m_roles.insert(what, m_loader.includeRole(options, *request.include));
        const auto &role = *m_roles.constFind(what);
        if (!role)
            return std::unexpected(role.error());
        instance->role = *role;
    } else {
        if (!m_blocks.contains(what))
            m_blocks.insert(what, m_loader.includeTasks(request.file, *request.include));
        const auto &block = *m_blocks.constFind(what);
        if (!block)
            return std::unexpected(block.error());
        instance->block = *block;
    }
    const QString place = addressOf(request.include) + u'\n' + addressOf(request.outer.get()) + u'\n' +
                          QString::number(request.item);
    QList<Known> &known = m_known[place];
    const auto same = std::ranges::find_if(
        known, [&](const Known &other) { return other.key == what && other.instance->vars == request.vars; });
    if (same != known.end())
        return same->instance;
    isNew = true;
    instance->include = request.include;
    instance->outer = request.outer;
    instance->vars = request.vars;
    instance->item = request.item;
    instance->depth = depth;
    instance->number = static_cast<int>(known.size());
    known.append({what, instance});
    return std::shared_ptr<const IncludeInstance>(instance);
}

} // namespace skybro::playbook

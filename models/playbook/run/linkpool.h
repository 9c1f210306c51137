#pragma once

#include "models/playbook/run/link.h"

#include <QHash>
#include <QString>

#include <memory>
#include <unordered_map>

namespace skybro::playbook {

class TaskScope;

/// The shells of a run: one for each host and user, made when first needed and kept. Thread: the run's.
class LinkPool
{
public:
    explicit LinkPool(LinkFactory &factory)
        : m_factory(factory)
    {
    }

    [[nodiscard]] Link &link(const LinkTarget &target);
    /// Lets go of the host's connections; the next script makes new ones.
    void reset(const QString &host);
    void clear() { m_links.clear(); }

private:
    struct Entry
    {
        QString host;
        std::unique_ptr<Link> link;
    };
    LinkFactory &m_factory;
    std::unordered_map<QString, Entry> m_links;
};

/// How the task reaches the scope's host and as whom: keywords, and the variables that override them
/// (ansible_host, ansible_user, ansible_become …). Error: a template in them that fails.
[[nodiscard]] Result<LinkTarget> linkTarget(const TaskScope &scope);

} // namespace skybro::playbook

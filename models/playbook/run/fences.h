#pragma once

#include "models/playbook/run/cursor.h"
#include "models/playbook/run/playstate.h"

#include <QSet>

#include <set>

namespace skybro::playbook {

/// The tasks of a play that look at other hosts, or change what others see: hostvars, run_once, delegate_to,
/// add_host … Such a task begins when every host has come to it, and no host goes on before it is over
/// everywhere, so that what it sees is what Ansible's linear strategy would show it. All other tasks of one
/// host wait for nobody. Thread: the run's.
class Fences
{
public:
    explicit Fences(PlayState &play);

    /// Null: none up to there.
    [[nodiscard]] const Position *lastUpTo(const Position &position) const;
    /// Every task is one: any_errors_fatal and max_fail_percentage of the play.
    [[nodiscard]] bool isEverywhere() const { return m_isEverywhere; }
    /// What was included at `position`.
    void add(const IncludeInstance &instance, Position position);
    [[nodiscard]] bool isFence(const Task &task);

private:
    void add(const std::vector<BlockItem> &items, const Position &where, int section);
    void add(const Block &block, const Position &where);
    void addHandlers(const Position &flush, std::size_t from);
    void findNames();
    [[nodiscard]] bool looksAtOthers(const Task &task);
    [[nodiscard]] bool isTold(const Value &value) const;
    [[nodiscard]] bool isTold(const QString &text) const;
    [[nodiscard]] bool isTemplateTold(const Task &task) const;

    PlayState &m_play;
    std::set<Position> m_positions;
    std::vector<Position> m_flushes;
    std::size_t m_handlers = 0;
    QSet<QString> m_names; ///< variables that are, or lead to, what is known of other hosts
    QHash<const Task *, bool> m_known;
    bool m_isEverywhere = false;
    bool m_isNowhere = false; ///< strategy "free"
};

} // namespace skybro::playbook

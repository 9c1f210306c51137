#pragma once

#include "models/playbook/plays/playbook.h"
#include "models/playbook/run/includecache.h"

#include <QSet>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace skybro::playbook {

/// Where in a play a task stands, the same for every host that comes by: section and index in each block,
/// from the outermost one in; within an include its loop's item and which of the included files. The
/// smaller one comes first.
using Position = std::vector<int>;

/// What of a play a host does next: blocks with rescue and always, includes, handlers. It knows nothing of
/// other hosts. Thread: the run's.
class Cursor
{
public:
    /// What decides whether something runs on this host.
    struct Rules
    {
        std::function<bool(const Task &)> isWanted; ///< by tags
        std::function<bool(const Block &)> isDone;  ///< of a role that has run here already
        std::function<void(const Block &)> ended;   ///< it came to its end without a failure
        std::function<int(const QSet<const Task *> &, int)> nextHandler; ///< the first notified from there on
    };

    /// `items` must outlive it. Stands before the first task: call advance().
    Cursor(const std::vector<BlockItem> &items, Rules rules);

    /// Null at the end.
    [[nodiscard]] const Task *task() const { return m_task; }
    [[nodiscard]] const Position &position() const { return m_position; }
    /// The include that the task stands in; null: none.
    [[nodiscard]] std::shared_ptr<const IncludeInstance> include() const;
    /// To the next task.
    void advance();
    /// The task failed: advance() goes to rescue or always of the blocks around it, or to the end.
    void fail();
    /// What was included runs next; call advance() then.
    void enter(const std::vector<std::shared_ptr<const IncludeInstance>> &instances);
    /// Notified handlers run next; call advance() then.
    void flush();
    void end();
    /// True: the failure before the end was never rescued, or `always` runs after one.
    [[nodiscard]] bool isFailed() const { return m_isFailed; }
    void clearErrors();
    /// Some block around the task would rescue it.
    [[nodiscard]] bool isRescuing() const;
    /// The task itself stands in rescue or always.
    [[nodiscard]] bool isInRescueOrAlways() const;
    [[nodiscard]] bool isInHandlers() const;

    /// Notified and not yet run.
    QSet<const Task *> notified;
    /// The handlers by index, as `nextHandler` counts them.
    std::function<const Task *(int)> handler;

private:
    enum Section
    {
        Tasks,
        Rescue,
        Always
    };
    struct Frame
    {
        const Block *block = nullptr;                  ///< null: the play, or handlers
        const std::vector<BlockItem> *items = nullptr; ///< of the section; null: handlers
        Section section = Tasks;
        int index = -1;
        bool isFailed = false;
        std::shared_ptr<const IncludeInstance> include;
        Position where; ///< of this frame, to which section and index are added
    };

    void push(const Block &block, Position where, std::shared_ptr<const IncludeInstance> include);
    [[nodiscard]] Position here(const Frame &frame) const;
    /// The frame's section is over; false: the frame goes.
    bool nextSection(Frame &frame);
    void step();

    Rules m_rules;
    std::vector<Frame> m_frames;
    const Task *m_task = nullptr;
    Position m_position;
    bool m_isFailed = false;
};

} // namespace skybro::playbook

#include "models/playbook/run/cursor.h"

#include <algorithm>

namespace skybro::playbook {

Cursor::Cursor(const std::vector<BlockItem> &items, Rules rules)
    : m_rules(std::move(rules))
{
    Frame root;
    root.items = &items;
    m_frames.push_back(std::move(root));
}

std::shared_ptr<const IncludeInstance> Cursor::include() const
{
    return m_frames.empty() ? nullptr : m_frames.back().include;
}

Position Cursor::here(const Frame &frame) const
{
    Position position = frame.where;
    if (frame.items)
        position.push_back(frame.section);
    position.push_back(frame.index);
    return position;
}

void Cursor::push(const Block &block, Position where, std::shared_ptr<const IncludeInstance> include)
{
    if (m_rules.isDone(block))
        return;
    Frame frame;
    frame.block = &block;
    frame.items = &block.tasks;
    frame.include = std::move(include);
    frame.where = std::move(where);
    m_frames.push_back(std::move(frame));
}

bool Cursor::nextSection(Frame &frame)
{
    if (!frame.block)
        return false;
    // Rescue is entered by fail() alone; when it comes to its end the failure is over.
    if (frame.section == Rescue)
        frame.isFailed = false;
    if (frame.section == Always || frame.block->always.empty())
        return false;
    frame.section = Always;
    frame.items = &frame.block->always;
    frame.index = -1;
    return true;
}

void Cursor::advance()
{
    m_task = nullptr;
    while (!m_task && !m_frames.empty())
        step();
    if (!m_task)
        m_position.clear();
}

void Cursor::step()
{
    Frame &frame = m_frames.back();
    if (!frame.items) {
        frame.index = m_rules.nextHandler(notified, frame.index + 1);
        if (frame.index < 0) {
            m_frames.pop_back();
            return;
        }
        m_task = handler(frame.index);
        notified.remove(m_task);
        m_position = here(frame);
        return;
    }
    if (++frame.index >= static_cast<int>(frame.items->size())) {
        if (nextSection(frame))
            return;
        const Block *block = frame.block;
        const bool isFailed = frame.isFailed;
        m_frames.pop_back();
        if (isFailed)
            fail();
        else if (block)
            m_rules.ended(*block);
        return;
    }
    const BlockItem &item = (*frame.items)[static_cast<std::size_t>(frame.index)];
    if (const auto *block = std::get_if<std::shared_ptr<const Block>>(&item)) {
        push(**block, here(frame), frame.include);
        return;
    }
    const Task &task = *std::get<std::shared_ptr<const Task>>(item);
    if (!task.isImplicit && !m_rules.isWanted(task))
        return;
    m_task = &task;
    m_position = here(frame);
}

void Cursor::fail()
{
    while (!m_frames.empty()) {
        Frame &frame = m_frames.back();
        if (frame.block && frame.items) {
            const bool wasRescue = frame.section == Rescue;
            const bool wasAlways = frame.section == Always;
            frame.isFailed = true;
            if (!wasRescue && !wasAlways && !frame.block->rescue.empty()) {
                frame.section = Rescue;
                frame.items = &frame.block->rescue;
                frame.index = -1;
                return;
            }
            if (!wasAlways && !frame.block->always.empty()) {
                frame.section = Always;
                frame.items = &frame.block->always;
                frame.index = -1;
                return;
            }
        }
        m_frames.pop_back();
    }
    m_isFailed = true;
}

void Cursor::enter(const std::vector<std::shared_ptr<const IncludeInstance>> &instances)
{
    // The last one first: it lies deepest.
    for (auto it = instances.rbegin(); it != instances.rend(); ++it) {
        const IncludeInstance &instance = **it;
        Position where = m_position;
        where.push_back(instance.item);
        where.push_back(instance.number);
        if (instance.block) {
            push(*instance.block, where, *it);
            continue;
        }
        const auto roles = instance.role->inOrder();
        for (auto role = roles.rbegin(); role != roles.rend(); ++role) {
            if (!(*role)->tasks)
                continue;
            Position at = where;
            at.push_back(static_cast<int>(std::distance(role, roles.rend())));
            push(*(*role)->tasks, std::move(at), *it);
        }
    }
}

void Cursor::flush()
{
    Frame frame;
    frame.where = m_position;
    frame.include = include();
    m_frames.push_back(std::move(frame));
}

void Cursor::end()
{
    m_frames.clear();
    m_task = nullptr;
    m_position.clear();
}

void Cursor::clearErrors()
{
    m_isFailed = false;
    for (Frame &frame : m_frames)
        frame.isFailed = false;
}

bool Cursor::isRescuing() const
{
    // When a handler fails, Ansible runs the rescue of the outermost block and yet counts a failure.
    const std::size_t from = isInHandlers() ? 2 : 1;
    for (std::size_t i = from; i < m_frames.size(); ++i) {
        if (m_frames[i].block && m_frames[i].section == Tasks && !m_frames[i].block->rescue.empty())
            return true;
    }
    return false;
}

bool Cursor::isInRescueOrAlways() const
{
    for (auto frame = m_frames.rbegin(); frame != m_frames.rend(); ++frame) {
        if (frame->block && frame->items)
            return frame->section != Tasks;
    }
    return false;
}

bool Cursor::isInHandlers() const
{
    return std::ranges::any_of(m_frames, [](const Frame &frame) { return !frame.items; });
}

} // namespace skybro::playbook

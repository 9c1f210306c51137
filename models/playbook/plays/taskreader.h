#pragma once

#include "models/playbook/plays/action.h"
#include "models/playbook/plays/keywords.h"
#include "models/playbook/plays/reading.h"

#include <QCoreApplication>

#include <vector>

namespace skybro::playbook {

/// Reads lists of tasks and handlers, with what import_tasks and import_role put in their places.
class TaskReader
{
    Q_DECLARE_TR_FUNCTIONS(skybro::playbook)

public:
    explicit TaskReader(Reading &reading)
        : m_reading(reading)
    {
    }

    /// `list`: a sequence of tasks and blocks; null gives none.
    [[nodiscard]] std::vector<BlockItem> readTasks(const YamlNode &list, const Place &place);
    /// The same as handlers, those of imported files among them.
    [[nodiscard]] std::vector<std::shared_ptr<const Task>> readHandlers(const YamlNode &list,
                                                                        const Place &place);
    /// A file of tasks; `block` gets them, and its `file` is `name` already. False when it can not be read.
    bool readFile(const QString &path, const Mark &from, Block &block, const Place &place);
    /// The keywords of `apply`, as a block without tasks.
    [[nodiscard]] std::shared_ptr<Block> readApply(const YamlNode &node, const Place &place);

private:
    void readItem(const YamlNode &node, const Place &place, std::vector<BlockItem> &into);
    [[nodiscard]] std::shared_ptr<Block> readBlock(const YamlNode &node, const Place &place);
    [[nodiscard]] std::shared_ptr<Task> readTask(const YamlNode &node, Action action, const Place &place);
    void readTaskKey(const YamlNode &key, const YamlNode &value, KeywordReader &keywords, Task &task);
    void readLoop(const YamlNode &key, const YamlNode &value, Task &task);
    void readLoopControl(const YamlNode &node, Task &task);
    void checkInclude(const YamlNode &node, Task &task, const Place &place);
    void importTasks(const Task &task, const Place &place, std::vector<BlockItem> &into);
    bool count(const Mark &mark);

    Reading &m_reading;
};

/// The text with its templates expanded by what is known before anything runs; nothing with a finding.
[[nodiscard]] std::optional<QString> expandStatic(const QString &text, const Mark &mark, const Element &at,
                                                  Reading &reading);

} // namespace skybro::playbook

#pragma once

#include "models/playbook/plays/loader.h"

#include <QStringList>

/// The tasks of a playbook, one line each, as `ansible-playbook --list-tasks` shows them: titles and tags of
/// what is in the main sections, not of `rescue` and `always`.
class Outline
{
public:
    explicit Outline(const skybro::playbook::Playbook &playbook)
    {
        int number = 0;
        for (const auto &play : playbook.plays) {
            m_lines.append(QStringLiteral("play %1: %2 %3").arg(++number).arg(title(*play), tags(*play)));
            for (const auto &item : play->tasks)
                add(item);
        }
    }

    [[nodiscard]] const QStringList &lines() const { return m_lines; }

private:
    static QString title(const skybro::playbook::Play &play)
    {
        return play.name.isEmpty() ? play.hosts.value.toTexts().join(u',') : play.name;
    }

    static QString tags(const skybro::playbook::Element &element)
    {
        QStringList all = element.allTags();
        all.sort();
        return QStringLiteral("[%1]").arg(all.join(QStringLiteral(", ")));
    }

    void add(const skybro::playbook::BlockItem &item)
    {
        using namespace skybro::playbook;
        if (const auto *block = std::get_if<std::shared_ptr<const Block>>(&item)) {
            for (const BlockItem &inner : (*block)->tasks)
                add(inner);
            return;
        }
        const Task &task = *std::get<std::shared_ptr<const Task>>(item);
        if (!task.isImplicit)
            m_lines.append(
                QStringLiteral("  %1 %2").arg(task.name.isEmpty() ? task.action : task.title(), tags(task)));
    }

    QStringList m_lines;
};

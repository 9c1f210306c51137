#pragma once

#include "models/playbook/run/recaptext.h"

#include <QHash>
#include <QStringList>

namespace skybro::ctl {

/// A run's events as ansible-playbook prints them (its callback "default"): banners, a line a host, why it
/// failed, diffs, the recap. What comes in another order than the tasks' is put under its task's banner
/// again.
class RunPrinter
{
public:
    struct Options
    {
        bool color = false;
        bool quiet = false; ///< what failed, and the recap, only
        int width = 79;     ///< of banners; Ansible's own where there is no terminal
    };
    explicit RunPrinter(const Options &options);

    /// The lines for an event, without line ends; an empty one above banners.
    [[nodiscard]] QStringList lines(const playbook::RunEvent &event);

private:
    struct Task
    {
        QString title;
        QString action;
        bool isHandler = false;
    };
    enum class Color
    {
        Plain,
        Green,
        Yellow,
        Cyan,
        Red,
        BrightRed,
        Purple,
    };
    [[nodiscard]] static Color recapColor(playbook::RecapPart part);
    [[nodiscard]] QString paint(const QString &text, Color color) const;
    [[nodiscard]] QString banner(const QString &text) const;
    [[nodiscard]] QStringList taskBanner(int task);
    [[nodiscard]] QStringList hostLines(const playbook::RunEvent &event) const;
    [[nodiscard]] QStringList itemLines(const playbook::RunEvent &event) const;
    [[nodiscard]] QStringList diffLines(const playbook::RunEvent &event) const;
    [[nodiscard]] QStringList recapOf(const playbook::Recap &recap) const;

    Options m_options;
    QHash<int, Task> m_tasks;
    int m_shown = -1; ///< whose banner is the last one
};

/// As the terminal has it: its width; colours on a terminal only, and not where NO_COLOR is set
/// (no-color.org).
[[nodiscard]] RunPrinter::Options printerOptions(bool quiet);

} // namespace skybro::ctl

#pragma once

#include "models/base/format.h"
#include "models/base/result.h"

#include <QObject>

#include <string_view>

/// The program's log: one rotating file under $XDG_STATE_HOME/skybro, optional stderr, and a feed for the
/// console's log pane. Every line passes redact(). Log lines are English and not translated. Any thread may
/// log.
namespace skybro::log {

enum class Level
{
    Trace,
    Debug,
    Info,
    Warning,
    Error,
    Off
};

struct Line
{
    qint64 msecsSinceEpoch = 0;
    Level level = Level::Info;
    QString area; ///< which part speaks: "azure", "fleet", "journal" …
    QString text;
};

struct Options
{
    QString program; ///< names the file: skybro.log, skybroctl.log
    Level level = Level::Info;
    bool toFile = true;
    bool toStderr = false;
};

/// Opens the log; before this, lines are dropped. A file that can not be written is an error, and logging
/// goes on without it. Also takes over Qt's own messages (qWarning and friends), as area "qt".
[[nodiscard]] Result<void> open(const Options &options);
void close();
/// Path of the file in use, empty when there is none.
[[nodiscard]] QString filePath();

void setLevel(Level level);
[[nodiscard]] Level level();
[[nodiscard]] std::optional<Level> levelFromWord(const QString &word); ///< "trace" … "error", "off"
[[nodiscard]] QString toWord(Level level);

void write(Level level, std::string_view area, std::string_view text);

template <typename... Args>
void trace(std::string_view area, fmt::format_string<Args...> format, Args &&...args)
{
    if (level() <= Level::Trace)
        write(Level::Trace, area, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void debug(std::string_view area, fmt::format_string<Args...> format, Args &&...args)
{
    if (level() <= Level::Debug)
        write(Level::Debug, area, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void info(std::string_view area, fmt::format_string<Args...> format, Args &&...args)
{
    if (level() <= Level::Info)
        write(Level::Info, area, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void warning(std::string_view area, fmt::format_string<Args...> format, Args &&...args)
{
    if (level() <= Level::Warning)
        write(Level::Warning, area, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void error(std::string_view area, fmt::format_string<Args...> format, Args &&...args)
{
    if (level() <= Level::Error)
        write(Level::Error, area, fmt::format(format, std::forward<Args>(args)...));
}

/// Hands new lines to the GUI thread, in order; keeps the last 2,000 for a pane that opens late.
class Feed : public QObject
{
    Q_OBJECT

public:
    /// The one feed, living in the thread that first asks for it (the GUI thread).
    static Feed &instance();
    [[nodiscard]] QList<Line> recent() const;

signals:
    void lineAdded(const skybro::log::Line &line);

private:
    Feed() = default;
};

} // namespace skybro::log

Q_DECLARE_METATYPE(skybro::log::Line)

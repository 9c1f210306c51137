#include "models/base/log.h"

#include "models/base/basedirs.h"
#include "models/base/redact.h"

#include <QCoreApplication>
#include <QDir>
#include <QMutex>

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <atomic>
#include <deque>

namespace skybro::log {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t fileBytes = 5 * 1024 * 1024;
constexpr size_t fileCount = 4;
constexpr size_t feedLines = 2000;
constexpr std::array<const char *, 6> words{"trace", "debug", "info", "warning", "error", "off"};

struct State
{
    QMutex mutex;
    std::shared_ptr<spdlog::logger> logger;
    QString path;
    std::deque<Line> recent;
};

State &state()
{
    static State s;
    return s;
}

std::atomic<Level> g_level{Level::Off};
std::atomic<Feed *> g_feed{nullptr};

spdlog::level::level_enum toSpdlog(Level level)
{
    switch (level) {
    case Level::Trace:
        return spdlog::level::trace;
    case Level::Debug:
        return spdlog::level::debug;
    case Level::Info:
        return spdlog::level::info;
    case Level::Warning:
        return spdlog::level::warn;
    case Level::Error:
        return spdlog::level::err;
    case Level::Off:
        break;
    }
    return spdlog::level::off;
}

void fromQt(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QByteArray text = context.category && qstrcmp(context.category, "default") != 0
                                ? QByteArray(context.category) + ": " + message.toUtf8()
                                : message.toUtf8();
    switch (type) {
    case QtDebugMsg:
        debug("qt", "{}", text);
        break;
    case QtInfoMsg:
        info("qt", "{}", text);
        break;
    case QtWarningMsg:
        warning("qt", "{}", text);
        break;
    case QtCriticalMsg:
    case QtFatalMsg:
        error("qt", "{}", text);
        break;
    }
}

} // namespace

Result<void> open(const Options &options)
{
    close();
    std::vector<spdlog::sink_ptr> sinks;
    Result<void> result;
    QString path;
    if (options.toStderr)
        sinks.push_back(std::make_shared<spdlog::sinks::stderr_sink_mt>());
    if (options.toFile) {
        const QString folder = stateHome() + u"/skybro"_s;
        path = folder + u'/' + options.program + u".log"_s;
        try {
            if (!QDir().mkpath(folder))
                throw spdlog::spdlog_ex("cannot create the folder");
            sinks.push_back(std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
                QFile::encodeName(path).toStdString(), fileBytes, fileCount));
        } catch (const spdlog::spdlog_ex &exception) {
            result = fail(
                ErrorKind::Internal,
                QCoreApplication::translate("skybro::log", "The log file %1 cannot be written.").arg(path),
                QString::fromUtf8(exception.what()));
            path.clear();
        }
    }
    auto logger = std::make_shared<spdlog::logger>(options.program.toStdString(), sinks.begin(), sinks.end());
    logger->set_level(spdlog::level::trace); // the level is checked before formatting, here
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %P %-7l %v");
    logger->flush_on(spdlog::level::trace); // the last lines before a crash are the ones wanted
    {
        const QMutexLocker lock(&state().mutex);
        state().logger = std::move(logger);
        state().path = path;
    }
    g_level = options.level;
    qInstallMessageHandler(fromQt);
    return result;
}

void close()
{
    qInstallMessageHandler(nullptr);
    g_level = Level::Off;
    const QMutexLocker lock(&state().mutex);
    if (state().logger)
        state().logger->flush();
    state().logger.reset();
    state().path.clear();
    state().recent.clear();
}

QString filePath()
{
    const QMutexLocker lock(&state().mutex);
    return state().path;
}

void setLevel(Level level)
{
    g_level = level;
}

Level level()
{
    return g_level;
}

std::optional<Level> levelFromWord(const QString &word)
{
    for (size_t i = 0; i < words.size(); ++i) {
        if (word == QLatin1StringView(words[i]))
            return static_cast<Level>(i);
    }
    return std::nullopt;
}

QString toWord(Level level)
{
    return QString::fromLatin1(words[static_cast<size_t>(level)]);
}

void write(Level level, std::string_view area, std::string_view text)
{
    if (level < g_level)
        return;
    const std::string clean = redact(text);
    const Line line{QDateTime::currentMSecsSinceEpoch(), level,
                    QString::fromUtf8(area.data(), static_cast<qsizetype>(area.size())),
                    QString::fromStdString(clean)};
    {
        const QMutexLocker lock(&state().mutex);
        if (!state().logger)
            return;
        state().logger->log(toSpdlog(level), "{}: {}", area, clean);
        state().recent.push_back(line);
        if (state().recent.size() > feedLines)
            state().recent.pop_front();
    }
    if (Feed *feed = g_feed)
        QMetaObject::invokeMethod(
            feed, [feed, line] { emit feed->lineAdded(line); }, Qt::QueuedConnection);
}

Feed &Feed::instance()
{
    static Feed feed;
    g_feed = &feed;
    return feed;
}

QList<Line> Feed::recent() const
{
    const QMutexLocker lock(&state().mutex);
    return {state().recent.begin(), state().recent.end()};
}

} // namespace skybro::log

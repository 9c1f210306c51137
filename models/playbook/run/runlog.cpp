#include "models/playbook/run/runlog.h"

#include "models/base/basedirs.h"
#include "models/base/journal.h"
#include "models/base/log.h"
#include "models/base/processidentity.h"

#include <QCoreApplication>
#include <QDir>
#include <QUuid>

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

constexpr int formatVersion = 1;
constexpr qint64 tailSize = 16 * 1024;    // bytes; the recap of a hundred hosts fits
constexpr qint64 headerLimit = 64 * 1024; // bytes
const QString suffix = u".jsonl"_s;

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::playbook", text);
}

QString folderOr(const QString &folder)
{
    return folder.isEmpty() ? runsFolder() : folder;
}

/// Empty when the id is none: it must not lead out of the folder.
QString pathOf(const QString &id, const QString &folder)
{
    const QUuid uuid = QUuid::fromString(id);
    return uuid.isNull() || uuid.toString(QUuid::WithoutBraces) != id ? QString()
                                                                      : folderOr(folder) + u'/' + id + suffix;
}

QByteArray headerLine(const RunSummary &run)
{
    const Dict line{{u"skybroRun"_s, formatVersion},
                    {u"id"_s, run.id},
                    {u"site"_s, run.site},
                    {u"playbook"_s, run.playbook},
                    {u"limit"_s, run.limit},
                    {u"check"_s, run.check},
                    {u"byAnsible"_s, run.byAnsible},
                    {u"started"_s, run.started.toUTC().toString(Qt::ISODateWithMs)},
                    {u"owner"_s, run.owner.isEmpty() ? processIdentity() : run.owner}};
    return Value(line).toJson() + '\n';
}

std::optional<RunSummary> fromHeaderLine(const QByteArray &line)
{
    const std::optional<Value> value = Value::fromJson(line);
    if (!value || !value->isDict() || (*value)[u"skybroRun"_s] != Value(formatVersion))
        return std::nullopt;
    const auto text = [&value](const QString &key) { return (*value)[key].toText(); };
    RunSummary run;
    run.id = text(u"id"_s);
    run.site = text(u"site"_s);
    run.playbook = text(u"playbook"_s);
    run.limit = text(u"limit"_s);
    run.check = (*value)[u"check"_s].isTrue();
    run.byAnsible = (*value)[u"byAnsible"_s].isTrue();
    run.started = QDateTime::fromString(text(u"started"_s), Qt::ISODateWithMs);
    run.owner = text(u"owner"_s);
    return run.started.isValid() ? std::optional(run) : std::nullopt;
}

/// The last line that has its line end. Reads from the end, as much as it needs.
QByteArray lastLine(QFile &file)
{
    for (qint64 size = tailSize;; size *= 8) {
        const qint64 from = std::max<qint64>(0, file.size() - size);
        file.seek(from);
        const QByteArray tail = file.readAll();
        const qsizetype end = tail.lastIndexOf('\n');
        const qsizetype before = end > 0 ? tail.lastIndexOf('\n', end - 1) : -1;
        if (before >= 0)
            return tail.mid(before + 1, end - before - 1);
        if (from == 0)
            return {};
    }
}

/// Nothing for a damaged line, nor for a last one that a kill cut off: even if only its line end is missing,
/// so that who counts and who reads agree.
std::optional<RunEvent> eventOfLine(const QByteArray &line)
{
    return line.endsWith('\n') ? runEventFromJson(line) : std::nullopt;
}

std::optional<RunSummary> summarize(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return std::nullopt;
    std::optional<RunSummary> run = fromHeaderLine(file.readLine(headerLimit));
    if (!run)
        return std::nullopt;
    const qint64 headerEnd = file.pos();
    const std::optional<RunEvent> last = runEventFromJson(lastLine(file));
    if (last && last->kind == RunEvent::Kind::RunFinished) {
        run->ended = last->time;
        run->recap = last->recap;
        run->isStopped = last->isStopped;
        return run;
    }
    file.seek(headerEnd);
    while (!file.atEnd()) {
        if (const auto event = eventOfLine(file.readLine()))
            addTo(run->recap, *event);
    }
    return run;
}

/// Logs that nobody wrote to for as long as the journal remembers a run go: a year's are gigabytes.
void removeOldLogs(const QString &folder)
{
    const QDateTime oldest = QDateTime::currentDateTimeUtc().addDays(-keptFor.count());
    const QFileInfoList logs = QDir(folder).entryInfoList({u'*' + suffix}, QDir::Files);
    for (const QFileInfo &file : logs) {
        if (file.lastModified() < oldest && !QFile::remove(file.filePath()))
            log::warning("runlog", "{} is old, and can not be removed", file.filePath());
    }
}

std::unexpected<Error> noSuchRun(const QString &id)
{
    return fail(ErrorKind::NotFound, tr("There is no run %1.").arg(id));
}

} // namespace

Result<std::unique_ptr<RunLog>> RunLog::create(const RunSummary &run, const QString &folder)
{
    std::unique_ptr<RunLog> log(new RunLog);
    log->m_path = pathOf(run.id, folder);
    if (log->m_path.isEmpty())
        return fail(ErrorKind::Invalid, tr("\"%1\" is no name for a run.").arg(run.id));
    const auto cannot = [&log](const QString &why) {
        return fail(ErrorKind::Internal, tr("The log %1 cannot be written: %2").arg(log->m_path, why));
    };
    const QString home = folderOr(folder);
    if (!QDir(home).exists()) {
        if (!QDir().mkpath(home))
            return cannot(tr("its folder cannot be created."));
        QFile::setPermissions(home, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    // Not by QFile: for a moment others could read what it creates.
    const int fd = ::open(QFile::encodeName(log->m_path).constData(),
                          O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd < 0)
        return cannot(QString::fromLocal8Bit(std::strerror(errno)));
    if (!log->m_file.open(fd, QFile::WriteOnly | QFile::Unbuffered, QFile::AutoCloseHandle))
        return cannot(log->m_file.errorString());
    if (const Result<void> written = log->write(headerLine(run)); !written)
        return std::unexpected(written.error());
    removeOldLogs(home);
    return log;
}

Result<void> RunLog::append(const QList<RunEvent> &events)
{
    QByteArray bytes;
    for (const RunEvent &event : events)
        bytes += toJsonLine(event) + '\n';
    return write(bytes);
}

Result<void> RunLog::write(const QByteArray &bytes)
{
    qint64 written = 0;
    while (written < bytes.size()) { // in one go, but for a disk that is nearly full
        const qint64 now = m_file.write(bytes.constData() + written, bytes.size() - written);
        if (now <= 0) {
            const QString why = m_file.errorString();
            if (!m_file.resize(m_size))
                log::error("runlog", "{} keeps half a line", m_path);
            return fail(ErrorKind::Internal, tr("The log %1 cannot be written: %2").arg(m_path, why));
        }
        written += now;
    }
    m_size += written;
    return {};
}

QString runsFolder()
{
    return stateHome() + u"/skybro/runs"_s;
}

QList<RunSummary> runHistory(const QString &folder)
{
    QList<RunSummary> runs;
    const QStringList names = QDir(folderOr(folder)).entryList({u'*' + suffix}, QDir::Files);
    for (const QString &name : names) {
        const auto run = summarize(folderOr(folder) + u'/' + name);
        if (run && run->id + suffix == name)
            runs += *run;
    }
    std::ranges::sort(runs, std::ranges::greater(), &RunSummary::started);
    return runs;
}

Result<RunSummary> runSummary(const QString &id, const QString &folder)
{
    const QString path = pathOf(id, folder);
    const std::optional<RunSummary> run = path.isEmpty() ? std::nullopt : summarize(path);
    if (!run)
        return noSuchRun(id);
    return *run;
}

Result<QList<RunEvent>> readRun(const QString &id, const QString &folder)
{
    QFile file(pathOf(id, folder));
    if (file.fileName().isEmpty() || !file.open(QFile::ReadOnly) || !fromHeaderLine(file.readLine()))
        return noSuchRun(id);
    QList<RunEvent> events;
    int damaged = 0;
    while (!file.atEnd()) {
        if (const auto event = eventOfLine(file.readLine()))
            events += *event;
        else
            ++damaged;
    }
    if (damaged > 0)
        log::warning("runlog", "{}: {} lines are damaged", file.fileName(), damaged);
    return events;
}

} // namespace skybro::playbook

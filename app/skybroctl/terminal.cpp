#include "app/skybroctl/terminal.h"

#include "app/skybroctl/exitcode.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>

namespace skybro::ctl {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int defaultWidth = 80;

int g_outputError = 0; ///< errno of the first write to stdout that failed

void print(std::FILE *stream, const QByteArray &bytes)
{
    const auto size = static_cast<size_t>(bytes.size());
    const bool isWritten =
        std::fwrite(bytes.constData(), 1, size, stream) == size && std::fflush(stream) == 0;
    if (!isWritten && stream == stdout && g_outputError == 0)
        g_outputError = errno;
}

void print(std::FILE *stream, const QString &text)
{
    print(stream, text.toLocal8Bit());
}

/// Azure's words may hold anything: nothing of it may steer the terminal.
QString printable(QString text)
{
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control)
            c = u' ';
    }
    return text;
}

} // namespace

int terminalWidth(int fd)
{
    winsize size{};
    return ::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : defaultWidth;
}

bool isTerminal(int fd)
{
    return ::isatty(fd) == 1;
}

void printOut(const QString &text)
{
    print(stdout, text + u'\n');
}

void printErr(const QString &text)
{
    print(stderr, text + u'\n');
}

void printJson(const QJsonObject &object)
{
    printJson(QJsonDocument(object).toJson(QJsonDocument::Indented));
}

void printJson(const QByteArray &text)
{
    printBytes(text);
}

void printBytes(const QByteArray &text)
{
    print(stdout, text);
}

bool isOutputLost()
{
    return g_outputError != 0;
}

int endOutput(int exitCode)
{
    if (g_outputError == 0 || g_outputError == EPIPE)
        return exitCode;
    printErr(QCoreApplication::translate("skybro::ctl", "skybroctl: the output could not be written: %1.")
                 .arg(qt_error_string(g_outputError)));
    return exitCode == AllDone ? SomeFailed : exitCode;
}

void printError(const Error &error, const QString &subject)
{
    QString text = u"skybroctl: "_s;
    if (!subject.isEmpty())
        text += subject + u": "_s;
    text += printable(error.text);
    if (!error.code.isEmpty() && !error.text.contains(error.code))
        text += u" ["_s + printable(error.code) + u']';
    if (!error.requestId.isEmpty())
        text += u" (request "_s + printable(error.requestId) + u')';
    printErr(text);
}

QJsonObject toJson(const Error &error)
{
    return {{u"kind"_s, toWord(error.kind)},
            {u"code"_s, error.code},
            {u"message"_s, error.text},
            {u"requestId"_s, error.requestId}};
}

void printTable(const QStringList &headings, const QList<QStringList> &rows)
{
    QString text;
    if (!isTerminal(STDOUT_FILENO)) {
        for (QStringList row : rows) {
            std::ranges::transform(row, row.begin(), printable);
            text += row.join(u'\t') + u'\n';
        }
        return print(stdout, text);
    }
    QList<qsizetype> widths(headings.size(), 0);
    for (const QStringList &row : QList<QStringList>{headings} + rows) {
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths.at(i), row.at(i).size());
    }
    const auto addRow = [&](const QStringList &row) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i)
            line += printable(row.at(i)).leftJustified(widths.at(i) + 2);
        text += line.trimmed() + u'\n';
    };
    addRow(headings);
    std::ranges::for_each(rows, addRow);
    print(stdout, text);
}

ProgressLine::ProgressLine(bool enabled)
    : m_enabled(enabled && isTerminal(STDERR_FILENO))
{
    m_timer.setInterval(500ms);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { draw(); });
}

void ProgressLine::show(std::function<QString()> text)
{
    if (!m_enabled)
        return;
    m_text = std::move(text);
    m_timer.start();
    draw();
}

void ProgressLine::draw()
{
    print(stderr, u"\r\x1b[K"_s + m_text().left(terminalWidth(STDERR_FILENO) - 1));
    m_shown = true;
}

void ProgressLine::clear()
{
    m_timer.stop();
    if (m_shown)
        print(stderr, u"\r\x1b[K"_s);
    m_shown = false;
}

} // namespace skybro::ctl

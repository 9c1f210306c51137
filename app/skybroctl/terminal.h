#pragma once

#include "models/base/error.h"

#include <QJsonObject>
#include <QStringList>
#include <QTimer>

#include <functional>

namespace skybro::ctl {

[[nodiscard]] bool isTerminal(int fd);
[[nodiscard]] int terminalWidth(int fd); ///< columns; 80 where nobody knows

void printOut(const QString &text); ///< stdout, with a line end
void printErr(const QString &text); ///< stderr, with a line end
void printJson(const QJsonObject &object);
void printJson(const QByteArray &text);  ///< made already, its line end included
void printBytes(const QByteArray &text); ///< to stdout as they are
/// Something that was to go to stdout did not.
[[nodiscard]] bool isOutputLost();
/// What the program ends with: 1 instead of 0 where isOutputLost(), which it says on stderr; who reads no
/// more of a pipe is told nothing.
[[nodiscard]] int endOutput(int exitCode);
/// "skybroctl: TEXT", with Azure's code and request id behind it.
void printError(const Error &error, const QString &subject = {});

/// {"kind", "code", "message", "requestId"}
[[nodiscard]] QJsonObject toJson(const Error &error);

/// Rows in aligned columns with their headings on a terminal; when piped, plain: one row a line, columns
/// parted by tabs, no headings.
void printTable(const QStringList &headings, const QList<QStringList> &rows);

/// One line on a terminal that says how it goes, renewed in place; nothing when stderr is no terminal.
class ProgressLine
{
public:
    explicit ProgressLine(bool enabled);
    ~ProgressLine() { clear(); }
    Q_DISABLE_COPY_MOVE(ProgressLine)

    /// `text` is asked twice a second, for the time in it.
    void show(std::function<QString()> text);
    void clear();

private:
    void draw();

    bool m_enabled;
    bool m_shown = false;
    std::function<QString()> m_text;
    QTimer m_timer;
};

} // namespace skybro::ctl

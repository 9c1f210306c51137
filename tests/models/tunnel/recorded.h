#pragma once

#include "tests/support/captures.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QString>

/// One command's answer as it was recorded on a real gateway: "$ COMMAND", its output, "--- stderr" and what
/// came there, "--- exit N, …".
struct Recorded
{
    QString command;
    QString output;
    QString error;
    int exitCode = -1;
    qint64 time = 0; ///< seconds since 1970, by the gateway's clock
};

/// What the gateways of the project's own test bed said: tests/models/tunnel/captures/README.md.
inline QDir ownRecordings()
{
    return QDir(QStringLiteral(SKYBRO_SOURCE_DIR "/tests/models/tunnel/captures"));
}

/// Recordings of other gateways, when they are there. They are data of real systems, no part of the project.
inline QDir recordingsFolder()
{
    return QDir(skybro::test::sharedCaptures().filePath(QStringLiteral("ipsec")));
}

inline Recorded readRecorded(const QString &name, const QDir &folder = recordingsFolder())
{
    QFile file(folder.filePath(name));
    Recorded recorded;
    if (!file.open(QIODevice::ReadOnly))
        return recorded;
    const QString text = QString::fromUtf8(file.readAll());
    static const QRegularExpression parts(
        QStringLiteral(
            "^\\$ ([^\\n]*)\\n(.*?)(?:--- stderr\\n(.*?))?--- exit (\\d+)(?:, \\d+ ms, (\\S+))?\\n*$"),
        QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = parts.match(text);
    if (!match.hasMatch())
        return recorded;
    recorded.command = match.captured(1);
    recorded.output = match.captured(2);
    recorded.error = match.captured(3);
    recorded.exitCode = match.captured(4).toInt();
    recorded.time = QDateTime::fromString(match.captured(5), Qt::ISODate).toSecsSinceEpoch();
    return recorded;
}

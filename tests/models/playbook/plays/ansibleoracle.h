#pragma once

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QStringList>

#include <optional>

/// What the real Ansible makes of playbooks, by oracle.py; nothing when Ansible is absent (Debian:
/// ansible-core). One object for each playbook: "tasks" or "error".
inline std::optional<QList<QJsonObject>> askAnsible(const QStringList &playbooks)
{
    // The interpreter for which Ansible is installed is that of its program.
    QFile program(QStandardPaths::findExecutable(QStringLiteral("ansible-playbook")));
    if (!program.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QString interpreter = QString::fromUtf8(program.readLine()).mid(2).trimmed();
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PYTHONDONTWRITEBYTECODE"), QStringLiteral("1"));
    process.setProcessEnvironment(environment);
    process.start(interpreter, QStringList{QStringLiteral(PLAYS_DIR "/oracle.py")} + playbooks);
    if (!process.waitForFinished(240'000) || process.exitCode() != 0)
        return std::nullopt;
    QList<QJsonObject> answers;
    for (const QJsonValue &answer : QJsonDocument::fromJson(process.readAllStandardOutput()).array())
        answers.append(answer.toObject());
    return answers;
}

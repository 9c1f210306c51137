#pragma once

#include "models/base/job.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

namespace skybro::test {

/// Runs a job to its end.
template <typename T>
[[nodiscard]] Result<T> ended(JobOf<T> &job)
{
    job.keep();
    QSignalSpy spy(&job, &Job::finished);
    job.start();
    if (spy.isEmpty() && !spy.wait(patienceMs))
        qFatal("a job did not finish");
    return job.result();
}

/// A port that is there and says nothing: its queue of connections is full, so the kernel drops every SYN.
class DeafPort
{
public:
    DeafPort()
    {
        m_server.setListenBacklogSize(0);
        m_server.listen(QHostAddress::LocalHost);
        m_server.pauseAccepting();
        for (QTcpSocket &socket : m_sockets)
            socket.connectToHost(QHostAddress::LocalHost, m_server.serverPort());
    }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

private:
    QTcpServer m_server;
    QTcpSocket m_sockets[4];
};

/// A port of 127.0.0.1 where nobody listens.
[[nodiscard]] inline quint16 closedPort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

/// A folder to be all of a script's PATH: links to these programs of this machine, each as "name" or, where
/// busybox plays it, as "busybox:name". What is not installed is left out.
inline void fillPath(const QString &folder, const QStringList &programs)
{
    for (const QString &program : programs) {
        const QString name = program.section(u':', -1);
        const QString real = QStandardPaths::findExecutable(program.section(u':', 0, 0));
        if (!real.isEmpty())
            QFile::link(real, QDir(folder).filePath(name));
    }
}

/// Writes an executable script there.
inline void writeProgram(const QString &folder, const QString &name, const QByteArray &script)
{
    QFile file(QDir(folder).filePath(name));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write a program");
    file.write("#!/bin/sh\n" + script);
    file.close();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

} // namespace skybro::test

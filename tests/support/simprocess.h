#pragma once

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

#include <memory>

namespace skybro::test {

/// The real skybro-sim as a child process, ended with this object.
class SimProcess
{
public:
    /// Starts it on a free port. Nothing when it does not come up; says why on stderr.
    [[nodiscard]] static std::unique_ptr<SimProcess> start(const QString &program, QStringList arguments,
                                                           const QByteArray &faults = {})
    {
        auto sim = std::make_unique<SimProcess>();
        if (!faults.isEmpty()) {
            QFile file(sim->folder.filePath(QStringLiteral("faults.json")));
            if (!file.open(QIODevice::WriteOnly))
                return {};
            file.write(faults);
            arguments << QStringLiteral("--faults") << file.fileName();
        }
        sim->process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        sim->process.start(program, arguments);
        QElapsedTimer timer;
        timer.start();
        QByteArray line;
        while (!line.endsWith('\n') && timer.elapsed() < 30'000 &&
               sim->process.state() != QProcess::NotRunning) {
            sim->process.waitForReadyRead(200);
            line += sim->process.readAllStandardOutput();
        }
        const QJsonObject ready = QJsonDocument::fromJson(line).object();
        if (ready.isEmpty())
            return {};
        sim->endpoint = QUrl(ready.value(QStringLiteral("endpoint")).toString());
        sim->authority = QUrl(ready.value(QStringLiteral("authority")).toString());
        sim->caFile = ready.value(QStringLiteral("ca")).toString();
        sim->tenant = ready.value(QStringLiteral("tenant")).toString();
        sim->subscription = ready.value(QStringLiteral("subscription")).toString();
        sim->clientId = ready.value(QStringLiteral("clientId")).toString();
        sim->clientSecret = ready.value(QStringLiteral("clientSecret")).toString();
        return sim;
    }

    ~SimProcess()
    {
        process.terminate();
        if (!process.waitForFinished(5'000)) {
            process.kill();
            process.waitForFinished();
        }
    }

    QProcess process;
    QTemporaryDir folder;
    QUrl endpoint;
    QUrl authority;
    QString caFile;
    QString tenant;
    QString subscription;
    QString clientId;
    QString clientSecret;
};

} // namespace skybro::test

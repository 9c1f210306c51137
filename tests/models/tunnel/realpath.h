#pragma once

#include "models/tunnel/commandjob.h"
#include "models/tunnel/shell.h"
#include "tests/models/tunnel/tunnelfixture.h"

#include <unistd.h>

namespace skybro::test {

/// The path of tests/testbed/path.sh, kept, so that its fault can change under way. Gone with this object.
class RealPath
{
public:
    static inline const QString far = QStringLiteral("10.214.2.2"); ///< answers echoes, refuses TCP

    /// Why there can be none on this machine; empty when it is there.
    [[nodiscard]] QString start(const QString &fault = QStringLiteral("none"))
    {
        if (::getuid() != 0)
            return QStringLiteral("a path of network namespaces needs root");
        for (const auto &[program, package] :
             {std::pair{"ip", "iproute2"}, std::pair{"nft", "nftables"}, std::pair{"ping", "iputils-ping"}}) {
            const QString name = QString::fromLatin1(program);
            if (QStandardPaths::findExecutable(name).isEmpty() &&
                QStandardPaths::findExecutable(name, {QStringLiteral("/usr/sbin")}).isEmpty())
                return QStringLiteral("package %1 is not installed").arg(QString::fromLatin1(package));
        }
        m_process.start(QStringLiteral("unshare"),
                        {QStringLiteral("--net"), QStringLiteral("--mount"), QStringLiteral("--pid"),
                         QStringLiteral("--fork"), QStringLiteral("--kill-child"),
                         QStringLiteral(SKYBRO_TESTBED "/path.sh"), fault, QStringLiteral("sh"),
                         QStringLiteral("-c"), QStringLiteral("echo ready; exec sleep 100000")});
        if (!m_process.waitForReadyRead(patienceMs) || m_process.readAllStandardOutput() != "ready\n")
            return QStringLiteral("no network namespaces here: ") +
                   QString::fromUtf8(m_process.readAllStandardError());
        const QString pid = QString::number(m_process.processId());
        QFile children(QStringLiteral("/proc/%1/task/%1/children").arg(pid));
        if (children.open(QIODevice::ReadOnly))
            m_inside = QString::fromLatin1(children.readAll()).section(QLatin1Char(' '), 0, 0);
        return m_inside.isEmpty() ? QStringLiteral("this kernel does not list children") : QString();
    }
    ~RealPath()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    /// At its near end.
    [[nodiscard]] tunnel::Shell shell() const
    {
        return [enter = enter()](const QByteArray &script) -> tunnel::ScriptJob * {
            return new tunnel::CommandJob(QStringLiteral("nsenter"),
                                          enter + QStringList{QStringLiteral("sh"), QStringLiteral("-s")},
                                          script);
        };
    }
    /// Drops all that would pass through the router, or lets it pass again.
    void setCut(bool cut) const
    {
        const QString rules =
            cut ? QStringLiteral(
                      "add table ip cut; add chain ip cut forward { type filter hook forward priority 0; "
                      "policy drop; }")
                : QStringLiteral("delete table ip cut");
        QProcess nft;
        nft.start(QStringLiteral("nsenter"),
                  enter() + QStringList{QStringLiteral("ip"), QStringLiteral("netns"), QStringLiteral("exec"),
                                        QStringLiteral("router"), QStringLiteral("nft"), rules});
        QVERIFY(nft.waitForFinished(patienceMs));
        QVERIFY2(nft.exitCode() == 0, nft.readAllStandardError().constData());
    }

private:
    [[nodiscard]] QStringList enter() const
    {
        return {QStringLiteral("-t"), m_inside, QStringLiteral("--net"), QStringLiteral("--mount"),
                QStringLiteral("--pid")};
    }

    QProcess m_process;
    QString m_inside; ///< the first process there, by its number here
};

} // namespace skybro::test

#pragma once

#include <QDir>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace skybro::test {

/// A copy of the machine's file system that is thrown away, for what needs users, sudoers and mounts of its
/// own: a mount namespace with an overlay whose upper layer is in memory. /proc, /sys, /dev and /tmp are the
/// machine's.
class ThrowawayRoot
{
public:
    /// `setUp`: shell text that runs in the new root, once. Nothing where the machine
    /// does not allow it: not root, or a container without the right to mount.
    [[nodiscard]] static std::unique_ptr<ThrowawayRoot> create(const QString &setUp)
    {
        auto root = std::make_unique<ThrowawayRoot>();
        // An overlay's upper layer can not be on another overlay: memory is none.
        root->m_folder = std::make_unique<QTemporaryDir>(QStringLiteral("/dev/shm/skybro-XXXXXX"));
        for (const char *name : {"upper", "work", "merged"})
            QDir(root->m_folder->path()).mkdir(QLatin1String(name));
        QStringList command =
            root->wrapper() + QStringList{QStringLiteral("sh"), QStringLiteral("-euc"), setUp};
        QProcess probe;
        probe.start(command.takeFirst(), command);
        if (probe.waitForFinished() && probe.exitStatus() == QProcess::NormalExit && probe.exitCode() == 0)
            return root;
        qWarning("no throwaway root: %s", probe.readAllStandardError().constData());
        return {};
    }

    /// In front of a command: runs it in the root, by exec. One at a time.
    [[nodiscard]] QStringList wrapper() const
    {
        const QString mounts =
            QStringLiteral("set -e; d=%1; mount -t overlay overlay -o "
                           "lowerdir=/,upperdir=$d/upper,workdir=$d/work $d/merged; "
                           "cd $d/merged; for x in proc sys dev tmp; do mount --rbind /$x $x; done; "
                           "exec chroot . \"$@\"")
                .arg(m_folder->path());
        return {QStringLiteral("unshare"),
                QStringLiteral("-m"),
                QStringLiteral("sh"),
                QStringLiteral("-c"),
                mounts,
                QStringLiteral("sh")};
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

} // namespace skybro::test

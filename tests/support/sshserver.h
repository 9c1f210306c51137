#pragma once

#include <QByteArray>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QHostAddress>
#include <QProcess>
#include <QStandardPaths>
#include <QStringList>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <pwd.h>
#include <signal.h>
#include <sys/types.h>
#include <unistd.h>

#include <memory>

namespace skybro::test {

/// Debian's own sshd as a child process of the test, run as the test's user, with its own configuration, host
/// key and port in a temporary folder; it lets that user in with a key without passphrase. It and all that
/// was started through it end with this object.
class SshServer
{
public:
    struct Options
    {
        QStringList listen{QStringLiteral("127.0.0.1")}; ///< addresses; all of 127.0.0.0/8 are ours
        QStringList hostKeyTypes{QStringLiteral("ed25519")};
        QByteArray configuration = {}; ///< more lines for sshd_config; they win over the usual ones
        QByteArray environment = {};   ///< more of it for commands: "NAME=VALUE …"
        QStringList wrapper = {};      ///< a command that runs sshd in surroundings of its own, by exec
    };

    /// Whether Debian's package openssh-server is there.
    [[nodiscard]] static bool isInstalled() { return QFile::exists(QStringLiteral("/usr/sbin/sshd")); }

    /// Nothing when it does not come up; says why on stderr.
    [[nodiscard]] static std::unique_ptr<SshServer> start() { return start(Options()); }
    [[nodiscard]] static std::unique_ptr<SshServer> start(const Options &options)
    {
        if (::getuid() == 0)
            QDir().mkpath(QStringLiteral("/run/sshd")); // as Debian's service does
        for (int attempt = 0; attempt < 5; ++attempt) {
            auto server = std::make_unique<SshServer>();
            if (!server->prepare(options))
                return {};
            if (server->launch())
                return server;
        }
        return {};
    }

    ~SshServer() { kill(); }

    /// Ends sshd, its connections and the commands run through it, at once, as a power cut would.
    void kill()
    {
        signalTree(SIGKILL);
        process.waitForFinished();
    }
    /// Comes back on the same port with the same keys after kill().
    [[nodiscard]] bool launch()
    {
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        QStringList command = wrapper;
        command << QStringLiteral("/usr/sbin/sshd") << QStringLiteral("-D") << QStringLiteral("-f")
                << file("sshd_config") << QStringLiteral("-E") << file("log");
        process.start(command.takeFirst(), command);
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 30'000) {
            QTcpSocket probe;
            probe.connectToHost(listen.front(), port);
            if (probe.waitForConnected(1'000))
                return true;
            if (process.waitForFinished(20))
                break;
        }
        qWarning("sshd did not start: %s", log().constData());
        kill();
        return false;
    }
    /// Freezes (SIGSTOP) or thaws (SIGCONT) it with all its connections: a host that is there and does not
    /// answer.
    void signalTree(int signal)
    {
        if (process.state() == QProcess::NotRunning)
            return;
        for (const qint64 pid : descendants(process.processId()))
            ::kill(static_cast<pid_t>(pid), signal);
        ::kill(static_cast<pid_t>(process.processId()), signal);
    }

    /// A key pair made with ssh-keygen: the private half's path. The public half is beside it, as NAME.pub.
    [[nodiscard]] QString makeKey(const QString &name, const QString &type = QStringLiteral("ed25519"),
                                  const QString &passphrase = {}, const QStringList &more = {}) const
    {
        const QString path = folder.filePath(name);
        QFile::remove(path);
        QProcess keygen;
        keygen.start(QStringLiteral("ssh-keygen"),
                     QStringList{QStringLiteral("-q"), QStringLiteral("-t"), type, QStringLiteral("-N"),
                                 passphrase, QStringLiteral("-C"), name, QStringLiteral("-f"), path} +
                         more);
        keygen.waitForFinished();
        return path;
    }
    /// Lets the owner of this key in, besides those who are.
    void authorize(const QString &privateKey) const
    {
        QFile keys(file("authorized_keys"));
        QFile key(privateKey + QStringLiteral(".pub"));
        if (keys.open(QIODevice::Append) && key.open(QIODevice::ReadOnly))
            keys.write(key.readAll());
    }
    [[nodiscard]] QString file(const char *name) const { return folder.filePath(QString::fromLatin1(name)); }
    [[nodiscard]] QByteArray read(const char *name) const
    {
        QFile wanted(file(name));
        return wanted.open(QIODevice::ReadOnly) ? wanted.readAll() : QByteArray();
    }
    [[nodiscard]] QByteArray log() const { return read("log"); }
    /// How many connections it has let in so far.
    [[nodiscard]] qsizetype logins() const
    {
        const QByteArray lines = log();
        return lines.count("Accepted publickey") + lines.count("Accepted password") +
               lines.count("Accepted keyboard");
    }

    [[nodiscard]] static QString user() { return QString::fromLocal8Bit(::getpwuid(::getuid())->pw_name); }

    QTemporaryDir folder;
    QProcess process;
    quint16 port = 0;
    QStringList listen;
    QStringList wrapper;
    QString userKey; ///< private key that is let in

private:
    [[nodiscard]] bool prepare(const Options &options)
    {
        QTcpServer probe; // its port is free a moment later
        if (!probe.listen(QHostAddress::LocalHost))
            return false;
        port = probe.serverPort();
        probe.close();
        listen = options.listen;
        wrapper = options.wrapper;
        userKey = makeKey(QStringLiteral("user_key"));
        authorize(userKey);
        QFile configuration(file("sshd_config"));
        if (!configuration.open(QIODevice::WriteOnly))
            return false;
        configuration.write("Port " + QByteArray::number(port) + '\n');
        for (const QString &address : options.listen)
            configuration.write("ListenAddress " + address.toLatin1() + '\n');
        for (const QString &type : options.hostKeyTypes)
            configuration.write("HostKey " + makeKey(QStringLiteral("host_") + type, type).toLocal8Bit() +
                                '\n');
        configuration.write(options.configuration + '\n'); // sshd takes the first value
        // The tester's own start files are no part of the test.
        configuration.write("SetEnv HOME=" + folder.path().toLocal8Bit() + ' ' + options.environment + '\n');
        configuration.write(
            "AuthorizedKeysFile " + file("authorized_keys").toLocal8Bit() +
            "\nStrictModes no\nUsePAM no\nPidFile none\nPermitRootLogin yes\n"
            "PasswordAuthentication no\nKbdInteractiveAuthentication no\nUseDNS no\nMaxStartups 500\n"
            "Subsystem sftp internal-sftp\nLogLevel VERBOSE\n");
        return true;
    }

    static QList<qint64> descendants(qint64 root)
    {
        QMultiHash<qint64, qint64> children;
        const QStringList entries = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
        for (const QString &entry : entries) {
            bool isPid = false;
            const qint64 pid = entry.toLongLong(&isPid);
            QFile stat(QStringLiteral("/proc/") + entry + QStringLiteral("/stat"));
            if (!isPid || !stat.open(QIODevice::ReadOnly))
                continue;
            const QByteArray line = stat.readAll(); // PID (NAME) STATE PPID …
            children.insert(line.mid(line.lastIndexOf(')') + 2).split(' ').value(1).toLongLong(), pid);
        }
        QList<qint64> found{root};
        for (qsizetype i = 0; i < found.size(); ++i)
            found += children.values(found[i]);
        found.removeFirst();
        return found;
    }
};

} // namespace skybro::test

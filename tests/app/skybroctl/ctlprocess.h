#pragma once

#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace skybro::test {

/// The real skybro-sim as a process, gone with this object.
class Sim
{
public:
    explicit Sim(const QStringList &arguments = {});
    ~Sim();
    Q_DISABLE_COPY_MOVE(Sim)

    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString site() const { return file(QStringLiteral("sim.yaml")); }
    /// The site file with one text replaced, as another file.
    [[nodiscard]] QString siteWith(const QString &before, const QString &after) const;
    [[nodiscard]] QJsonObject ready() const { return m_ready; }
    void stop();

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QJsonObject m_ready;
};

struct Ended
{
    int code = -1; ///< -1: it did not end by itself
    QString out;
    QString err;
    [[nodiscard]] QJsonObject json() const;
};

/// The real skybroctl with a home of its own ($HOME too).
class Ctl
{
public:
    explicit Ctl(const QString &home)
        : m_home(home)
    {
    }
    void setVariable(const QString &name, const QString &value) { m_variables.insert(name, value); }
    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList &arguments) const;
    [[nodiscard]] Ended run(const QStringList &arguments) const;
    /// Into a file, a device: Ended::out stays empty.
    [[nodiscard]] Ended runInto(const QString &file, const QStringList &arguments) const;
    /// By another name: what a link makes of it.
    [[nodiscard]] Ended runAs(const QString &program, const QStringList &arguments) const;
    [[nodiscard]] static Ended wait(QProcess &process);
    /// The same under a terminal of util-linux's script(1); both streams come as `out`.
    /// What `typed` holds is typed at once.
    [[nodiscard]] Ended runOnTerminal(const QStringList &arguments, const QByteArray &typed = {}) const;

private:
    [[nodiscard]] QProcessEnvironment environment() const;
    QString m_home;
    QMap<QString, QString> m_variables;
};

} // namespace skybro::test

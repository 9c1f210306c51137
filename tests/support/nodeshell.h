#pragma once

#include "models/playbook/modules/module.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

namespace skybro::playbook::tests {

/// A controller with the files of one folder and the variables of a dict; expressions are names of variables.
class FakeController : public Controller
{
public:
    explicit FakeController(QString folder = {})
        : m_folder(std::move(folder))
    {
    }

    Dict variables;

    Result<QString> find(const QString &path, const QString & /*kind*/) const override
    {
        const QString found = QDir(m_folder).absoluteFilePath(path);
        if (QFile::exists(found))
            return QDir::cleanPath(found);
        return skybro::fail(ErrorKind::NotFound, QStringLiteral("Could not find or access '%1'").arg(path));
    }
    Result<QByteArray> read(const QString &path, bool /*decrypt*/) const override
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return skybro::fail(ErrorKind::NotFound, file.errorString());
        return file.readAll();
    }
    Result<QByteArray> render(const QString &path, const Dict & /*extra*/, const Dict & /*options*/) override
    {
        const auto bytes = read(path, true);
        if (!bytes)
            return bytes;
        static const QRegularExpression expression(QStringLiteral("\\{\\{ (\\w+) \\}\\}"));
        QString text = QString::fromUtf8(*bytes);
        for (auto match = expression.match(text); match.hasMatch(); match = expression.match(text)) {
            const QString name = match.captured(1);
            const Value *value = variables.find(name);
            if (!value)
                return skybro::fail(ErrorKind::Invalid,
                                    QStringLiteral("%1: '%2' is undefined").arg(path, name));
            text.replace(match.captured(), value->toText());
        }
        return text.toUtf8();
    }
    Result<Value> expand(const Value &raw) override { return raw; }
    Result<Value> evaluate(const QString &expression) override
    {
        if (const Value *value = variables.find(expression))
            return *value;
        return skybro::fail(ErrorKind::Invalid, QStringLiteral("'%1' is undefined").arg(expression));
    }
    std::optional<Value> variable(const QString &name) const override
    {
        const Value *value = variables.find(name);
        return value ? std::optional(*value) : std::nullopt;
    }

private:
    QString m_folder;
};

/// Runs modules on this machine as a runner does on a node: prelude and script by a real shell. With a root
/// made by `useRoot`, in a copy of the machine's file system that is thrown away (mount namespace, overlay).
class NodeShell
{
public:
    explicit NodeShell(QStringList shell = {QStringLiteral("sh")})
        : m_shell(std::move(shell))
    {
    }

    /// False when the machine allows no overlay: not root, or a container without the right to mount.
    bool useRoot()
    {
        // An overlay's upper layer can not be on another overlay: memory is none.
        m_root = std::make_unique<QTemporaryDir>(QStringLiteral("/dev/shm/skybro-XXXXXX"));
        for (const char *name : {"upper", "work", "merged"})
            QDir(m_root->path()).mkdir(QLatin1String(name));
        QProcess probe;
        probe.start(QStringLiteral("unshare"),
                    {QStringLiteral("-m"), QStringLiteral("sh"), QStringLiteral("-c"),
                     mounts() + QStringLiteral("chroot . true")});
        return probe.waitForFinished() && probe.exitStatus() == QProcess::NormalExit && probe.exitCode() == 0;
    }
    /// Where the files of useRoot() that differ from the machine's are.
    [[nodiscard]] QString upper() const { return m_root->path() + QStringLiteral("/upper"); }

    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    FakeController *controller = nullptr;
    QString alsoMount; ///< shell text run in the root's folder before it is entered: "…; "
    int roundTrips = 0;
    std::chrono::milliseconds patience{std::chrono::minutes(2)}; ///< with a script before the test gives up
    QByteArray lastText;

    Output run(const Script &script)
    {
        ++roundTrips;
        lastText = script.text;
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("script")));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no temporary file");
        file.write(script.isRaw ? script.text : prelude() + "(\n" + script.text + ")\n");
        file.close();
        QStringList command = m_shell + QStringList{file.fileName()};
        if (m_root)
            command = QStringList{QStringLiteral("unshare"),
                                  QStringLiteral("-m"),
                                  QStringLiteral("sh"),
                                  QStringLiteral("-c"),
                                  mounts() + QStringLiteral("exec chroot . \"$@\""),
                                  QStringLiteral("sh")} +
                      command;
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(command.takeFirst(), command);
        process.write(script.input);
        process.closeWriteChannel();
        if (!process.waitForFinished(int(patience.count())))
            qFatal("a script came to no end: %s", script.text.constData());
        return {.exitCode = process.exitCode(),
                .out = process.readAllStandardOutput(),
                .err = process.readAllStandardError()};
    }

    /// A shell text of the test's own.
    Output runText(const QByteArray &text)
    {
        Script script;
        script.text = text;
        script.isRaw = true;
        return run(script);
    }

    TaskResult run(const QString &name, const Value &args, bool check = false, bool diff = false,
                   const Dict &env = {})
    {
        const Module *module = findModule(name);
        if (!module)
            return TaskResult::failure(QStringLiteral("no module ") + name);
        auto call = makeCall(*module, args);
        if (!call)
            return TaskResult::failure(call.error().text);
        call->check = check;
        call->diff = diff;
        call->environment = env;
        call->controller = controller;
        const auto run = module->start(*call);
        std::optional<Output> last;
        while (true) {
            const Step step = run->next(last);
            if (const TaskResult *result = std::get_if<TaskResult>(&step))
                return *result;
            last = std::holds_alternative<Script>(step) ? this->run(std::get<Script>(step)) : Output{};
        }
    }

private:
    [[nodiscard]] QString mounts() const
    {
        return QStringLiteral("set -e; d=%1; mount -t overlay overlay -o "
                              "lowerdir=/,upperdir=$d/upper,workdir=$d/work $d/merged; "
                              "cd $d/merged; for x in proc sys dev tmp; do mount --rbind /$x $x; done; ")
                   .arg(m_root->path()) +
               alsoMount;
    }

    QStringList m_shell;
    std::unique_ptr<QTemporaryDir> m_root;
};

} // namespace skybro::playbook::tests

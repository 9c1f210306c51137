#include "models/playbook/run/ansiblecommand.h"

#include "models/playbook/inventory/json.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <fcntl.h>
#include <unistd.h>

static void initResource()
{
    Q_INIT_RESOURCE(ansibleevents);
}

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

struct Pipe
{
    ssh::FileDescriptor read;
    ssh::FileDescriptor write;
};

Error systemError(const QString &text)
{
    return makeError(ErrorKind::Internal, text, qt_error_string());
}

Result<Pipe> makePipe()
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return std::unexpected(systemError(QCoreApplication::translate(
            "skybro::playbook", "No pipe to ansible-playbook could be made: too many open files?")));
    return Pipe{.read = ssh::FileDescriptor(ends[0]), .write = ssh::FileDescriptor(ends[1])};
}

/// A path under which the process reads the secret, once.
Result<QString> passSecret(AnsibleCommand &command, const Secret &secret)
{
    Result<Pipe> pipe = makePipe();
    if (!pipe)
        return std::unexpected(pipe.error());
    const QByteArray &bytes = secret.reveal();
    if (bytes.size() >= 4096 || ::write(pipe->write.get(), bytes.constData(), bytes.size()) != bytes.size())
        return fail(ErrorKind::Internal,
                    QCoreApplication::translate("skybro::playbook", "A password is too long."));
    const QString path = u"/dev/fd/%1"_s.arg(pipe->read.get());
    command.inherited.push_back(std::move(pipe->read));
    return path;
}

Result<QString> writeFile(const AnsibleCommand &command, const QString &name, const QByteArray &bytes)
{
    QFile file(command.folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly) ||
        !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) ||
        file.write(bytes) != bytes.size() || !file.flush())
        return fail(ErrorKind::Internal,
                    QCoreApplication::translate("skybro::playbook", "%1 could not be written: %2")
                        .arg(file.fileName(), file.errorString()));
    return file.fileName();
}

/// In memory, if there is a place for it: what is written there never reaches a disk.
QString privateFolder()
{
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    for (const QString &place : {runtime, u"/dev/shm"_s}) {
        if (const QFileInfo info(place); !place.isEmpty() && info.isDir() && info.isWritable())
            return place;
    }
    return QDir::tempPath();
}

QString folderOfConfiguration(const QString &playbook)
{
    const QString beside = QFileInfo(playbook).absolutePath();
    QDir folder(beside);
    do {
        if (folder.exists(u"ansible.cfg"_s))
            return folder.path();
    } while (folder.cdUp());
    return beside;
}

/// The inventory as Ansible's YAML plugin reads it; JSON is YAML.
QByteArray inventoryFile(const Inventory &inventory)
{
    Dict all;
    const auto describe = [&](const Inventory::Group &group) {
        Dict hosts;
        for (const QString &host : group.hosts)
            hosts.insert(host, Dict());
        Dict children;
        for (const QString &child : group.children)
            children.insert(child, Dict());
        return Dict{{u"hosts"_s, hosts}, {u"children"_s, children}, {u"vars"_s, group.vars}};
    };
    Dict top;
    for (const QString &name : inventory.groupNames()) {
        Dict described = describe(*inventory.group(name));
        if (name == u"all") {
            Dict hosts;
            for (const QString &host : inventory.hosts())
                hosts.insert(host, inventory.host(host)->vars);
            described.insert(u"hosts"_s, hosts);
        }
        top.insert(name, described);
    }
    return Value(top).toJson();
}

} // namespace

Result<AnsibleCommand> AnsibleCommand::make(const RunOptions &options)
{
    initResource();
    AnsibleCommand command;
    command.folder = std::make_unique<QTemporaryDir>(privateFolder() + u"/skybro-ansible-XXXXXX"_s);
    if (!command.folder->isValid())
        return fail(ErrorKind::Internal, command.folder->errorString());
    QFile plugin(u":/skybro/playbook/skybro_events.py"_s);
    if (!plugin.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Internal, plugin.errorString());
    const auto written = writeFile(command, u"skybro_events.py"_s, plugin.readAll());
    if (!written)
        return std::unexpected(written.error());
    Result<Pipe> events = makePipe();
    if (!events)
        return std::unexpected(events.error());
    ::fcntl(events->read.get(), F_SETFL, O_NONBLOCK);

    command.environment = QProcessEnvironment::systemEnvironment();
    command.environment.insert(u"ANSIBLE_STDOUT_CALLBACK"_s, u"skybro_events"_s);
    command.environment.insert(u"ANSIBLE_CALLBACK_PLUGINS"_s, command.folder->path());
    command.environment.insert(u"ANSIBLE_NOCOLOR"_s, u"1"_s);
    command.environment.insert(u"PYTHONDONTWRITEBYTECODE"_s, u"1"_s);
    command.environment.insert(u"SKYBRO_EVENTS"_s, QString::number(events->write.get()));
    if (!options.rolesPath.isEmpty())
        command.environment.insert(u"ANSIBLE_ROLES_PATH"_s, options.rolesPath.join(u':'));
    command.events = std::move(events->read);
    command.inherited.push_back(std::move(events->write));
    command.workingDirectory = folderOfConfiguration(options.playbook);

    QStringList &arguments = command.arguments;
    if (options.inventorySources.isEmpty()) {
        const auto inventory = writeFile(command, u"inventory.json"_s, inventoryFile(options.inventory));
        if (!inventory)
            return std::unexpected(inventory.error());
        arguments << u"-i"_s << *inventory;
    }
    for (const QString &source : options.inventorySources)
        arguments << u"-i"_s << (source.contains(u',') ? source : QFileInfo(source).absoluteFilePath());
    if (options.extraVars.size() > 0) {
        const auto vars = writeFile(command, u"vars.json"_s, Value(options.extraVars).toJson());
        if (!vars)
            return std::unexpected(vars.error());
        arguments << u"-e"_s << u'@' + *vars;
    }
    if (options.vault) {
        Result<void> passed;
        options.vault->visitPasswords([&](const QString &label, const Secret &password) {
            const auto path = passSecret(command, password);
            if (!path)
                passed = std::unexpected(path.error());
            else
                arguments << u"--vault-id"_s << (label.isEmpty() ? u"default"_s : label) + u'@' + *path;
        });
        if (!passed)
            return std::unexpected(passed.error());
    }
    if (options.becomePassword) {
        arguments << u"--become-password-file"_s << u"-"_s;
        command.input = options.becomePassword;
    }
    if (!options.limit.isEmpty())
        arguments << u"--limit"_s << options.limit;
    if (!options.tags.isEmpty())
        arguments << u"--tags"_s << options.tags.join(u',');
    if (!options.skipTags.isEmpty())
        arguments << u"--skip-tags"_s << options.skipTags.join(u',');
    if (!options.remoteUser.isEmpty())
        arguments << u"--user"_s << options.remoteUser;
    if (!options.startAtTask.isEmpty())
        arguments << u"--start-at-task"_s << options.startAtTask;
    if (options.check)
        arguments << u"--check"_s;
    if (options.diff)
        arguments << u"--diff"_s;
    arguments << u"--forks"_s << QString::number(options.forks) << u"--"_s
              << QFileInfo(options.playbook).absoluteFilePath();
    return command;
}

} // namespace skybro::playbook

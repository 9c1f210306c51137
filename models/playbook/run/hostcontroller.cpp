#include "models/playbook/run/hostcontroller.h"

#include "models/playbook/run/runstate.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSysInfo>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// A template's variables over the task's, and its own folder in the search path of what it includes.
class TemplateScope : public Scope
{
public:
    TemplateScope(const TaskScope &task, Dict own, QString folder)
        : m_task(task)
        , m_own(std::move(own))
        , m_folder(std::move(folder))
    {
    }
    [[nodiscard]] std::optional<Value> variable(const QString &name) const override
    {
        const Value *value = m_own.find(name);
        return value ? std::optional(*value) : m_task.variable(name);
    }
    [[nodiscard]] QStringList searchPath(const QString &kind) const override
    {
        return m_task.searchPath(kind) + QStringList{m_folder};
    }
    [[nodiscard]] QStringList variableNames() const override { return m_task.variableNames() + m_own.keys(); }
    [[nodiscard]] QStringList hostNames() const override { return m_task.hostNames(); }
    [[nodiscard]] const Scope *host(const QString &name) const override { return m_task.host(name); }

private:
    const TaskScope &m_task;
    Dict m_own;
    QString m_folder;
};

} // namespace

Result<QString> HostController::find(const QString &path, const QString &kind) const
{
    QString wanted = path;
    if (wanted == "~"_L1 || wanted.startsWith("~/"_L1))
        wanted = QDir::homePath() + wanted.mid(1);
    if (QFileInfo(wanted).isAbsolute()) {
        if (QFileInfo::exists(wanted))
            return QDir::cleanPath(wanted);
        return fail(
            ErrorKind::NotFound,
            u"Could not find or access '%1' on the Ansible Controller.\nIf you are using a module and expect the file to exist on the remote, see the remote_src option"_s
                .arg(path));
    }
    QStringList searched;
    for (const QString &folder : m_scope.searchPath(kind)) {
        // "files/x" in a role is not looked for in files/files/ first.
        if (wanted.section(u'/', 0, 0) == kind && folder.endsWith(u'/' + kind))
            continue;
        const QString candidate = QDir::cleanPath(folder + u'/' + wanted);
        searched.append(candidate);
        if (QFileInfo::exists(candidate))
            return candidate + (path.endsWith(u'/') ? u"/"_s : QString());
    }
    return fail(
        ErrorKind::NotFound,
        u"Could not find or access '%1'\nSearched in:\n\t%2 on the Ansible Controller.\nIf you are using a module and expect the file to exist on the remote, see the remote_src option"_s
            .arg(path, searched.join(u"\n\t"_s)));
}

Result<QByteArray> HostController::read(const QString &path, bool decrypt) const
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::NotFound, u"could not read src=%1: %2"_s.arg(path, file.errorString()));
    QByteArray bytes = file.readAll();
    if (!decrypt || !Vault::isVaulted(bytes))
        return bytes;
    return m_scope.run().options.vault->decrypt(bytes, path);
}

Result<QByteArray> HostController::render(const QString &path, const Dict &extra, const Dict &options)
{
    const auto bytes = read(path, true);
    if (!bytes)
        return std::unexpected(bytes.error());
    const QFileInfo file(path);
    Dict own{{u"template_host"_s, QSysInfo::machineHostName()},
             {u"template_path"_s, path},
             {u"template_fullpath"_s, file.absoluteFilePath()},
             {u"template_mtime"_s, file.lastModified().toString(Qt::ISODate)},
             {u"template_uid"_s, file.owner()},
             {u"template_run_date"_s, QDateTime::currentDateTime().toString(Qt::ISODateWithMs)},
             {u"template_destpath"_s, options.value(u"dest"_s)}};
    if (!m_scope.variable(u"ansible_managed"_s))
        own.insert(u"ansible_managed"_s, u"Ansible managed"_s);
    own.update(extra);
    const TemplateScope scope(m_scope, own, file.absolutePath());
    const auto text =
        m_scope.run().templar.render(QString::fromUtf8(*bytes),
                                     {.trimBlocks = options.value(u"trim_blocks"_s, true).isTrue(),
                                      .lstripBlocks = options.value(u"lstrip_blocks"_s, false).isTrue(),
                                      .path = path},
                                     scope);
    if (!text)
        return std::unexpected(text.error());
    return text->toUtf8();
}

Result<Value> HostController::expand(const Value &raw)
{
    return m_scope.run().templar.expand(raw, m_scope);
}

Result<Value> HostController::evaluate(const QString &expression)
{
    return m_scope.run().templar.evaluate(expression, m_scope);
}

std::optional<Value> HostController::variable(const QString &name) const
{
    return m_scope.variable(name);
}

} // namespace skybro::playbook

#include "models/playbook/run/includevars.h"

#include "models/playbook/run/runstate.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// Dicts within are merged too: hash_behaviour.
Dict merged(Dict into, const Dict &from)
{
    for (const auto &[key, value] : from) {
        const Value *before = into.find(key);
        into.insert(key, before && before->isDict() && value.isDict()
                             ? Value(merged(before->dict(), value.dict()))
                             : value);
    }
    return into;
}

QString textOf(const Dict &args, const QString &name)
{
    const Value value = args.value(name);
    return value.isNull() ? QString() : value.toText();
}

class IncludeVars
{
public:
    IncludeVars(const ModuleCall &call, const TaskScope &scope)
        : m_args(call.args)
        , m_scope(scope)
        , m_file(call.freeForm.trimmed().isEmpty() ? textOf(call.args, u"file"_s) : call.freeForm.trimmed())
    {
    }

    TaskResult run()
    {
        const Value folder = m_args.value(u"dir"_s);
        const auto done = folder.isNull() ? takeFile() : takeFolder(folder.toText());
        if (!done) {
            TaskResult failure = TaskResult::failure(done.error().text);
            failure.fields.insert(u"ansible_included_var_files"_s, m_files);
            failure.fields.insert(u"ansible_facts"_s, Dict{});
            return failure;
        }
        const QString name = textOf(m_args, u"name"_s);
        TaskResult result;
        result.fields = {{u"ansible_facts"_s, name.isEmpty() ? Value(m_found) : Value(Dict{{name, m_found}})},
                         {u"ansible_included_var_files"_s, m_files}};
        return result;
    }

private:
    Result<void> takeFile()
    {
        if (m_file.isEmpty())
            return fail(ErrorKind::Invalid, u"No file or directory was given to include_vars"_s);
        QStringList searched;
        for (const QString &folder : m_scope.searchPath(u"vars"_s)) {
            const QString path = QDir::cleanPath(QDir(folder).absoluteFilePath(m_file));
            if (QFileInfo(path).isFile())
                return read(path);
            searched.append(path);
        }
        return fail(ErrorKind::NotFound,
                    u"Could not find or access '%1'\nSearched in:\n\t%2 on the Ansible Controller."_s.arg(
                        m_file, searched.join(u"\n\t"_s)));
    }

    Result<void> takeFolder(const QString &given)
    {
        QString folder = given;
        if (QFileInfo(folder).isRelative()) {
            const Task &task = *m_scope.task();
            const QString base = task.role
                                     ? task.role->path + (given.startsWith("vars"_L1) ? u""_s : u"/vars"_s)
                                     : QFileInfo(task.mark.file).path();
            folder = QDir::cleanPath(base + u'/' + given);
        }
        if (!QFileInfo(folder).isDir())
            return fail(ErrorKind::NotFound, u"%1 directory does not exist"_s.arg(folder));
        return walk(folder, 1);
    }

    Result<void> walk(const QString &folder, qint64 depth)
    {
        const qint64 deepest = m_args.value(u"depth"_s).toInt().value_or(0);
        if (deepest > 0 && depth > deepest)
            return {};
        const QDir dir(folder);
        const QStringList extensions = m_args.value(u"extensions"_s).toTexts();
        const QRegularExpression wanted(textOf(m_args, u"files_matching"_s));
        for (const QString &name : dir.entryList(QDir::Files | QDir::Hidden, QDir::Name)) {
            if (!extensions.contains(QFileInfo(name).suffix())) {
                if (m_args.value(u"ignore_unknown_extensions"_s).isTrue() || isIgnored(name))
                    continue;
                return fail(ErrorKind::Invalid, u"%1 does not have a valid extension: %2"_s.arg(
                                                    dir.filePath(name), extensions.join(u", "_s)));
            }
            if (isIgnored(name) || !wanted.match(name).hasMatch())
                continue;
            if (const auto done = read(dir.filePath(name)); !done)
                return done;
        }
        for (const QString &name : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
            if (const auto done = walk(dir.filePath(name), depth + 1); !done)
                return done;
        }
        return {};
    }

    [[nodiscard]] bool isIgnored(const QString &name) const
    {
        const QStringList patterns = m_args.value(u"ignore_files"_s).toTexts();
        return std::ranges::any_of(patterns, [&name](const QString &pattern) {
            return QRegularExpression(pattern + u'$').match(name).hasMatch();
        });
    }

    Result<void> read(const QString &path)
    {
        const auto document = readYamlFile(path, *m_scope.run().options.vault);
        if (!document)
            return std::unexpected(document.error());
        const Value &value = document->root.value();
        if (!value.isDict() && !value.isNull())
            return fail(ErrorKind::Invalid, u"%1 must be stored as a dictionary/hash"_s.arg(path));
        if (m_args.value(u"hash_behaviour"_s) == Value(u"merge"_s))
            m_found = merged(m_found, value.dict());
        else
            m_found.update(value.dict());
        m_files.append(path);
        return {};
    }

    Dict m_args;
    const TaskScope &m_scope;
    QString m_file;
    Dict m_found;
    QStringList m_files;
};

} // namespace

TaskResult includeVars(const ModuleCall &call, const TaskScope &scope)
{
    return IncludeVars(call, scope).run();
}

} // namespace skybro::playbook

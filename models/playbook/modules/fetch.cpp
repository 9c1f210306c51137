#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

// More than this is no file to be held in memory once a host.
constexpr qint64 sizeLimit = 512LL * 1024 * 1024;

const QByteArray body = R"sh(
p=$a_src
if [ ! -e "$p" ]; then put s state missing; sb_end; fi
if [ -d "$p" ]; then put s state directory; sb_end; fi
[ -r "$p" ] || fail "file is not readable: $p"
size=$(stat -L -c %s -- "$p")
if [ "$size" -gt "$limit" ]; then put s state large; put i size "$size"; sb_end; fi
sha1 "$p" || fail "file is not readable: $p"
put s state file
put s sum "$sb_sum"
[ "$sb_sum" != "$local_sum" ] || sb_end
put_bytes content "$p"
)sh";

/// The digest of a file here; empty when there is none.
QString digest(const QString &path, QCryptographicHash::Algorithm algorithm)
{
    QFile file(path);
    QCryptographicHash hash(algorithm);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return {};
    return QString::fromLatin1(hash.result().toHex());
}

QString digest(const QByteArray &bytes, QCryptographicHash::Algorithm algorithm)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, algorithm).toHex());
}

/// One round trip, in which the file comes unless it is here already; one more before it where the path has
/// to be expanded on the node.
class FetchRun : public ModuleRun
{
public:
    explicit FetchRun(const ModuleCall &call)
        : m_call(call)
        , m_source(argText(call, u"src"_s))
    {
    }

    Step next(const std::optional<Output> &last) override
    {
        if (m_call.check) {
            TaskResult skipped;
            skipped.skipped = true;
            skipped.msg = u"check mode not (yet) supported for this module"_s;
            return skipped;
        }
        if (!last) {
            const bool isPlain = !m_source.startsWith(u'~') && !m_source.contains(u'$');
            return isPlain ? ask() : expand();
        }
        const Report report(*last, m_nonce);
        if (!report.isComplete() || report.isFailed())
            return report.toResult();
        if (report.has(u"source"_s)) {
            m_source = report.text(u"source"_s);
            return ask();
        }
        return finish(report);
    }

private:
    Step expand()
    {
        ScriptText text(m_call);
        m_nonce = text.nonce();
        text.add("put s source \"$a_src\"");
        return text.script();
    }

    Step ask()
    {
        if (const auto found = destination(); found)
            m_dest = *found;
        else
            return TaskResult::failure(found.error().text);
        m_sum = digest(m_dest, QCryptographicHash::Sha1);
        ScriptText text(m_call);
        m_nonce = text.nonce();
        text.set("local_sum", m_sum);
        text.set("limit", QString::number(sizeLimit));
        text.add(body);
        return text.script();
    }

    [[nodiscard]] QString variable(const QString &name) const
    {
        const auto value = m_call.controller ? m_call.controller->variable(name) : std::nullopt;
        return value ? value->toText() : QString();
    }

    [[nodiscard]] Result<QString> destination() const
    {
        QString dest = argText(m_call, u"dest"_s);
        if (dest == u"~"_s || dest.startsWith(u"~/"_s))
            dest.replace(0, 1, QDir::homePath());
        const QString base = variable(u"playbook_dir"_s);
        const QDir here(base.isEmpty() ? QDir::currentPath() : base);
        if (m_call.args.value(u"flat"_s).isTrue()) {
            const bool takesName = dest.endsWith(u'/');
            dest = here.absoluteFilePath(dest);
            if (!takesName && QFileInfo(dest).isDir())
                return skybro::fail(
                    ErrorKind::Invalid,
                    u"dest is an existing directory, use a trailing slash if you want to fetch src into that directory"_s);
            return QDir::cleanPath(takesName ? dest + u'/' + QFileInfo(m_source).fileName() : dest);
        }
        const QString root =
            QDir::cleanPath(here.absoluteFilePath(dest) + u'/' + variable(u"inventory_hostname"_s));
        const QString path = QDir::cleanPath(root + u'/' + m_source);
        if (!path.startsWith(root + u'/'))
            return skybro::fail(
                ErrorKind::Invalid,
                u"Detected directory traversal, expected to be contained in '%1' but got '%2'"_s.arg(root,
                                                                                                     path));
        return path;
    }

    Step finish(const Report &report)
    {
        const bool mustExist = m_call.args.value(u"fail_on_missing"_s).isTrue();
        const QString state = report.text(u"state"_s);
        TaskResult result;
        if (state == u"missing"_s) {
            result.failed = mustExist;
            result.msg = u"the remote file does not exist, not transferring, ignored"_s;
            if (!mustExist)
                result.fields.insert(u"file"_s, m_source);
            return result;
        }
        if (state == u"directory"_s) {
            result.failed = mustExist;
            result.msg = u"remote file is a directory, fetch cannot work on directories"_s;
            if (!mustExist)
                result.msg += u", not transferring, ignored"_s;
            return result;
        }
        if (state == u"large"_s)
            return TaskResult::failure(
                QCoreApplication::translate("Modules", "%1 has %2 bytes; fetch takes %3 at most")
                    .arg(m_source)
                    .arg(report.fields().value(u"size"_s).toInt().value_or(0))
                    .arg(sizeLimit));
        const QString sum = report.text(u"sum"_s);
        if (sum == m_sum) {
            result.fields = {{u"md5sum"_s, digest(m_dest, QCryptographicHash::Md5)},
                             {u"file"_s, m_source},
                             {u"dest"_s, m_dest},
                             {u"checksum"_s, sum}};
            return result;
        }
        const QByteArray bytes = report.bytes(u"content"_s);
        const QString arrived = digest(bytes, QCryptographicHash::Sha1);
        result.fields = {{u"md5sum"_s, digest(bytes, QCryptographicHash::Md5)},
                         {u"dest"_s, m_dest},
                         {u"remote_md5sum"_s, Value()},
                         {u"checksum"_s, arrived},
                         {u"remote_checksum"_s, sum}};
        // What changed while it was read, or did not come whole, takes no place of a good file.
        if (arrived != sum && m_call.args.value(u"validate_checksum"_s).isTrue()) {
            result.failed = true;
            result.msg = u"checksum mismatch"_s;
            result.fields.insert(u"file"_s, m_source);
            return result;
        }
        QDir().mkpath(QFileInfo(m_dest).absolutePath());
        QSaveFile file(m_dest);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
            return TaskResult::failure(u"Failed to fetch the file: %1: %2"_s.arg(m_dest, file.errorString()));
        result.changed = true;
        return result;
    }

    ModuleCall m_call;
    QString m_source;
    QString m_dest;
    QString m_sum;
    QByteArray m_nonce;
};

} // namespace

Module fetchModule()
{
    return {
        .name = u"fetch"_s,
        .fullNames = builtinNames(u"fetch"_s),
        .options =
            {
                {.name = u"dest"_s, .isRequired = true},
                {.name = u"fail_on_missing"_s, .type = OptionType::Bool, .otherwise = true},
                {.name = u"flat"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"src"_s, .type = OptionType::Path, .isRequired = true},
                {.name = u"validate_checksum"_s, .type = OptionType::Bool, .otherwise = true},
            },
        .start = [](const ModuleCall &call) { return std::make_unique<FetchRun>(call); },
    };
}

} // namespace skybro::playbook

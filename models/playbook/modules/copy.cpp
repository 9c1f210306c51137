#include "models/playbook/modules/copyrun.h"
#include "models/playbook/modules/deadline.h"
#include "models/playbook/modules/options.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

class CopyFromHere : public CopyRun
{
public:
    using CopyRun::CopyRun;

protected:
    Result<QList<CopyItem>> items() override
    {
        const Dict &args = call().args;
        const QString dest = args.value(u"dest"_s).toText();
        const Value content = args.value(u"content"_s);
        if (!content.isNull()) {
            // As Ansible: a structure becomes JSON.
            const QByteArray bytes = content.isString()                     ? content.toText().toUtf8()
                                     : content.isDict() || content.isList() ? content.toJson()
                                                                            : content.toText().toUtf8();
            return QList<CopyItem>{{.dest = dest, .content = bytes}};
        }
        const QString src = args.value(u"src"_s).toText();
        const auto found = call().controller->find(src, u"files"_s);
        if (!found)
            return std::unexpected(found.error());
        if (QFileInfo(*found).isDir())
            return itemsBelow(*found, src.endsWith(u'/'), dest);
        auto item = itemOf(*found, dest, QFileInfo(src).fileName());
        if (!item)
            return std::unexpected(item.error());
        return QList<CopyItem>{*item};
    }

    QStringList directories() const override { return m_directories; }

    void finish(TaskResult &result) const override
    {
        const QString src = argText(call(), u"src"_s);
        if (m_isTree) {
            result.fields = {{u"dest"_s, call().args.value(u"dest"_s)}, {u"src"_s, src}};
            return;
        }
        if (!src.isEmpty())
            result.fields.insert(u"src"_s, src);
        if (!result.changed)
            result.fields.insert(u"path"_s, result.fields.value(u"dest"_s));
    }

private:
    Result<CopyItem> itemOf(const QString &path, const QString &dest, const QString &basename) const
    {
        auto content = call().controller->read(path, call().args.value(u"decrypt"_s).isTrue());
        if (!content)
            return std::unexpected(content.error());
        const bool keepsMode = call().args.value(u"mode"_s) == Value(u"preserve"_s);
        return CopyItem{.dest = dest,
                        .basename = basename,
                        .source = path,
                        .content = std::move(*content),
                        .mode = keepsMode ? localMode(path) : QString()};
    }

    Result<QList<CopyItem>> itemsBelow(const QString &root, bool onlyContents, const QString &dest)
    {
        m_isTree = true;
        QString base = dest.endsWith(u'/') ? dest.chopped(1) : dest;
        if (!onlyContents)
            base += u'/' + QDir(root).dirName();
        m_directories.append(base);
        QStringList paths;
        QDirIterator iterator(root, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                              QDirIterator::Subdirectories | QDirIterator::FollowSymlinks);
        while (iterator.hasNext())
            paths.append(iterator.next());
        paths.sort();
        QList<CopyItem> items;
        for (const QString &path : paths) {
            const QString target = base + u'/' + QDir(root).relativeFilePath(path);
            const QFileInfo info(path);
            if (info.isDir()) {
                m_directories.append(target);
                continue;
            }
            auto item = itemOf(path, target, info.fileName());
            if (!item)
                return std::unexpected(item.error());
            items.append(*item);
        }
        return items;
    }

    QStringList m_directories;
    bool m_isTree = false;
};

// `remote_src`: from one place of the node to another.
const QByteArray onNode = R"sh(
[ -e "$a_src" ] || fail "Source $a_src not found"
asked=$a_mode sb_fetched=no
one() {
    from=$1
    content() { cat -- "$from"; }
    sha1 "$from" || fail "Source $from not readable"
    if [ "$asked" = preserve ]; then
        a_mode=$(stat -L -c %a -- "$from")
        while [ ${#a_mode} -lt 4 ]; do a_mode=0$a_mode; done
    fi
    copy_file "$2" "$sb_sum" "$3" 0
}
if [ ! -d "$a_src" ]; then
    one "$a_src" "$a_dest" "${a_src##*/}"
    put s src "$a_src"
    stop_here "$c_dest"
fi
put s src "$a_src"
put s dest "$a_dest"
case $a_src in
    */) to=${a_dest%/} ;;
    *) to=${a_dest%/}/${a_src##*/} ;;
esac
root=${a_src%/}
newline='
'
sb_ifs=$IFS
IFS=$newline
for entry in $(find "$root" -mindepth 0 -type d; find "$root" ! -type d); do
    IFS=$sb_ifs
    target=$to${entry#"$root"}
    if [ -L "$entry" ] && [ "$a_local_follow" != yes ]; then
        link=$(readlink -- "$entry")
        if [ "$(readlink -- "$target" 2>/dev/null)" != "$link" ]; then
            changed
            check || run ln -sfn -- "$link" "$target"
        fi
    elif [ -d "$entry" ]; then
        if [ ! -d "$target" ]; then
            changed
            if ! check; then
                keep=$a_mode
                a_mode=$a_directory_mode
                make_directories "$target"
                a_mode=$keep
            fi
        fi
    else
        one "$entry" "$target" "${entry##*/}"
    fi
done
IFS=$sb_ifs
stop_here "$to"
)sh";

void withoutOld(const ModuleCall & /*call*/, const Report & /*report*/, TaskResult &result)
{
    result.fields.remove(u"old"_s);
    result.fields.remove(u"large"_s);
}

std::unique_ptr<ModuleRun> start(const ModuleCall &call)
{
    if (call.args.value(u"remote_src"_s).isTrue())
        return oneScript(onNode, withoutOld)(call);
    return std::make_unique<CopyFromHere>(call);
}

} // namespace

Module copyModule()
{
    return {
        .name = u"copy"_s,
        .fullNames = builtinNames(u"copy"_s),
        .options = withFileOptions({
            {.name = u"dest"_s, .type = OptionType::Path, .isRequired = true},
            {.name = u"src"_s, .type = OptionType::Path},
            {.name = u"content"_s, .type = OptionType::Raw},
            {.name = u"backup"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"checksum"_s, .isSupported = false},
            {.name = u"decrypt"_s, .type = OptionType::Bool, .otherwise = true},
            {.name = u"directory_mode"_s, .type = OptionType::Mode},
            {.name = u"follow"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"force"_s, .type = OptionType::Bool, .otherwise = true},
            {.name = u"local_follow"_s, .type = OptionType::Bool, .otherwise = true},
            {.name = u"remote_src"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"validate"_s},
        }),
        .exclusive = {{u"src"_s, u"content"_s}},
        .oneOf = {{u"src"_s, u"content"_s}},
        .start = lasting(transferDeadline, start),
    };
}

} // namespace skybro::playbook

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
            const QString dest = argText(call(), u"dest"_s);
            result.fields = {{u"dest"_s, dest.endsWith(u'/') ? dest : dest + u'/'}, {u"src"_s, src}};
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

// `remote_src`: from one place of the node to another. Of a directory what is new there comes with its modes
// and times, links as links; owner and group are for all of it, `mode` for the directory alone.
const QByteArray onNode = R"sh(
[ -e "$a_src" ] || fail "Source $a_src not found"
sb_diff=no
put s src "$a_src"
if [ "$a_mode" = preserve ]; then
    a_mode=$(stat -L -c %a -- "$a_src")
    while [ ${#a_mode} -lt 4 ]; do a_mode=0$a_mode; done
fi
if [ ! -d "$a_src" ]; then
    content() { cat -- "$a_src"; }
    sb_said=$(md5sum <"$a_src" 2>/dev/null)
    put s md5sum "${sb_said%% *}"
    sha1 "$a_src" || fail "Source $a_src not readable"
    copy_file "$a_dest" "$sb_sum" "${a_src##*/}" 0
    stop_here "$c_dest"
fi
put n checksum ''
put n md5sum ''
case $a_dest in
    */)
        if [ ! -d "$a_dest" ]; then
            if check; then changed; put s msg "dest directory ${a_dest%/} would be created"; sb_end; fi
            keep=$a_mode a_mode=$a_directory_mode
            make_directories "${a_dest%/}"
            a_mode=$keep
        fi
        ;;
esac
root=${a_src%/}
to=${a_dest%/} dest=$a_dest
case $a_src in
    */) if [ -d "$a_dest" ]; then dest=${a_dest%/}/; fi ;;
    *)
        to=$to/${root##*/}
        if [ -d "$a_dest" ]; then dest=$to; elif ! check; then run mkdir -p -- "$a_dest"; fi
        ;;
esac
put s dest "$dest"
me=$(id -u) mine=$(id -g) links=-P
if [ "$a_local_follow" = yes ]; then links=-L; fi
# fresh FROM TO: all of what is not there yet, whole or not at all.
fresh() {
    changed
    ! check || return 0
    case $2 in */*) sb_new=${2%/*}/.skybro-$sb ;; *) sb_new=./.skybro-$sb ;; esac
    run cp -R $links -p -- "$1" "$sb_new"
    if [ "$me" = 0 ]; then run find "$sb_new" '(' ! -user "$me" -o ! -group "$mine" ')' -exec chown -h "$me:$mine" '{}' +; fi
    run mv -f -- "$sb_new" "$2"
    sb_new=
}
# other FROM TO: the text and mode of one file in the place of another's.
other() {
    changed
    ! check || return 0
    from=$1
    content() { cat -- "$from"; }
    a_mode=$(stat -L -c %a -- "$1")
    while [ ${#a_mode} -lt 4 ]; do a_mode=0$a_mode; done
    install_file "$2"
}
if [ ! -e "$to" ]; then
    case $to in */*) [ -d "${to%/*}" ] || check || run mkdir -p -- "${to%/*}" ;; esac
    fresh "$root/." "$to"
else
    newline='
'
    keep=$a_mode owner=$a_owner group=$a_group whole=
    a_owner= a_group=
    sb_ifs=$IFS
    IFS=$newline
    set -f
    for entry in $(find ${links#-P} "$root" -mindepth 1); do
        IFS=$sb_ifs
        case $entry in "${whole:-/.}"/*) continue ;; esac
        target=$to${entry#"$root"}
        if [ ! -e "$target" ] && [ ! -L "$target" ]; then
            fresh "$entry" "$target"
            whole=$entry
        elif [ $links = -P ] && [ -L "$entry" ]; then
            link=$(readlink -- "$entry")
            if [ "$(readlink -- "$target" 2>/dev/null)" != "$link" ]; then
                changed
                check || run ln -sfn -- "$link" "$target"
            fi
        elif [ -f "$entry" ]; then
            [ ! -d "$target" ] || fail "can not overwrite the directory $target with a file"
            sha1 "$entry" || fail "Source $entry not readable"
            sum=$sb_sum
            if [ -L "$target" ]; then target=$(readlink -f -- "$target"); fi
            sha1 "$target" && [ "$sb_sum" = "$sum" ] || other "$entry" "$target"
        fi
    done
    set +f
    IFS=$sb_ifs
    a_mode=$keep a_owner=$owner a_group=$group
fi
if [ -e "$to" ]; then
    for part in owner group; do
        eval "id=\$a_$part"
        [ -n "$id" ] || continue
        test=-user colon=
        if [ $part = group ]; then test=-group colon=:; fi
        if [ -n "$(find "$to" ! $test "$id" -print 2>/dev/null | head -n 1)" ]; then
            changed
            check || run find "$to" ! $test "$id" -exec chown -h -- "$colon$id" '{}' +
        fi
    done
fi
attributes "$dest"
path_info "$dest"
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
            // No default: with remote_src it is no, else yes.
            {.name = u"local_follow"_s, .type = OptionType::Bool},
            {.name = u"remote_src"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"validate"_s},
        }),
        .exclusive = {{u"src"_s, u"content"_s}},
        .oneOf = {{u"src"_s, u"content"_s}},
        .start = lasting(transferDeadline, start),
    };
}

} // namespace skybro::playbook

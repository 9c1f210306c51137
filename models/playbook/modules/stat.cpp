#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const QByteArray body = R"sh(
p=$a_path
put b stat/exists no
if ! { [ -e "$p" ] || [ -L "$p" ]; }; then
    case $(LC_ALL=C stat -- "$p" 2>&1) in *': Permission denied') fail 'Permission denied' ;; esac
    sb_end
fi
how=
if [ "$a_follow" = yes ]; then
    [ -e "$p" ] || sb_end
    how=-L
fi
put b stat/exists yes
put s stat/path "$p"
line=$(stat $how -c '%f:%a:%u:%g:%s:%i:%d:%h:%b:%o:%U:%G:%t:%T' -- "$p") || fail "could not stat $p"
put s raw "$line"
times=$(stat $how -c '%.9X:%.9Y:%.9Z' -- "$p" 2>/dev/null)
case $times in *[!0-9.:]* | '') times=$(stat $how -c '%X:%Y:%Z' -- "$p") ;; esac
put s times "$times"
for access in readable:r writeable:w executable:x; do
    if [ "-${access#*:}" = -r ] && [ -r "$p" ]; then yes=yes
    elif [ "-${access#*:}" = -w ] && [ -w "$p" ]; then yes=yes
    elif [ "-${access#*:}" = -x ] && [ -x "$p" ]; then yes=yes
    else yes=no; fi
    put b "stat/${access%:*}" $yes
done
if [ -L "$p" ] && [ -z "$how" ]; then
    put s stat/lnk_source "$(readlink -f -- "$p" || readlink -- "$p")"
    put s stat/lnk_target "$(readlink -- "$p")"
elif [ -f "$p" ] && [ "$a_get_checksum" = yes ]; then
    sum=$("${a_checksum_algorithm}sum" <"$p" 2>/dev/null) && put s stat/checksum "${sum%% *}"
fi
if [ "$a_get_mime" = yes ]; then
    mime=
    if have file; then mime=$(file $how --mime-type --mime-encoding -b -- "$p" 2>/dev/null); fi
    case $mime in
        *'; charset='*)
            put s stat/mimetype "${mime%%;*}"
            put s stat/charset "${mime##*=}"
            ;;
        *)
            put s stat/mimetype unknown
            put s stat/charset unknown
            ;;
    esac
fi
if [ "$a_get_attributes" = yes ]; then
    attributes=
    if have lsattr; then attributes=$(lsattr -vd "$p" 2>/dev/null); fi
    put s attributes "$attributes"
fi
)sh";

void finish(const ModuleCall &call, const Report &report, TaskResult &result)
{
    static const std::initializer_list<std::pair<QString, uint>> types{
        {u"isdir"_s, 0040000},  {u"ischr"_s, 0020000}, {u"isblk"_s, 0060000}, {u"isreg"_s, 0100000},
        {u"isfifo"_s, 0010000}, {u"islnk"_s, 0120000}, {u"issock"_s, 0140000}};
    static const std::initializer_list<std::pair<QString, uint>> bits{
        {u"wusr"_s, 0200}, {u"rusr"_s, 0400},   {u"xusr"_s, 0100},  {u"wgrp"_s, 0020},
        {u"rgrp"_s, 0040}, {u"xgrp"_s, 0010},   {u"woth"_s, 0002},  {u"roth"_s, 0004},
        {u"xoth"_s, 0001}, {u"isuid"_s, 04000}, {u"isgid"_s, 02000}};
    result.fields.remove(u"raw"_s);
    result.fields.remove(u"times"_s);
    result.fields.remove(u"attributes"_s);
    const QStringList parts = report.text(u"raw"_s).split(u':');
    if (result.failed || parts.size() < 14)
        return;
    Dict stat = result.fields.value(u"stat"_s).dict();
    const uint mode = parts[0].toUInt(nullptr, 16);
    stat.insert(u"mode"_s, parts[1].rightJustified(4, u'0'));
    for (const auto &[name, type] : types)
        stat.insert(name, (mode & 0170000) == type);
    for (const auto &[name, bit] : bits)
        stat.insert(name, (mode & bit) != 0);
    const QStringList numbers{u"uid"_s, u"gid"_s,   u"size"_s,   u"inode"_s,
                              u"dev"_s, u"nlink"_s, u"blocks"_s, u"block_size"_s};
    for (qsizetype i = 0; i < numbers.size(); ++i)
        stat.insert(numbers[i], parts[i + 2].toLongLong());
    stat.insert(u"pw_name"_s, parts[10]);
    stat.insert(u"gr_name"_s, parts[11]);
    stat.insert(u"device_type"_s,
                parts[12].toLongLong(nullptr, 16) * 256 + parts[13].toLongLong(nullptr, 16));
    const QStringList times = report.text(u"times"_s).split(u':');
    if (times.size() == 3) {
        stat.insert(u"atime"_s, times[0].toDouble());
        stat.insert(u"mtime"_s, times[1].toDouble());
        stat.insert(u"ctime"_s, times[2].toDouble());
    }
    if (call.args.value(u"get_attributes"_s).isTrue()) {
        // "VERSION ----e---- PATH"; nothing where the file system knows none.
        const QStringList words = report.text(u"attributes"_s).split(u' ', Qt::SkipEmptyParts);
        QString flags = words.size() > 1 ? words[1] : QString();
        flags.remove(u'-');
        stat.insert(u"attr_flags"_s, flags);
        stat.insert(u"attributes"_s, List{});
        stat.insert(u"version"_s, words.isEmpty() ? Value() : Value(words[0]));
    }
    result.fields.insert(u"stat"_s, stat);
}

} // namespace

Module statModule()
{
    return {
        .name = u"stat"_s,
        .fullNames = builtinNames(u"stat"_s),
        .options =
            {
                {.name = u"path"_s,
                 .type = OptionType::Path,
                 .isRequired = true,
                 .aliases = {u"dest"_s, u"name"_s}},
                {.name = u"follow"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"get_checksum"_s, .type = OptionType::Bool, .otherwise = true},
                {.name = u"checksum_algorithm"_s,
                 .otherwise = Value(u"sha1"_s),
                 .aliases = {u"checksum"_s, u"checksum_algo"_s},
                 .choices = {u"md5"_s, u"sha1"_s, u"sha224"_s, u"sha256"_s, u"sha384"_s, u"sha512"_s}},
                {.name = u"get_mime"_s,
                 .type = OptionType::Bool,
                 .otherwise = true,
                 .aliases = {u"mime"_s, u"mime_type"_s, u"mime-type"_s}},
                {.name = u"get_attributes"_s,
                 .type = OptionType::Bool,
                 .otherwise = true,
                 .aliases = {u"attr"_s, u"attributes"_s}},
            },
        .start = oneScript(body, finish),
    };
}

} // namespace skybro::playbook

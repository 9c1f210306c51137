#include "models/playbook/modules/deadline.h"
#include "models/playbook/modules/options.h"

#include <QFileInfo>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

// As with Ansible a shell sees the arguments: "script.sh $HOME 2>&1" is what it looks like.
const QByteArray body = R"sh(
skip() { put b skipped yes; put s msg "$1"; sb_end; }
if [ -n "$a_creates" ] && [ -e "$a_creates" ]; then skip "$a_creates exists, matching creates option"; fi
if [ -n "$a_removes" ] && [ ! -e "$a_removes" ]; then skip "$a_removes does not exist, matching removes option"; fi
case $a_chdir in '' | /*) ;; *) fail "chdir $a_chdir must be an absolute path for a Unix-aware remote node" ;; esac
if check; then
    [ -n "$a_creates$a_removes" ] || skip 'Check mode is not supported for this task.'
    changed
    sb_end
fi
exec=exec
if [ -n "$a_executable" ]; then exec=; fi
scratch "$kilobytes" $exec
file=$sb_new/$basename
sb_said=$( (content >"$file") 2>&1) || fail "could not write to $file: $sb_said"
chmod 0700 "$file"
changed
if [ -n "$a_chdir" ]; then
    put i rc 2
    cd -- "$a_chdir" 2>/dev/null || fail 'non-zero return code'
fi
capture sh -c "$a_executable \"\$0\"$arguments" "$file"
put i rc "$sb_rc"
put_file stdout "$sb_out"
put_file stderr "$sb_err"
)sh";

/// Where the first word of a command line ends.
qsizetype firstWordEnd(const QString &line)
{
    for (qsizetype i = 1; i < line.size(); ++i) {
        if (!line[i].isSpace())
            continue;
        const auto words = shellWords(line.left(i));
        if (words && words->size() == 1)
            return i;
    }
    return line.size();
}

Result<void> write(const ModuleCall &call, ScriptText &text)
{
    const QString line =
        (call.freeForm.trimmed().isEmpty() ? argText(call, u"cmd"_s) : call.freeForm).trimmed();
    const auto words = shellWords(line);
    if (!words)
        return fail(ErrorKind::Invalid, u"No closing quotation"_s);
    if (words->isEmpty())
        return fail(ErrorKind::Invalid, u"no script given"_s);
    const auto found = call.controller->find(words->constFirst(), u"files"_s);
    if (!found)
        return std::unexpected(found.error());
    text.set("basename", QFileInfo(*found).fileName());
    text.set("arguments", line.mid(firstWordEnd(line)));
    if (!call.check) {
        const auto bytes = call.controller->read(*found, call.args.value(u"decrypt"_s).isTrue());
        if (!bytes)
            return std::unexpected(bytes.error());
        text.set("kilobytes", QString::number(bytes->size() / 1024 + 1));
        text.setContent(*bytes);
    }
    text.add(body);
    return {};
}

void finish(const ModuleCall & /*call*/, const Report & /*report*/, TaskResult &result)
{
    result.skipped = result.fields.value(u"skipped"_s).isTrue();
    result.fields.remove(u"skipped"_s);
    if (result.failed || !result.fields.contains(u"stdout"_s) || result.fields.value(u"rc"_s) == Value(0))
        return;
    result.failed = true;
    result.msg = u"non-zero return code"_s;
}

} // namespace

Module scriptModule()
{
    return {
        .name = u"script"_s,
        .fullNames = builtinNames(u"script"_s),
        .options =
            {
                {.name = u"chdir"_s, .type = OptionType::Path},
                {.name = u"cmd"_s},
                {.name = u"creates"_s, .type = OptionType::Path},
                {.name = u"decrypt"_s, .type = OptionType::Bool, .otherwise = true},
                {.name = u"executable"_s},
                {.name = u"removes"_s, .type = OptionType::Path},
            },
        .takesFreeForm = true,
        .start = lasting(commandDeadline, oneScript(write, finish)),
    };
}

} // namespace skybro::playbook

#include "models/playbook/modules/deadline.h"
#include "models/playbook/modules/options.h"

#include <QDateTime>
#include <QRegularExpression>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

// IFS is emptied so that `creates` is a pattern of one word. exec takes no function and no builtin of this
// shell for a command.
const QByteArray body = R"sh(
command_exists() {
    case $1 in */*) [ -e "$1" ]; return ;; esac
    IFS=:
    set -f
    for sb_dir in $PATH; do
        if [ -x "$sb_dir/$1" ] && [ ! -d "$sb_dir/$1" ]; then set +f; IFS=$sb_ifs; return 0; fi
    done
    set +f
    IFS=$sb_ifs
    return 1
}
matches() {
    IFS=
    # shellcheck disable=SC2086
    set -- $1
    IFS=$sb_ifs
    [ -e "$1" ] || [ -L "$1" ]
}
instead() {
    put s stdout "$1"
    put i rc 0
    put s msg "$sb_did not run command since '$2"
    sb_end
}
sb_ifs=$IFS sb_did=Did
if check; then sb_did=Would; fi
if [ -n "$a_chdir" ]; then
    cd -- "$a_chdir" 2>/dev/null ||
        fail "Unable to change directory before execution: [Errno 2] No such file or directory: b'$a_chdir'"
fi
if [ -n "$a_creates" ] && matches "$a_creates"; then
    instead "skipped, since $a_creates exists" "$a_creates' exists"
fi
if [ -n "$a_removes" ] && ! matches "$a_removes"; then
    instead "skipped, since $a_removes does not exist" "$a_removes' does not exist"
fi
if check; then
    [ -n "$a_creates$a_removes" ] && changed || put b skipped yes
    put i rc 0
    put s msg 'Command would have run if not in check mode'
    sb_end
fi
if ! command_exists "$1"; then
    put i rc 2
    put s stdout ''
    put s stderr ''
    fail "[Errno 2] No such file or directory: b'$1'"
fi
plain() { (exec "$@"); }
fed() { content | (exec "$@"); }
changed
put s start "$(date '+%Y-%m-%d %H:%M:%S.%N')"
if [ "$sb_fed" = yes ]; then capture fed "$@"; else capture plain "$@"; fi
put s end_time "$(date '+%Y-%m-%d %H:%M:%S.%N')"
put i rc $sb_rc
put_file stdout "$sb_out"
put_file stderr "$sb_err"
)sh";

/// As Python's shlex.quote(): quotes where they are needed only.
QString quotedForShow(const QString &word)
{
    static const QRegularExpression plain(u"^[\\w@%+=:,./-]+$"_s);
    return plain.match(word).hasMatch() ? word
                                        : QString::fromUtf8(shellQuoted(word).replace("\\''", "\"'\"'"));
}

QString withoutEmptyEnd(QString text)
{
    while (text.endsWith(u'\n') || text.endsWith(u'\r'))
        text.chop(1);
    return text;
}

/// "2026-01-02 10:11:12.123456789" cut to the microseconds that Python shows.
QString microseconds(const QString &time)
{
    return time.left(26);
}

/// As Python prints the difference: "0:00:01.002003".
QString delta(const QString &start, const QString &end)
{
    const auto parse = [](const QString &text) {
        const QDateTime second = QDateTime::fromString(text.left(19), u"yyyy-MM-dd HH:mm:ss"_s);
        return second.toSecsSinceEpoch() * 1'000'000 + text.mid(20, 6).toLongLong();
    };
    const qint64 passed = std::max<qint64>(0, parse(end) - parse(start));
    const qint64 seconds = passed / 1'000'000;
    return u"%1:%2:%3.%4"_s.arg(seconds / 3600)
        .arg(seconds / 60 % 60, 2, 10, QChar(u'0'))
        .arg(seconds % 60, 2, 10, QChar(u'0'))
        .arg(passed % 1'000'000, 6, 10, QChar(u'0'));
}

void finish(const ModuleCall &call, const Value &command, TaskResult &result)
{
    Dict fields = result.fields;
    const QString start = microseconds(fields.value(u"start"_s, QString()).toText());
    const QString end = microseconds(fields.value(u"end_time"_s, QString()).toText());
    fields.remove(u"end_time"_s);
    fields.remove(u"stdout_lines"_s);
    fields.remove(u"stderr_lines"_s);
    const bool hasRun = fields.contains(u"start"_s);
    fields.insert(u"start"_s, hasRun ? Value(start) : Value());
    fields.insert(u"end"_s, hasRun ? Value(end) : Value());
    fields.insert(u"delta"_s, hasRun ? Value(delta(start, end)) : Value());
    fields.insert(u"cmd"_s, command);
    if (!fields.contains(u"rc"_s))
        fields.insert(u"rc"_s, Value());
    const bool isNoCommand = result.failed && result.msg.startsWith(u"[Errno 2] No such file"_s);
    if (isNoCommand) {
        QStringList words;
        for (const QString &word : command.toTexts())
            words.append(quotedForShow(word));
        fields.insert(u"cmd"_s, words.join(u' '));
    }
    const bool strips = call.args.value(u"strip_empty_ends"_s, true).isTrue();
    for (const QString &name : {u"stdout"_s, u"stderr"_s}) {
        const QString text = fields.value(name, QString()).toText();
        fields.insert(name, strips ? withoutEmptyEnd(text) : text);
    }
    addLines(fields);
    result.skipped = fields.value(u"skipped"_s).isTrue();
    fields.remove(u"skipped"_s);
    if (!result.failed && fields.value(u"rc"_s) != Value(0)) {
        result.failed = true;
        result.msg = u"non-zero return code"_s;
    }
    fields.insert(u"msg"_s, result.msg);
    result.fields = fields;
}

TaskResult refused(const QString &msg)
{
    TaskResult result = TaskResult::failure(msg);
    result.fields = {{u"rc"_s, 256}, {u"cmd"_s, Value()}, {u"stdout"_s, QString()}, {u"stderr"_s, QString()}};
    return result;
}

class CommandRun : public ModuleRun
{
public:
    CommandRun(const ModuleCall &call, bool isShell)
        : m_call(call)
        , m_isShell(isShell)
    {
    }

    Step next(const std::optional<Output> &last) override
    {
        if (last) {
            TaskResult result = Report(*last, m_nonce).toResult();
            if (!result.fields.contains(u"module_stdout"_s))
                finish(m_call, m_command, result);
            return result;
        }
        const QString line =
            m_call.freeForm.trimmed().isEmpty() ? argText(m_call, u"cmd"_s) : m_call.freeForm;
        const QStringList argv = m_call.args.value(u"argv"_s).toTexts();
        if (line.trimmed().isEmpty() && argv.isEmpty())
            return refused(u"no command given"_s);
        if (!line.trimmed().isEmpty() && !argv.isEmpty())
            return refused(u"only command or argv can be given, not both"_s);

        ScriptText text(m_call);
        m_nonce = text.nonce();
        if (m_isShell) {
            m_command = line;
            const QString shell = argText(m_call, u"executable"_s, u"/bin/sh"_s);
            text.add("set -- " + shellPath(shell) + " -c " + shellQuoted(line));
        } else {
            const auto words = argv.isEmpty() ? shellWords(line) : std::optional(argv);
            if (!words)
                return TaskResult::failure(u"No closing quotation"_s);
            m_command = *words;
            QByteArray set = "set --";
            for (const QString &word : *words)
                set += ' ' + shellPath(word);
            text.add(set);
        }
        const Value input = m_call.args.value(u"stdin"_s);
        if (!input.isNull()) {
            const bool addsNewline = m_call.args.value(u"stdin_add_newline"_s, true).isTrue();
            text.setContent(input.toText().toUtf8() + (addsNewline ? "\n" : ""));
        }
        text.set("sb_fed", input.isNull() ? u"no"_s : u"yes"_s);
        text.add(body);
        return text.script();
    }

private:
    ModuleCall m_call;
    bool m_isShell;
    Value m_command;
    QByteArray m_nonce;
};

QList<Option> options()
{
    return {
        {.name = u"cmd"_s},
        {.name = u"chdir"_s, .type = OptionType::Path},
        {.name = u"creates"_s, .type = OptionType::Path},
        {.name = u"removes"_s, .type = OptionType::Path},
        {.name = u"executable"_s, .type = OptionType::Path},
        {.name = u"stdin"_s},
        {.name = u"stdin_add_newline"_s, .type = OptionType::Bool, .otherwise = true},
        {.name = u"strip_empty_ends"_s, .type = OptionType::Bool, .otherwise = true},
        {.name = u"warn"_s, .type = OptionType::Bool, .otherwise = false},
    };
}

} // namespace

Module commandModule()
{
    QList<Option> all = options();
    all.append({.name = u"argv"_s, .type = OptionType::Sequence});
    return {
        .name = u"command"_s,
        .fullNames = builtinNames(u"command"_s),
        .options = all,
        .takesFreeForm = true,
        .start = lasting(commandDeadline,
                         [](const ModuleCall &call) { return std::make_unique<CommandRun>(call, false); }),
    };
}

Module shellModule()
{
    return {
        .name = u"shell"_s,
        .fullNames = builtinNames(u"shell"_s),
        .options = options(),
        .takesFreeForm = true,
        .start = lasting(commandDeadline,
                         [](const ModuleCall &call) { return std::make_unique<CommandRun>(call, true); }),
    };
}

} // namespace skybro::playbook

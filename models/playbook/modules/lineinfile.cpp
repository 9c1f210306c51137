#include "models/playbook/modules/editrun.h"
#include "models/playbook/modules/options.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

class LineRun : public EditRun
{
public:
    using EditRun::EditRun;

protected:
    std::optional<QString> missingText(const QString &path) const override
    {
        if (isAbsent() || call().args.value(u"create"_s).isTrue())
            return std::nullopt;
        return u"Destination %1 does not exist !"_s.arg(path);
    }

    Result<Edited> edit(const std::optional<QByteArray> &old) override
    {
        if (isAbsent() && !old)
            return Edited{.msg = u"file not present"_s};
        const auto matcher = makeMatcher();
        if (!matcher)
            return std::unexpected(matcher.error());
        m_matches = *matcher;
        m_lines = linesOf(old.value_or(QByteArray()));
        return isAbsent() ? removed() : placed();
    }

private:
    using Matcher = std::function<bool(const QByteArray &)>;

    [[nodiscard]] bool isAbsent() const { return argText(call(), u"state"_s) == u"absent"_s; }
    [[nodiscard]] bool has(const QString &name) const { return !call().args.value(name).isNull(); }
    [[nodiscard]] QByteArray line() const { return argText(call(), u"line"_s).toUtf8(); }

    /// Finds lines by `regexp` or `search_string`; empty when neither was given.
    Result<Matcher> makeMatcher()
    {
        if (has(u"regexp"_s)) {
            const auto regex = pythonRegex(asBytes(argText(call(), u"regexp"_s)));
            if (!regex)
                return std::unexpected(regex.error());
            return [regex = *regex, this](const QByteArray &text) {
                const auto match = regex.match(QString::fromLatin1(text));
                if (match.hasMatch())
                    m_match = match;
                return match.hasMatch();
            };
        }
        if (has(u"search_string"_s)) {
            return [needle = argText(call(), u"search_string"_s).toUtf8()](const QByteArray &text) {
                return text.contains(needle);
            };
        }
        return Matcher();
    }

    [[nodiscard]] Edited result(const QString &msg) const { return {.content = m_lines.join(), .msg = msg}; }

    Edited removed()
    {
        const QByteArray wanted = line();
        const qsizetype count = m_lines.removeIf(
            [&](const QByteArray &text) { return m_matches ? m_matches(text) : withoutEnd(text) == wanted; });
        Edited edited;
        if (count > 0)
            edited = result(u"%1 line(s) removed"_s.arg(count));
        edited.fields.insert(u"found"_s, qint64(count));
        return edited;
    }

    Result<Edited> placed()
    {
        const bool isFirst = call().args.value(u"firstmatch"_s).isTrue();
        qsizetype found = -1;
        for (qsizetype i = 0; m_matches && i < m_lines.size(); ++i) {
            if (!m_matches(m_lines[i]))
                continue;
            found = i;
            if (isFirst)
                break;
        }
        if (found >= 0)
            return replaced(found);

        QString after = argText(call(), u"insertafter"_s);
        const QString before = argText(call(), u"insertbefore"_s);
        if (after.isEmpty() && before.isEmpty())
            after = u"EOF"_s;
        std::optional<QRegularExpression> place;
        for (const QString &pattern : {after, before}) {
            if (pattern.isEmpty() || pattern == u"BOF"_s || (pattern == u"EOF"_s && !after.isEmpty()) ||
                place)
                continue;
            const auto regex = pythonRegex(asBytes(pattern));
            if (!regex)
                return std::unexpected(regex.error());
            place = *regex;
        }
        qsizetype at = -1;
        for (qsizetype i = 0; i < m_lines.size(); ++i) {
            if (withoutEnd(m_lines[i]) == line())
                return replaced(i);
            if (place && place->match(QString::fromLatin1(m_lines[i])).hasMatch() && !(isFirst && at >= 0))
                at = after.isEmpty() ? i : i + 1;
        }
        if (call().args.value(u"backrefs"_s).isTrue())
            return Edited{};
        if (before == u"BOF"_s || after == u"BOF"_s)
            at = 0;
        return inserted(at, !after.isEmpty() && after != u"BOF"_s);
    }

    /// The line takes the place of the one at `at`.
    Edited replaced(qsizetype at)
    {
        QByteArray text = line();
        if (call().args.value(u"backrefs"_s).isTrue() && m_match)
            text = pythonExpand(asBytes(argText(call(), u"line"_s)), *m_match).toLatin1();
        if (!text.endsWith('\n'))
            text += '\n';
        if (m_lines[at] == text ||
            (!m_matches && withoutEnd(m_lines[at]) == line() && m_lines[at].endsWith('\n')))
            return {};
        m_lines[at] = text;
        return result(u"line replaced"_s);
    }

    Edited inserted(qsizetype at, bool isAfter)
    {
        const QByteArray text = line() + '\n';
        if (at < 0 || at >= m_lines.size()) {
            if (!m_lines.isEmpty() && !m_lines.last().endsWith('\n') && !m_lines.last().endsWith('\r'))
                m_lines.last() += '\n';
            if (at >= 0 && isAfter && !m_lines.isEmpty() && withoutEnd(m_lines.last()) == line())
                return {};
            m_lines.append(text);
        } else {
            if (isAfter && withoutEnd(m_lines[at]) == line())
                return {};
            m_lines.insert(at, text);
        }
        return result(u"line added"_s);
    }

    Matcher m_matches;
    std::optional<QRegularExpressionMatch> m_match;
    QList<QByteArray> m_lines;
};

/// The line is an argument of grep, and Linux takes none over 128 KiB.
constexpr qsizetype longestArgument = 100'000; // bytes

// A whole line that is there or not needs no regular expression, and one round trip.
const QByteArray plainBody = R"sh(
p=$a_path
[ ! -d "$p" ] || { put i rc 256; fail "Path $p is a directory !"; }
if [ ! -e "$p" ]; then
    if [ "$a_state" = absent ]; then put s msg 'file not present'; sb_end; fi
    [ "$a_create" = yes ] || { put i rc 257; fail "Destination $p does not exist !"; }
    content() { printf '%s\n' "$a_line"; }
    msg='line added'
else
    p=$(readlink -f -- "$p")
    count=$(grep -a -c -x -F -e "$a_line" -e "$a_line$return" -- "$p") || [ $? = 1 ] || fail "Could not search $p"
    if [ "$a_state" = absent ]; then
        put i found "$count"
        msg="$count line(s) removed"
        others() { grep -a -v -x -F -e "$a_line" -e "$a_line$return" -- "$p" || [ $? = 1 ]; }
        content() {
            # grep ends a last line that has no newline with one.
            last=$(tail -n 1 -- "$p")
            if [ -z "$(tail -c 1 -- "$p")" ] || [ "$last" = "$a_line" ] || [ "$last" = "$a_line$return" ]; then
                others
            else
                others | head -c $(($(others | wc -c) - 1))
            fi
        }
        [ "$count" != 0 ] || msg=
    else
        msg='line added'
        content() {
            cat -- "$p"
            if [ -s "$p" ] && [ -n "$(tail -c 1 -- "$p")" ]; then echo; fi
            printf '%s\n' "$a_line"
        }
        if [ "$count" != 0 ]; then
            msg=
            # As Ansible: the line gets its newline if it is the last and has none.
            if [ -n "$(tail -c 1 -- "$p")" ] && [ "$(tail -n 1 -- "$p")" = "$a_line" ]; then
                msg='line replaced'
                content() { cat -- "$p"; echo; }
            fi
        fi
    fi
fi
if [ -n "$msg" ] && ! check; then
    case $p in */*) [ -d "${p%/*}" ] || run mkdir -p -- "${p%/*}" ;; esac
    if [ "$a_backup" = yes ] && [ -e "$p" ]; then backup "$p"; fi
    install_file "$p"
else
    attributes "$p"
fi
put s backup "$sb_backup"
if [ $sb_changed = yes ]; then msg="${msg:+$msg and }ownership, perms or SE linux context changed"; fi
if [ -n "$msg" ]; then changed; fi
put s msg "$msg"
)sh";

std::unique_ptr<ModuleRun> start(const ModuleCall &call)
{
    const auto has = [&](const QString &name) { return !call.args.value(name).isNull(); };
    const bool isAbsent = argText(call, u"state"_s) == u"absent"_s;
    const auto failure = [](const QString &msg) {
        return onController([msg](const ModuleCall &) { return TaskResult::failure(msg); });
    };
    if (!isAbsent && !has(u"line"_s))
        return failure(u"line is required with state=present"_s)(call);
    if (!isAbsent && call.args.value(u"backrefs"_s).isTrue() && !has(u"regexp"_s))
        return failure(u"regexp is required with backrefs=true"_s)(call);
    if (isAbsent && !has(u"line"_s) && !has(u"regexp"_s) && !has(u"search_string"_s))
        return failure(u"one of line, search_string, or regexp is required with state=absent"_s)(call);
    const bool isPlain = !has(u"regexp"_s) && !has(u"search_string"_s) && !has(u"insertbefore"_s) &&
                         (isAbsent || argText(call, u"insertafter"_s, u"EOF"_s) == u"EOF"_s) && !call.diff &&
                         argText(call, u"line"_s).toUtf8().size() <= longestArgument &&
                         !argText(call, u"line"_s).contains(u'\n') &&
                         !argText(call, u"line"_s).endsWith(u'\r');
    if (!isPlain)
        return std::make_unique<LineRun>(call);
    return oneScript([](const ModuleCall &, ScriptText &text) -> Result<void> {
        text.add("return='\r'");
        text.add(plainBody);
        return {};
    })(call);
}

} // namespace

Module lineinfileModule()
{
    return {
        .name = u"lineinfile"_s,
        .fullNames = builtinNames(u"lineinfile"_s),
        .options = withFileOptions({
            {.name = u"path"_s,
             .type = OptionType::Path,
             .isRequired = true,
             .aliases = {u"dest"_s, u"destfile"_s, u"name"_s}},
            {.name = u"state"_s, .otherwise = Value(u"present"_s), .choices = {u"absent"_s, u"present"_s}},
            {.name = u"regexp"_s, .aliases = {u"regex"_s}},
            {.name = u"search_string"_s},
            {.name = u"line"_s, .aliases = {u"value"_s}},
            {.name = u"backrefs"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"insertafter"_s},
            {.name = u"insertbefore"_s},
            {.name = u"create"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"backup"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"firstmatch"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"validate"_s},
        }),
        .exclusive = {{u"insertbefore"_s, u"insertafter"_s},
                      {u"regexp"_s, u"search_string"_s},
                      {u"backrefs"_s, u"search_string"_s}},
        .start = start,
    };
}

} // namespace skybro::playbook

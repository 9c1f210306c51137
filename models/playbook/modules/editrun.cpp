#include "models/playbook/modules/editrun.h"

#include <QCoreApplication>
#include <QCryptographicHash>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostTries = 3;

// Attributes of a file that is there are set already with the fetching, so that a task that changes no text
// is one round trip.
const QByteArray fetchBody = R"sh(
p=$a_path
[ ! -d "$p" ] || { put i rc 256; fail "Path $p is a directory !"; }
if [ -e "$p" ]; then
    p=$(readlink -f -- "$p")
    put_file content "$p"
    attributes "$p"
fi
put s real "$p"
if [ $tells_file = yes ]; then path_info "$a_path"; fi
)sh";

const QByteArray putBody = R"sh(
sum=none
if [ -e "$p" ]; then sha1 "$p"; sum=$sb_sum; fi
if [ "$sum" != "$expected" ]; then put b again yes; sb_end; fi
case $p in
    */*) if [ ! -d "${p%/*}" ]; then sb_said=$(mkdir -p -- "${p%/*}" 2>&1) || fail "Error creating ${p%/*} ($sb_said)"; fi ;;
esac
if [ "$a_backup" = yes ]; then backup "$p"; fi
put s backup "$sb_backup"
if [ $tells_file = no ]; then sb_tells=yes; fi
install_file "$p"
if [ $tells_file = yes ]; then path_info "$a_path"; fi
)sh";

QByteArray sha1(const std::optional<QByteArray> &bytes)
{
    return bytes ? QCryptographicHash::hash(*bytes, QCryptographicHash::Sha1).toHex() : QByteArray("none");
}

} // namespace

EditRun::EditRun(const ModuleCall &call, bool tellsFile)
    : m_call(call)
    , m_tellsFile(tellsFile)
{
}

Step EditRun::next(const std::optional<Output> &last)
{
    if (!last)
        return fetch();
    const Report report(*last, m_nonce);
    if (!report.isComplete() || report.isFailed())
        return report.toResult();
    takeAttributes(report);
    if (m_isWriting) {
        if (!report.flag(u"again"_s))
            return result(report);
        m_isWriting = false;
        if (++m_tries < mostTries)
            return fetch();
        return TaskResult::failure(
            QCoreApplication::translate(
                "Modules", "%1 was changed by something else again and again; nothing was written")
                .arg(m_path));
    }
    m_path = report.text(u"real"_s);
    m_old = report.has(u"content"_s) ? std::optional(report.bytes(u"content"_s)) : std::nullopt;
    if (const auto missing = m_old ? std::nullopt : missingText(argText(m_call, u"path"_s))) {
        TaskResult failed = TaskResult::failure(*missing);
        failed.fields.insert(u"rc"_s, 257);
        return failed;
    }
    auto edited = edit(m_old);
    if (!edited)
        return TaskResult::failure(edited.error().text);
    m_edited = std::move(*edited);
    const bool isSame = !m_edited.content || (m_old && *m_old == *m_edited.content);
    if (isSame) {
        m_edited.content.reset();
        return result(report);
    }
    if (m_call.check)
        return result(report);
    return put(*m_edited.content);
}

void EditRun::takeAttributes(const Report &report)
{
    if (!report.isChanged())
        return;
    m_attributesChanged = true;
    m_attributeDiffs += report.toResult().diffs;
}

ScriptText EditRun::begin()
{
    ScriptText text(m_call);
    m_nonce = text.nonce();
    text.set("tells_file", m_tellsFile ? u"yes"_s : u"no"_s);
    return text;
}

Step EditRun::fetch()
{
    ScriptText text = begin();
    text.add(fetchBody);
    return text.script();
}

Step EditRun::put(const QByteArray &content)
{
    ScriptText text = begin();
    m_isWriting = true;
    text.set("p", m_path);
    text.set("expected", QString::fromLatin1(sha1(m_old)));
    text.set("sb_sha1", QString::fromLatin1(sha1(content)));
    text.setContent(content);
    text.add(putBody);
    return text.script();
}

TaskResult EditRun::result(const Report &report) const
{
    TaskResult result;
    result.changed = m_edited.content || m_attributesChanged;
    result.msg = m_edited.msg;
    result.fields = m_edited.fields;
    if (m_attributesChanged && !m_tellsFile)
        result.msg += (result.msg.isEmpty() ? QString() : u" and "_s) +
                      u"ownership, perms or SE linux context changed"_s;
    if (m_edited.hasMsg)
        result.fields.insert(u"msg"_s, result.msg);
    // The state of the file comes in the place of the one that was asked for, as with Ansible.
    for (const QString &name :
         {u"uid"_s, u"gid"_s, u"owner"_s, u"group"_s, u"mode"_s, u"state"_s, u"size"_s, u"secontext"_s}) {
        if (report.has(name))
            result.fields.insert(name, report.fields().value(name));
    }
    if (report.has(u"backup_file"_s))
        result.fields.insert(u"backup_file"_s, report.text(u"backup_file"_s));
    if (m_call.module == u"lineinfile"_s)
        result.fields.insert(u"backup"_s, report.text(u"backup"_s));
    if (m_call.diff && m_edited.content) {
        const QString header = argText(m_call, u"path"_s) + u" (content)"_s;
        result.diffs.append({.beforeHeader = header,
                             .afterHeader = header,
                             .before = m_old.value_or(QByteArray()),
                             .after = *m_edited.content});
    }
    result.diffs += m_attributeDiffs;
    return result;
}

QList<QByteArray> linesOf(const QByteArray &text)
{
    QList<QByteArray> lines;
    qsizetype from = 0;
    while (from < text.size()) {
        const qsizetype end = text.indexOf('\n', from);
        const qsizetype to = end < 0 ? text.size() : end + 1;
        lines.append(text.mid(from, to - from));
        from = to;
    }
    return lines;
}

QByteArray withoutEnd(QByteArray line)
{
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return line;
}

Result<QRegularExpression> pythonRegex(const QString &pattern, QRegularExpression::PatternOptions options)
{
    // Python's \Z is the very end; PCRE's would be before a last newline too.
    QString perl;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        perl += pattern[i];
        if (pattern[i] == u'\\' && i + 1 < pattern.size())
            perl += pattern[++i] == u'Z' ? QChar(u'z') : pattern[i];
    }
    QRegularExpression regex(perl, options);
    if (!regex.isValid())
        return skybro::fail(ErrorKind::Invalid,
                            QCoreApplication::translate("Modules", "the regular expression '%1' is wrong: %2")
                                .arg(pattern, regex.errorString()));
    return regex;
}

QString pythonExpand(const QString &replacement, const QRegularExpressionMatch &match)
{
    static const QHash<QChar, QChar> escapes{{u'n', u'\n'}, {u't', u'\t'}, {u'r', u'\r'}, {u'a', u'\a'},
                                             {u'f', u'\f'}, {u'v', u'\v'}, {u'\\', u'\\'}};
    static const QRegularExpression group(uR"(\\(?:([1-9]\d?)|g<(\w+)>|(.)))"_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    QString text;
    qsizetype from = 0;
    for (auto matches = group.globalMatch(replacement); matches.hasNext();) {
        const auto found = matches.next();
        text += replacement.mid(from, found.capturedStart() - from);
        from = found.capturedEnd();
        const QString name = found.captured(1) + found.captured(2);
        bool isNumber = false;
        const int number = name.toInt(&isNumber);
        if (isNumber)
            text += match.captured(number);
        else if (!name.isEmpty())
            text += match.captured(name);
        else if (const QString escaped = found.captured(3); escapes.contains(escaped[0]))
            text += escapes.value(escaped[0]);
        else
            text += found.captured();
    }
    return text + replacement.mid(from);
}

QString asBytes(const QString &text)
{
    return QString::fromLatin1(text.toUtf8());
}

} // namespace skybro::playbook

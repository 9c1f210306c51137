#include "models/playbook/modules/copyrun.h"

#include <QCryptographicHash>
#include <QFileInfo>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

// What a round trip carries although it may not be needed.
constexpr qsizetype eagerLimit = 1024 * 1024;
// As Ansible's max_file_size_for_diff.
constexpr qsizetype diffLimit = 104448;

Diff contentDiff(const QString &dest, const CopyItem &item, const Report &report, const QString &key)
{
    Diff diff{.beforeHeader = dest,
              .afterHeader = item.source.isEmpty() ? u"dynamically generated"_s : item.source};
    diff.before = report.bytes(u"old/"_s + key);
    const auto binary = [](const QByteArray &bytes) { return bytes.left(8192).contains('\0'); };
    if (report.has(u"large/"_s + key))
        diff.before = "diff skipped: destination file size is greater than 104448\n";
    else if (binary(diff.before))
        diff.before = "diff skipped: destination file appears to be binary\n";
    if (item.content.size() > diffLimit)
        diff.after = "diff skipped: source file size is greater than 104448\n";
    else if (binary(item.content))
        diff.after = "diff skipped: source file appears to be binary\n";
    else
        diff.after = item.content;
    return diff;
}

} // namespace

QString localMode(const QString &path)
{
    uint mode = 0;
    const auto permissions = QFileInfo(path).permissions();
    const std::initializer_list<std::pair<QFile::Permission, uint>> bits{
        {QFile::ReadOwner, 0400}, {QFile::WriteOwner, 0200}, {QFile::ExeOwner, 0100},
        {QFile::ReadGroup, 0040}, {QFile::WriteGroup, 0020}, {QFile::ExeGroup, 0010},
        {QFile::ReadOther, 0004}, {QFile::WriteOther, 0002}, {QFile::ExeOther, 0001}};
    for (const auto &[permission, bit] : bits) {
        if (permissions.testFlag(permission))
            mode |= bit;
    }
    return QString::number(mode, 8).rightJustified(4, u'0');
}

CopyRun::CopyRun(const ModuleCall &call)
    : m_call(call)
{
}

Step CopyRun::next(const std::optional<Output> &last)
{
    if (!last) {
        auto all = items();
        if (!all)
            return TaskResult::failure(all.error().text);
        m_items = std::move(*all);
        return ask();
    }
    const Report report(*last, m_nonce);
    take(report);
    if (m_result.failed)
        return m_result;
    if (m_compareOnly && report.flag(u"wants"_s)) {
        m_compareOnly = false;
        m_sendNow = true;
        return ask();
    }
    m_sendNow = false;
    m_from = m_to;
    if (m_from < m_items.size())
        return ask();
    finish(m_result);
    return m_result;
}

Step CopyRun::ask()
{
    ScriptText text(m_call);
    m_nonce = text.nonce();
    m_to = m_from;
    const QByteArray mode = shellQuoted(argText(m_call, u"mode"_s));
    const QByteArray directoryMode = shellQuoted(argText(m_call, u"directory_mode"_s));
    text.add("a_directory_mode=" + directoryMode);
    if (m_from == 0) {
        text.add("a_mode=" + directoryMode);
        for (const QString &directory : directories()) {
            // In check mode nothing is made, but everything below is judged.
            text.add("d=" + shellPath(directory) +
                     "\nif [ -d \"$d\" ]; then attributes \"$d\"; elif check; then changed; else "
                     "make_directories \"${d%/}\"; fi");
        }
        text.add("a_mode=" + mode);
    }
    m_compareOnly =
        !m_items.isEmpty() && m_items[m_from].content.size() > eagerLimit && !m_sendNow && !m_call.check;
    if (m_compareOnly)
        text.add("sb_later=yes");
    for (qsizetype size = 0; m_to < m_items.size(); ++m_to) {
        const CopyItem &item = m_items[m_to];
        size += item.content.size();
        if (m_to > m_from && size > eagerLimit / 4)
            break;
        const QByteArray sha1 = QCryptographicHash::hash(item.content, QCryptographicHash::Sha1).toHex();
        if (!m_compareOnly && !m_call.check)
            text.setContent(item.content);
        if (!item.mode.isEmpty())
            text.set("a_mode", item.mode);
        text.add("copy_file " + shellPath(item.dest) + ' ' + sha1 + ' ' + shellQuoted(item.basename) + ' ' +
                 QByteArray::number(m_to));
        if (!text.isInline()) {
            // Standard input holds one content.
            ++m_to;
            break;
        }
    }
    text.add("if [ -n \"${c_dest-}\" ]; then path_info \"$c_dest\"; fi");
    return text.script();
}

void CopyRun::take(const Report &report)
{
    TaskResult part = report.toResult();
    const bool wasChanged = m_result.changed;
    const QList<Diff> diffs = m_result.diffs;
    for (const QString &name : {u"old"_s, u"large"_s, u"wants"_s})
        part.fields.remove(name);
    // The diffs of a compare come again with the sending.
    if (m_call.diff && !(m_compareOnly && report.flag(u"wants"_s))) {
        part.diffs.clear();
        const bool isChanged = part.changed;
        for (qsizetype i = m_from; i < m_to && isChanged; ++i) {
            const QString key = QString::number(i);
            const bool isSame =
                report.bytes(u"old/"_s + key) == m_items[i].content && report.has(u"old/"_s + key);
            if (!isSame)
                part.diffs.append(
                    contentDiff(part.fields.value(u"dest"_s).toText(), m_items[i], report, key));
        }
    }
    if (report.has(u"copied"_s))
        part.fields.insert(
            u"md5sum"_s,
            QString::fromLatin1(
                QCryptographicHash::hash(m_items[m_to - 1].content, QCryptographicHash::Md5).toHex()));
    m_result = part;
    m_result.changed = part.changed || wasChanged;
    m_result.diffs = diffs + part.diffs;
}

} // namespace skybro::playbook

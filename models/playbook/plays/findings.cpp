#include "models/playbook/plays/findings.h"

#include <QRegularExpression>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

void Findings::add(const Finding &finding, ErrorKind kind)
{
    const qsizetype before = m_told.size();
    m_told.insert(finding.mark.toText() + u'\n' + finding.text);
    if (m_told.size() == before)
        return;
    m_all.append(finding);
    if (finding.severity != Finding::Severity::Error || m_firstError)
        return;
    const bool hasPlace = finding.mark.line == 0 && finding.text.startsWith(finding.mark.file);
    m_firstError = makeError(kind, hasPlace ? finding.text : finding.mark.toText() + u": "_s + finding.text);
    m_firstErrorMark = finding.mark;
}

void Findings::addError(const Mark &mark, const QString &text, ErrorKind kind)
{
    add({.severity = Finding::Severity::Error, .mark = mark, .text = text, .line = {}}, kind);
}

void Findings::addWarning(const Mark &mark, const QString &text)
{
    add({.severity = Finding::Severity::Warning, .mark = mark, .text = text, .line = {}});
}

void Findings::addUnsupported(const Mark &mark, const QString &text)
{
    add({.severity = Finding::Severity::Error, .mark = mark, .text = text, .line = {}, .ansibleCan = true});
}

void Findings::addError(const Error &error, const QString &file)
{
    static const QRegularExpression place(uR"(^:(?:(\d+):(\d+):)? ?)"_s);
    Mark mark{.file = file};
    QString text = error.text;
    if (text.startsWith(file)) {
        const auto match = place.match(text.mid(file.size()));
        if (match.hasMatch()) {
            mark.line = match.captured(1).toInt();
            mark.column = match.captured(2).toInt();
            text = text.mid(file.size() + match.capturedLength());
        }
    }
    addError(mark, text, error.kind);
}

} // namespace skybro::playbook

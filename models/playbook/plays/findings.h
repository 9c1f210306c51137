#pragma once

#include "models/base/error.h"
#include "models/playbook/plays/finding.h"

#include <QList>
#include <QSet>

#include <optional>

namespace skybro::playbook {

/// What readers and lint have to say, in the order in which they come upon it; the same is told once, however
/// often a file is used.
class Findings
{
public:
    void addError(const Mark &mark, const QString &text, ErrorKind kind = ErrorKind::Invalid);
    void addWarning(const Mark &mark, const QString &text);
    /// Not known here, while the real Ansible can do it.
    void addUnsupported(const Mark &mark, const QString &text);
    /// An error whose text begins with its place ("FILE:LINE:COLUMN: what"), of which `file` is the file.
    void addError(const Error &error, const QString &file);
    void add(const Finding &finding, ErrorKind kind = ErrorKind::Invalid);

    [[nodiscard]] const QList<Finding> &all() const { return m_all; }
    /// "FILE:LINE:COLUMN: what" of the first that is no warning; its line is in finding().
    [[nodiscard]] const std::optional<Error> &firstError() const { return m_firstError; }
    [[nodiscard]] Mark firstErrorMark() const { return m_firstErrorMark; }

private:
    QList<Finding> m_all;
    QSet<QString> m_told;
    std::optional<Error> m_firstError;
    Mark m_firstErrorMark;
};

} // namespace skybro::playbook

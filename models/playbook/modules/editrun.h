#pragma once

#include "models/playbook/modules/script.h"

#include <QRegularExpression>

namespace skybro::playbook {

/// What becomes of a file's text.
struct Edited
{
    std::optional<QByteArray> content = std::nullopt; ///< nothing: the file stays as it is
    QString msg = {};
    Dict fields = {};
};

/// A module that changes the text of a file: the text is fetched, edited here, where there are Python's
/// regular expressions, and put back if it is still the same there; else all begins again. Attributes are set
/// beside.
class EditRun : public ModuleRun
{
public:
    explicit EditRun(const ModuleCall &call);
    [[nodiscard]] Step next(const std::optional<Output> &last) final;

protected:
    [[nodiscard]] const ModuleCall &call() const { return m_call; }
    /// The edit; nothing is given when there is no file. An error is the task's failure.
    [[nodiscard]] virtual Result<Edited> edit(const std::optional<QByteArray> &old) = 0;
    /// Whether a missing file is a failure, and with which words and code.
    [[nodiscard]] virtual std::optional<QString> missingText(const QString &path) const = 0;

private:
    [[nodiscard]] Step fetch();
    [[nodiscard]] Step put(const QByteArray &content);
    [[nodiscard]] TaskResult result(const Report &report) const;

    ModuleCall m_call;
    QByteArray m_nonce;
    bool m_isWriting = false;
    int m_tries = 0;
    QString m_path;
    std::optional<QByteArray> m_old;
    Edited m_edited;
    bool m_attributesChanged = false;
};

/// The lines with their ends.
[[nodiscard]] QList<QByteArray> linesOf(const QByteArray &text);
/// A line without "\n" and "\r" at its end.
[[nodiscard]] QByteArray withoutEnd(QByteArray line);

/// A regular expression as Python's re takes it. For bytes, give and match Latin-1.
[[nodiscard]] Result<QRegularExpression> pythonRegex(const QString &pattern,
                                                     QRegularExpression::PatternOptions options = {});
/// Python's template of a replacement: \1, \g<name>, \n …
[[nodiscard]] QString pythonExpand(const QString &replacement, const QRegularExpressionMatch &match);
/// UTF-8 bytes seen as Latin-1, as Python's re sees bytes.
[[nodiscard]] QString asBytes(const QString &text);

} // namespace skybro::playbook

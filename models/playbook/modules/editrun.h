#pragma once

#include "models/playbook/modules/script.h"

#include <QRegularExpression>

namespace skybro::playbook {

/// What becomes of a file's text.
struct Edited
{
    std::optional<QByteArray> content = std::nullopt; ///< nothing: the file stays as it is
    QString msg = {};
    Dict fields = {};   ///< with a path, what is known of the file is added
    bool hasMsg = true; ///< the result has one, be it empty
};

/// A module that changes the text of a file: the text is fetched, edited here, where there are Python's
/// regular expressions, and put back if it is still the same there; else all begins again. Attributes are set
/// beside.
class EditRun : public ModuleRun
{
public:
    /// `tellsFile`: the module's result has the path, and with it the file's owner, mode and size, but no
    /// word on whether they were changed.
    explicit EditRun(const ModuleCall &call, bool tellsFile = false);
    [[nodiscard]] Step next(const std::optional<Output> &last) final;

protected:
    [[nodiscard]] const ModuleCall &call() const { return m_call; }
    /// The edit; nothing is given when there is no file. An error is the task's failure.
    [[nodiscard]] virtual Result<Edited> edit(const std::optional<QByteArray> &old) = 0;
    /// Whether a missing file is a failure, and with which words and code.
    [[nodiscard]] virtual std::optional<QString> missingText(const QString &path) const = 0;

private:
    [[nodiscard]] ScriptText begin();
    void takeAttributes(const Report &report);
    [[nodiscard]] Step fetch();
    [[nodiscard]] Step put(const QByteArray &content);
    [[nodiscard]] TaskResult result(const Report &report) const;

    ModuleCall m_call;
    bool m_tellsFile;
    QByteArray m_nonce;
    bool m_isWriting = false;
    int m_tries = 0;
    QString m_path;
    std::optional<QByteArray> m_old;
    Edited m_edited;
    bool m_attributesChanged = false;
    QList<Diff> m_attributeDiffs;
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

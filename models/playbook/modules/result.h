#pragma once

#include "models/playbook/modules/module.h"

namespace skybro::playbook {

/// Text from a node: UTF-8, with U+FFFD for what is none.
[[nodiscard]] QString textFromNode(const QByteArray &bytes);

/// What a script reported by `put` of prelude.sh, taken out of whatever else its commands printed. Any
/// thread.
class Report
{
public:
    Report() = default;
    /// `nonce` is the one that the script was begun with.
    Report(const Output &output, const QByteArray &nonce);

    /// The script came to its end, whether it failed or not. False: it was killed, or the shell gave up on
    /// it.
    [[nodiscard]] bool isComplete() const { return m_isComplete; }
    [[nodiscard]] bool isChanged() const { return m_isChanged; }
    [[nodiscard]] bool isFailed() const { return m_isFailed; }
    [[nodiscard]] const Dict &fields() const { return m_fields; }
    [[nodiscard]] QString text(const QString &key) const { return m_fields.value(key, QString()).toText(); }
    [[nodiscard]] bool flag(const QString &key) const { return m_fields.value(key).isTrue(); }
    /// The bytes of a text record as they came; those of the last if there were several.
    [[nodiscard]] QByteArray bytes(const QString &key) const { return m_bytes.value(key); }
    [[nodiscard]] bool has(const QString &key) const { return m_bytes.contains(key); }

    /// Changed, failed, msg and fields as they were reported; `before` and `after` become a diff. A script
    /// that did not come to its end has failed, with what it printed.
    [[nodiscard]] TaskResult toResult() const;

private:
    void add(char type, const QString &key, const QByteArray &bytes);

    bool m_isComplete = false;
    bool m_isChanged = false;
    bool m_isFailed = false;
    Dict m_fields;
    QHash<QString, QByteArray> m_bytes;
    Output m_output;
};

/// A diff of two states as Ansible prints it: JSON, keys sorted.
[[nodiscard]] Diff stateDiff(const Dict &before, const Dict &after);

/// The fields `stdout_lines` and `stderr_lines` to those without.
void addLines(Dict &fields);

} // namespace skybro::playbook

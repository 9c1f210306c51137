#pragma once

#include <QByteArray>
#include <QMutex>
#include <QSet>
#include <QString>
#include <QStringList>

namespace skybro::playbook {

class Value;

/// Texts that no output may show: what was read from a vault, passwords. Any thread.
class Masks
{
public:
    /// Texts of under three characters are not masked: they would blot out half of every output.
    void add(const QString &text);
    /// Every text within.
    void add(const Value &value);
    [[nodiscard]] bool isEmpty() const;
    /// Each of them replaced by "********".
    [[nodiscard]] QString mask(QString text) const;
    [[nodiscard]] QByteArray mask(QByteArray text) const;
    [[nodiscard]] Value mask(const Value &value) const;

private:
    mutable QMutex m_mutex;
    QStringList m_texts; ///< longest first, so that a text within another leaves no rest
};

} // namespace skybro::playbook

#pragma once

#include <QByteArray>

#include <optional>

namespace skybro::playbook {

/// One output of a shell, cut at marks that the shell prints there between one script and the next: the byte
/// 036, a name that nobody else prints, a blank, a word, 036. Whatever stands between is kept byte for byte.
class MarkedStream
{
public:
    struct Part
    {
        QByteArray bytes; ///< what came before the mark
        QByteArray word;
    };

    void add(const QByteArray &bytes) { m_bytes += bytes; }
    /// Takes what came up to the mark of this name; nothing while it has not come. Looks at no byte twice, as
    /// long as it is asked for the same name.
    [[nodiscard]] std::optional<Part> take(const QByteArray &name);
    /// What came and was not taken.
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    void clear();
    /// Forgets all but the last bytes.
    void keepLast(qsizetype count);

private:
    QByteArray m_bytes;
    qsizetype m_searched = 0;
};

} // namespace skybro::playbook

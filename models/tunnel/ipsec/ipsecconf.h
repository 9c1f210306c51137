#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>

namespace skybro::tunnel {

/// The name under which Libreswan files a key: it heeds no case, and some have several ("phase2alg" is
/// "esp"; keywords.c of 4.10). Two keys of one such name are a key twice, which it refuses.
[[nodiscard]] QString keyword(const QString &key);

/// One file of Libreswan's configuration (ipsec.conf(5); the lexer of 4.10), editable without losing a byte:
/// comments, blank lines, spaces, keys nobody knows and lines that are none stay as they are. Read and
/// written again unchanged it is identical.
///
/// A value class without secrets: keys rest in ipsec.secrets.
class IpsecConf
{
public:
    /// A line that Libreswan would refuse or warn of.
    struct Problem
    {
        int line = 0; ///< 1-based
        QString text;

        bool operator==(const Problem &) const = default;
    };
    struct Key
    {
        QString name;
        QString value; ///< without its quotes or braces
        int line = 0;  ///< 1-based

        bool operator==(const Key &) const = default;
    };
    using Pairs = QList<std::pair<QString, QString>>;

    /// Never fails; what is wrong with the text is in problems().
    [[nodiscard]] static IpsecConf parse(const QByteArray &text);
    [[nodiscard]] QByteArray text() const;
    [[nodiscard]] QList<Problem> problems() const;

    /// Names of the conn sections in their order, "%default" among them, each once.
    [[nodiscard]] QStringList connections() const;
    [[nodiscard]] bool hasConnection(const QString &name) const;
    /// The keys that stand in the conn's own sections, in their order.
    [[nodiscard]] QList<Key> keys(const QString &connection) const;
    /// The conn's own value, under whichever of the key's names; the first, as Libreswan takes no second.
    /// Absent: it has none of its own.
    [[nodiscard]] std::optional<QString> value(const QString &connection, const QString &key) const;
    /// The patterns of its include lines: paths relative to the file's folder, may hold wildcards.
    [[nodiscard]] QStringList includes() const;

    /// Sets a key: edits its value in place, under the name it has there, or adds a line after the section's
    /// last key. A value that is already so changes nothing. Errors: NotFound, there is no such conn;
    /// Invalid, a name or value that the file can not hold.
    [[nodiscard]] Result<void> setValue(const QString &connection, const QString &key, const QString &value);
    /// Takes the key's lines out, if there are any. Error NotFound: there is no such conn.
    [[nodiscard]] Result<void> removeValue(const QString &connection, const QString &key);
    /// Adds a conn at the end. Errors: Conflict, there is one of that name; Invalid, as above.
    [[nodiscard]] Result<void> addConnection(const QString &name, const Pairs &keys);

private:
    enum class Kind
    {
        Blank, ///< or a comment
        Head,  ///< "conn NAME", "config setup"
        Key,
        Include,
        Version,
        Wrong,
    };
    struct Line
    {
        Kind kind = Kind::Blank;
        QByteArray raw; ///< with its end
        QString name;   ///< the key, or of a head "conn" or "config"
        QString value;  ///< of a head: its name
        qsizetype valueBegin = 0;
        qsizetype valueLength = 0; ///< with quotes
        QString problem;
    };
    [[nodiscard]] static Line readLine(const QByteArray &raw);
    static void readValue(Line &line, qsizetype from);
    [[nodiscard]] QByteArray lineEnd() const;
    template <typename Visit>
    void visitKeys(const QString &connection, Visit visit) const;

    QList<Line> m_lines;
};

} // namespace skybro::tunnel

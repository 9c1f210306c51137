#pragma once

#include "models/tunnel/ipsec/ipsecconf.h"

#include <functional>

namespace skybro::tunnel {

struct IpsecConfFile
{
    QString path;
    QByteArray text;
};

/// What an include line names: `pattern` as written, `from` the path of the file it stands in. Empty: nothing
/// is there, which Libreswan only warns of.
using IncludeReader = std::function<QList<IpsecConfFile>(const QString &pattern, const QString &from)>;

/// A conn with everything that holds for it.
struct ResolvedConnection
{
    struct Key
    {
        QString name;
        QString value;
        QString path; ///< where it stands
        int line = 0;
        QString section; ///< in which conn: itself, one named by also=, or "%default"

        bool operator==(const Key &) const = default;
    };
    QString name;
    QList<Key> keys; ///< each name once: the conn's own first, then those of also=, then %default's
    QStringList
        notes; ///< what Libreswan would refuse: an also= that is not there, goes in a ring or contradicts

    [[nodiscard]] std::optional<QString> value(const QString &key) const;
};

/// A configuration file with all that it includes.
class IpsecConfSet
{
public:
    /// Error Invalid: includes nest deeper than 10, or more than 1000 files. A file that includes itself is
    /// read once.
    [[nodiscard]] static Result<IpsecConfSet> load(const IpsecConfFile &file, const IncludeReader &reader);

    struct File
    {
        QString path;
        IpsecConf conf;
    };
    [[nodiscard]] const QList<File> &files() const { return m_files; }
    /// Without "%default".
    [[nodiscard]] QStringList connections() const;
    /// As `ipsec addconn` puts it together (confread.c): each section that also= names once, depth after
    /// breadth, no later value over an earlier one. Error NotFound.
    [[nodiscard]] Result<ResolvedConnection> resolve(const QString &connection) const;

private:
    Result<void> add(const IpsecConfFile &file, const IncludeReader &reader, int depth);
    /// Adds the section's keys; the names that its also= lines give are appended to `alsos`.
    bool collect(const QString &section, ResolvedConnection &resolved, QStringList &alsos) const;

    QList<File> m_files;
};

} // namespace skybro::tunnel

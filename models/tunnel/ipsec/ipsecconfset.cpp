#include "models/tunnel/ipsec/ipsecconfset.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

std::optional<QString> ResolvedConnection::value(const QString &key) const
{
    const auto it =
        std::ranges::find_if(keys, [&](const Key &one) { return keyword(one.name) == keyword(key); });
    return it == keys.end() ? std::nullopt : std::optional(it->value);
}

Result<IpsecConfSet> IpsecConfSet::load(const IpsecConfFile &file, const IncludeReader &reader)
{
    IpsecConfSet set;
    if (Result<void> added = set.add(file, reader, 0); !added)
        return std::unexpected(added.error());
    return set;
}

Result<void> IpsecConfSet::add(const IpsecConfFile &file, const IncludeReader &reader, int depth)
{
    constexpr int deepest = 10;
    constexpr qsizetype most = 1000;
    if (depth > deepest || m_files.size() >= most)
        return fail(ErrorKind::Invalid,
                    QCoreApplication::translate("Tunnel", "%1 includes too many files, or in a ring.")
                        .arg(file.path));
    if (std::ranges::any_of(m_files, [&](const File &known) { return known.path == file.path; }))
        return {};
    m_files.append({file.path, IpsecConf::parse(file.text)});
    for (const QString &pattern : QStringList(m_files.last().conf.includes())) {
        for (const IpsecConfFile &included : reader(pattern, file.path)) {
            if (Result<void> added = add(included, reader, depth + 1); !added)
                return added;
        }
    }
    return {};
}

QStringList IpsecConfSet::connections() const
{
    QStringList names;
    for (const File &file : m_files)
        names += file.conf.connections();
    names.removeDuplicates();
    names.removeAll(u"%default"_s);
    return names;
}

bool IpsecConfSet::collect(const QString &section, ResolvedConnection &resolved, QStringList &alsos) const
{
    bool found = false;
    for (const File &file : m_files) {
        found = found || file.conf.hasConnection(section);
        for (const IpsecConf::Key &key : file.conf.keys(section)) {
            const QString word = keyword(key.name);
            if (word == "also"_L1) {
                static const QRegularExpression blanks(u"[ \\t]+"_s);
                alsos += key.value.split(blanks, Qt::SkipEmptyParts);
                continue;
            }
            const auto before = std::ranges::find_if(
                resolved.keys, [&](const ResolvedConnection::Key &one) { return keyword(one.name) == word; });
            if (before == resolved.keys.end())
                resolved.keys.append({key.name, key.value, file.path, key.line, section});
            else if (before->value != key.value && section != "%default"_L1)
                resolved.notes.append(
                    QCoreApplication::translate("Tunnel", "%1:%2: “%3” was set before in “%4”.")
                        .arg(file.path)
                        .arg(key.line)
                        .arg(key.name, before->section));
        }
    }
    return found;
}

Result<ResolvedConnection> IpsecConfSet::resolve(const QString &connection) const
{
    ResolvedConnection resolved;
    resolved.name = connection;
    QStringList alsos;
    if (!collect(connection, resolved, alsos))
        return fail(ErrorKind::NotFound,
                    QCoreApplication::translate("Tunnel", "The configuration has no connection “%1”.")
                        .arg(connection));
    QStringList seen{connection};
    for (qsizetype i = 0; i < alsos.size(); ++i) {
        const QString name = alsos.at(i);
        if (name == connection)
            resolved.notes.append(
                QCoreApplication::translate("Tunnel", "“also=%1” leads back to the connection.").arg(name));
        if (seen.contains(name))
            continue;
        seen.append(name);
        if (!collect(name, resolved, alsos))
            resolved.notes.append(
                QCoreApplication::translate("Tunnel", "“also=%1” names no connection.").arg(name));
    }
    QStringList none; // not valid there
    collect(u"%default"_s, resolved, none);
    return resolved;
}

} // namespace skybro::tunnel

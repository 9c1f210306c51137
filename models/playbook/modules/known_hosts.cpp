#include "models/playbook/modules/editrun.h"
#include "models/playbook/modules/options.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// One line of known_hosts, as sshd(8) describes it.
struct Entry
{
    QByteArray marker; ///< "@cert-authority", "@revoked" or empty
    QByteArray hosts;
    QByteArray type;
    QByteArray key;
};

std::optional<Entry> entryOf(const QByteArray &line)
{
    QList<QByteArray> words = line.simplified().split(' ');
    if (words.constFirst().isEmpty() || words.constFirst().startsWith('#'))
        return std::nullopt;
    Entry entry;
    if (words.constFirst().startsWith('@'))
        entry.marker = words.takeFirst();
    if (words.size() < 3)
        return std::nullopt;
    entry.hosts = words[0];
    entry.type = words[1];
    entry.key = words[2];
    return entry;
}

QByteArray hashed(const QByteArray &host, const QByteArray &salt)
{
    return QMessageAuthenticationCode::hash(host, salt, QCryptographicHash::Sha1).toBase64();
}

/// Whether ssh would take the line for the host: one of its patterns matches, and none with "!" does.
bool isFor(const Entry &entry, const QByteArray &host)
{
    if (entry.hosts.startsWith("|1|")) {
        const QList<QByteArray> parts = entry.hosts.split('|');
        return parts.size() == 4 && hashed(host, QByteArray::fromBase64(parts[2])) == parts[3];
    }
    bool isMatch = false;
    for (const QByteArray &word : entry.hosts.toLower().split(',')) {
        const bool isNegated = word.startsWith('!');
        QString pattern = QRegularExpression::escape(QString::fromUtf8(isNegated ? word.mid(1) : word));
        pattern.replace(u"\\*"_s, u".*"_s).replace(u"\\?"_s, u"."_s);
        const QRegularExpression regex(QRegularExpression::anchoredPattern(pattern));
        if (!regex.match(QString::fromUtf8(host)).hasMatch())
            continue;
        if (isNegated)
            return false;
        isMatch = true;
    }
    return isMatch;
}

class KnownHostsRun : public EditRun
{
public:
    using EditRun::EditRun;

protected:
    std::optional<QString> missingText(const QString & /*path*/) const override { return std::nullopt; }

    Result<Edited> edit(const std::optional<QByteArray> &old) override
    {
        const QByteArray host = argText(call(), u"name"_s).toLower().toUtf8();
        const bool isPresent = argText(call(), u"state"_s) == u"present"_s;
        QByteArray key = argText(call(), u"key"_s).toUtf8();
        if (key.trimmed().isEmpty() && isPresent)
            return skybro::fail(ErrorKind::Invalid, u"No key specified when adding a host"_s);
        if (host.contains(','))
            return skybro::fail(
                ErrorKind::Invalid,
                u"Comma separated list of names is not supported. Please pass a single name to lookup in the known_hosts file."_s);
        std::optional<Entry> wanted;
        if (!key.trimmed().isEmpty()) {
            if (call().args.value(u"hash_host"_s).isTrue())
                key = withHashedHost(host, key);
            if (!key.endsWith('\n'))
                key += '\n';
            wanted = entryOf(key);
            if (!wanted || !isFor(*wanted, host))
                return skybro::fail(ErrorKind::Invalid,
                                    u"Host parameter does not match hashed host field in supplied key"_s);
        }

        QList<QByteArray> lines = linesOf(old.value_or(QByteArray()));
        Edited edited{.fields = {{u"name"_s, argText(call(), u"name"_s)},
                                 {u"key"_s, call().args.value(u"key"_s)},
                                 {u"path"_s, argText(call(), u"path"_s)},
                                 {u"hash_host"_s, call().args.value(u"hash_host"_s)},
                                 {u"state"_s, argText(call(), u"state"_s)}},
                      .hasMsg = false};
        bool isChanged = false;
        if (!wanted) {
            isChanged = lines.removeIf([&](const QByteArray &line) {
                const auto entry = entryOf(line);
                return entry && isFor(*entry, host);
            }) > 0;
        } else {
            const auto [at, isSame] = find(lines, host, *wanted);
            isChanged = isPresent ? !isSame : at >= 0;
            if (isChanged && at >= 0)
                lines.removeAt(at);
            if (isChanged && isPresent) {
                if (!lines.isEmpty() && !lines.last().endsWith('\n'))
                    lines.last() += '\n';
                lines.append(key);
            }
        }
        if (isChanged)
            edited.content = lines.join();
        return edited;
    }

private:
    /// The line of the host that has the key, or another of the same type, whichever comes first.
    static std::pair<qsizetype, bool> find(const QList<QByteArray> &lines, const QByteArray &host,
                                           const Entry &wanted)
    {
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const auto entry = entryOf(lines[i]);
            if (!entry || !isFor(*entry, host) || entry->type != wanted.type)
                continue;
            const bool hasSameHosts = entry->hosts == wanted.hosts ||
                                      (entry->hosts.startsWith("|1|") && wanted.hosts.startsWith("|1|"));
            return {i, hasSameHosts && entry->key == wanted.key && entry->marker == wanted.marker};
        }
        return {-1, false};
    }

    static QByteArray withHashedHost(const QByteArray &host, const QByteArray &key)
    {
        QList<QByteArray> words = key.simplified().split(' ');
        QByteArray salt(20, Qt::Uninitialized);
        for (char &byte : salt)
            byte = char(QRandomGenerator::system()->bounded(256));
        const qsizetype at = words.constFirst().startsWith('@') && words.size() > 1 ? 1 : 0;
        words[at] = "|1|" + salt.toBase64() + '|' + hashed(host, salt);
        return words.join(' ');
    }
};

} // namespace

Module known_hostsModule()
{
    return {
        .name = u"known_hosts"_s,
        .fullNames = builtinNames(u"known_hosts"_s),
        .options =
            {
                {.name = u"hash_host"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"key"_s},
                {.name = u"name"_s, .isRequired = true, .aliases = {u"host"_s}},
                {.name = u"path"_s, .type = OptionType::Path, .otherwise = Value(u"~/.ssh/known_hosts"_s)},
                {.name = u"state"_s,
                 .otherwise = Value(u"present"_s),
                 .choices = {u"absent"_s, u"present"_s}},
            },
        .start = [](const ModuleCall &call) { return std::make_unique<KnownHostsRun>(call, true); },
    };
}

} // namespace skybro::playbook

#include "models/ssh/clientconfig.h"

#include "models/ssh/pattern.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QSet>
#include <QSysInfo>

#include <pwd.h>
#include <unistd.h>

#include <optional>

namespace skybro::ssh {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepest = 8;
constexpr qint64 largestFile = 4 * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::ssh", text);
}

QString localUser()
{
    const passwd *entry = ::getpwuid(::getuid());
    return entry ? QString::fromLocal8Bit(entry->pw_name) : qEnvironmentVariable("USER");
}

QString expandHome(const QString &path)
{
    if (path == u"~"_s || path.startsWith(u"~/"_s))
        return QDir::homePath() + path.mid(1);
    return path;
}

/// The words of a line: parted by spaces or one '=', held together by quotes, ended by '#'. Nothing when a
/// quote is not closed.
std::optional<QStringList> splitWords(const QString &line)
{
    QStringList words;
    qsizetype i = 0;
    while (true) {
        while (i < line.size() && line[i].isSpace())
            ++i;
        if (words.size() == 1 && i < line.size() && line[i] == u'=') {
            ++i;
            continue;
        }
        if (i == line.size() || line[i] == u'#')
            return words;
        QString word;
        QChar quote;
        while (i < line.size()) {
            const QChar c = line[i];
            if (c == u'\\' && i + 1 < line.size() &&
                (line[i + 1] == u'"' || line[i + 1] == u'\'' || line[i + 1] == u'\\' ||
                 (quote.isNull() && line[i + 1] == u' '))) {
                word += line[i + 1];
                i += 2;
                continue;
            }
            if (quote.isNull()) {
                if (c.isSpace() || (words.isEmpty() && c == u'='))
                    break;
                if (c == u'"' || c == u'\'') {
                    quote = c;
                    ++i;
                    continue;
                }
            } else if (c == quote) {
                quote = QChar();
                ++i;
                continue;
            }
            word += c;
            ++i;
        }
        if (!quote.isNull())
            return std::nullopt;
        words.append(word);
    }
}

struct Destination
{
    QString user;
    QString host;
    quint16 port = 0;
};

Result<Destination> parseDestination(const QString &text)
{
    const auto bad = [&] {
        return fail(ErrorKind::Invalid,
                    tr("“%1” is no SSH destination; write [user@]host[:port].").arg(text));
    };
    QString rest = text.trimmed();
    if (rest.startsWith(u"ssh://"_s)) {
        rest = rest.mid(6);
        if (rest.endsWith(u'/'))
            rest.chop(1);
    }
    Destination destination;
    const qsizetype at = rest.lastIndexOf(u'@');
    if (at >= 0) {
        destination.user = rest.left(at);
        rest = rest.mid(at + 1);
        if (destination.user.isEmpty())
            return bad();
    }
    QString port;
    if (rest.startsWith(u'[')) {
        const qsizetype end = rest.indexOf(u']');
        if (end < 0)
            return bad();
        destination.host = rest.mid(1, end - 1);
        const QString after = rest.mid(end + 1);
        if (!after.isEmpty() && (!after.startsWith(u':') || after.size() < 2))
            return bad();
        port = after.mid(1);
    } else if (rest.count(u':') == 1) {
        destination.host = rest.section(u':', 0, 0);
        port = rest.section(u':', 1);
        if (port.isEmpty())
            return bad();
    } else {
        destination.host = rest; // a name, or an IPv6 address without port
    }
    // A leading '-' or a space is never a host: it would be an option or two words to a shell.
    for (const QChar c : std::as_const(destination.host)) {
        if (c.isSpace() || c.unicode() < 0x21 || c == u'/' || c == u'\\' || c == u'\'' || c == u'"')
            return bad();
    }
    if (destination.host.isEmpty() || destination.host.startsWith(u'-') || destination.user.startsWith(u'-'))
        return bad();
    if (!port.isEmpty()) {
        bool ok = false;
        destination.port = port.toUShort(&ok);
        if (!ok || destination.port == 0)
            return bad();
    }
    return destination;
}

/// Keywords that change what is reached or trusted, and are not honoured.
const QSet<QString> &notHonoured()
{
    static const QSet<QString> keywords{u"addressfamily"_s,
                                        u"bindaddress"_s,
                                        u"bindinterface"_s,
                                        u"canonicalizehostname"_s,
                                        u"certificatefile"_s,
                                        u"ciphers"_s,
                                        u"gssapiauthentication"_s,
                                        u"hostbasedauthentication"_s,
                                        u"hostkeyalgorithms"_s,
                                        u"kexalgorithms"_s,
                                        u"knownhostscommand"_s,
                                        u"macs"_s,
                                        u"passwordauthentication"_s,
                                        u"pkcs11provider"_s,
                                        u"preferredauthentications"_s,
                                        u"pubkeyacceptedalgorithms"_s,
                                        u"pubkeyauthentication"_s,
                                        u"revokedhostkeys"_s,
                                        u"securitykeyprovider"_s,
                                        u"verifyhostkeydns"_s};
    return keywords;
}

/// Of those, the ones whose usual values ask for nothing.
bool asksForNothing(const QString &keyword, const QString &value)
{
    static const QHash<QString, QStringList> harmless{
        {u"addressfamily"_s, {u"any"_s}},       {u"canonicalizehostname"_s, {u"no"_s}},
        {u"gssapiauthentication"_s, {u"no"_s}}, {u"hostbasedauthentication"_s, {u"no"_s}},
        {u"knownhostscommand"_s, {u"none"_s}},  {u"passwordauthentication"_s, {u"yes"_s}},
        {u"pkcs11provider"_s, {u"none"_s}},     {u"pubkeyauthentication"_s, {u"yes"_s}},
        {u"revokedhostkeys"_s, {u"none"_s}},    {u"verifyhostkeydns"_s, {u"no"_s}},
    };
    return harmless.value(keyword).contains(value.toLower());
}

} // namespace

/// The state of one walk through the files.
struct ClientConfig::Resolution
{
    Q_DECLARE_TR_FUNCTIONS(skybro::ssh)

public:
    QString asked; ///< the name as given
    HostSettings settings;
    QSet<QString> seen; ///< keywords that have their value
    QString jump;
    std::optional<Error> error;

    /// True for the first value of a keyword.
    bool first(const QString &keyword)
    {
        if (seen.contains(keyword))
            return false;
        seen.insert(keyword);
        return true;
    }
    void fails(const Line &line, const char *expected)
    {
        if (!error)
            error = makeError(ErrorKind::Invalid,
                              tr("%1: “%2 %3” can not be read; expected %4.")
                                  .arg(line.place, line.keyword, line.arguments.join(u' '), tr(expected)));
    }
    [[nodiscard]] QString host() const { return settings.host.isEmpty() ? asked : settings.host; }
};

ClientConfig ClientConfig::load()
{
    ClientConfig config;
    config.read(QDir::homePath() + u"/.ssh/config"_s);
    config.read(u"/etc/ssh/ssh_config"_s);
    return config;
}

void ClientConfig::read(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return;
    if (!file.open(QIODevice::ReadOnly)) {
        m_notes.append(tr("%1 can not be read: %2").arg(path, file.errorString()));
        return;
    }
    parse(file.read(largestFile), path);
}

void ClientConfig::parse(const QByteArray &text, const QString &path)
{
    // A file's last Host block ends with the file.
    Line whole{.keyword = u"include"_s, .arguments = {}, .place = path, .included = {}};
    parseInto(whole.included, text, path, 0);
    m_lines.append(std::move(whole));
}

void ClientConfig::parseInto(QList<Line> &lines, const QByteArray &text, const QString &path, int depth)
{
    int number = 0;
    for (const QByteArray &raw : text.split('\n')) {
        ++number;
        const QString place = path + u':' + QString::number(number);
        std::optional<QStringList> words = splitWords(QString::fromUtf8(raw));
        if (!words) {
            m_notes.append(tr("%1: a quote is not closed; the line was left out").arg(place));
            continue;
        }
        if (words->isEmpty())
            continue;
        Line line{
            .keyword = words->takeFirst().toLower(), .arguments = *words, .place = place, .included = {}};
        if (line.keyword == u"include"_s)
            include(line, path, depth);
        lines.append(std::move(line));
    }
}

void ClientConfig::include(Line &line, const QString &path, int depth)
{
    if (depth + 1 >= deepest) {
        m_notes.append(tr("%1: files include each other too deeply; left out").arg(line.place));
        return;
    }
    const QString base = path.startsWith(u"/etc/ssh/"_s) ? u"/etc/ssh"_s : QDir::homePath() + u"/.ssh"_s;
    for (const QString &argument : std::as_const(line.arguments)) {
        const QFileInfo wanted(QDir(base), expandHome(argument));
        // Wildcards in the last part, as such files are written: conf.d/*.conf.
        const QStringList names =
            QDir(wanted.path()).entryList({wanted.fileName()}, QDir::Files | QDir::Hidden, QDir::Name);
        for (const QString &name : names) {
            QFile file(wanted.path() + u'/' + name);
            if (file.open(QIODevice::ReadOnly)) {
                // A block ends with its file.
                Line whole{
                    .keyword = u"include"_s, .arguments = {}, .place = file.fileName(), .included = {}};
                parseInto(whole.included, file.read(largestFile), file.fileName(), depth + 1);
                line.included.append(std::move(whole));
            } else
                m_notes.append(
                    tr("%1: %2 can not be read: %3").arg(line.place, file.fileName(), file.errorString()));
        }
    }
}

bool ClientConfig::matchApplies(const Line &line, Resolution &resolution)
{
    const QStringList &words = line.arguments;
    if (words.isEmpty())
        return false;
    bool applies = true;
    for (qsizetype i = 0; i < words.size(); ++i) {
        QString criterion = words[i].toLower();
        const bool negated = criterion.startsWith(u'!');
        if (negated)
            criterion.remove(0, 1);
        if (criterion == u"all"_s) {
            applies = applies && !negated;
            continue;
        }
        const QStringList patterns = words.value(++i).split(u',', Qt::SkipEmptyParts);
        const QString user = resolution.settings.user.isEmpty() ? localUser() : resolution.settings.user;
        bool holds = false;
        if (criterion == u"host"_s) {
            holds = matchesPatterns(patterns, resolution.host());
        } else if (criterion == u"originalhost"_s) {
            holds = matchesPatterns(patterns, resolution.asked);
        } else if (criterion == u"user"_s) {
            holds = matchesPatterns(patterns, user);
        } else if (criterion == u"localuser"_s) {
            holds = matchesPatterns(patterns, localUser());
        } else {
            resolution.settings.notes.append(
                tr("%1: “Match %2” is not supported; what follows it was left out")
                    .arg(line.place, criterion));
            return false;
        }
        applies = applies && holds != negated;
    }
    return applies;
}

void ClientConfig::apply(const QList<Line> &lines, bool active, Resolution &resolution)
{
    bool here = active;
    for (const Line &line : lines) {
        if (line.keyword == u"host"_s) {
            here = active && matchesPatterns(line.arguments, resolution.asked);
        } else if (line.keyword == u"match"_s) {
            here = active && matchApplies(line, resolution);
        } else if (line.keyword == u"include"_s) {
            if (here)
                apply(line.included, true, resolution);
        } else if (here) {
            applyLine(line, resolution);
        }
    }
}

void ClientConfig::applyLine(const Line &line, Resolution &resolution)
{
    HostSettings &settings = resolution.settings;
    const QString &keyword = line.keyword;
    const QString value = line.arguments.value(0);
    const auto number = [&](int least, int most) -> std::optional<int> {
        bool ok = false;
        const int n = value.toInt(&ok);
        if (ok && n >= least && n <= most)
            return n;
        resolution.fails(line, "a number");
        return std::nullopt;
    };
    const auto flag = [&](bool &target) {
        const QString word = value.toLower();
        if (word == u"yes"_s || word == u"true"_s)
            target = true;
        else if (word == u"no"_s || word == u"false"_s)
            target = false;
        else
            resolution.fails(line, "yes or no");
    };

    if (keyword == u"identityfile"_s) { // the one keyword whose values add up
        if (!resolution.seen.contains(u"overridden identityfile"_s))
            settings.identityFiles.append(value);
        return;
    }
    if (keyword == u"proxyjump"_s || keyword == u"proxycommand"_s) {
        if (!resolution.first(u"proxyjump"_s))
            return;
        if (value.toLower() == u"none"_s)
            return;
        if (keyword == u"proxyjump"_s)
            resolution.jump = value;
        else
            settings.proxyCommand = line.place + u": ProxyCommand "_s + line.arguments.join(u' ');
        return;
    }
    if (!resolution.first(keyword))
        return;
    if (keyword == u"hostname"_s) {
        settings.host = value;
        settings.host.replace(u"%%"_s, QString(QChar(1)))
            .replace(u"%h"_s, resolution.asked)
            .replace(QChar(1), u'%');
        if (settings.host.contains(u'%') && !settings.host.contains(u':'))
            resolution.fails(line, "a name with no token but %h");
    } else if (keyword == u"hostkeyalias"_s) {
        settings.hostKeyAlias = value;
    } else if (keyword == u"port"_s) {
        if (const auto n = number(1, 65535))
            settings.port = static_cast<quint16>(*n);
    } else if (keyword == u"user"_s) {
        settings.user = value;
    } else if (keyword == u"identitiesonly"_s) {
        flag(settings.identitiesOnly);
    } else if (keyword == u"identityagent"_s) {
        settings.identityAgent = value;
    } else if (keyword == u"userknownhostsfile"_s) {
        settings.userKnownHosts = line.arguments;
    } else if (keyword == u"globalknownhostsfile"_s) {
        settings.globalKnownHosts = line.arguments;
    } else if (keyword == u"stricthostkeychecking"_s) {
        const QString word = value.toLower();
        if (word == u"ask"_s)
            settings.unknownHost = UnknownHost::Ask;
        else if (word == u"yes"_s)
            settings.unknownHost = UnknownHost::Refuse;
        else if (word == u"accept-new"_s || word == u"no"_s || word == u"off"_s)
            settings.unknownHost = UnknownHost::Accept;
        else
            resolution.fails(line, "yes, no, ask or accept-new");
    } else if (keyword == u"hashknownhosts"_s) {
        flag(settings.hashKnownHosts);
    } else if (keyword == u"connecttimeout"_s) {
        if (value.toLower() != u"none"_s) {
            if (const auto n = number(1, 24 * 3600))
                settings.connectTimeout = std::chrono::seconds(*n);
        }
    } else if (keyword == u"serveraliveinterval"_s) {
        if (const auto n = number(0, 24 * 3600))
            settings.serverAliveInterval = std::chrono::seconds(*n);
    } else if (keyword == u"serveralivecountmax"_s) {
        if (const auto n = number(0, 1'000'000))
            settings.serverAliveCountMax = *n;
    } else if (notHonoured().contains(keyword) && !asksForNothing(keyword, value)) {
        settings.notes.append(tr("%1: %2 is not supported and was left out").arg(line.place, keyword));
    }
}

Result<HostSettings> ClientConfig::resolve(const QString &destination, const Overrides &overrides) const
{
    return resolve(destination, overrides, 0);
}

Result<std::shared_ptr<const HostSettings>> ClientConfig::resolveJump(const QString &jump, int depth) const
{
    QStringList hops = jump.split(u',', Qt::SkipEmptyParts);
    if (hops.isEmpty())
        return fail(ErrorKind::Invalid, tr("“%1” names no jump host.").arg(jump));
    const QString last = hops.takeLast().trimmed();
    Overrides overrides;
    overrides.jump = hops.join(u','); // empty: the way to the first hop is its own configuration's
    Result<HostSettings> settings = resolve(last, overrides, depth + 1);
    if (!settings)
        return std::unexpected(settings.error());
    return std::make_shared<const HostSettings>(*std::move(settings));
}

Result<HostSettings> ClientConfig::resolve(const QString &destination, const Overrides &overrides,
                                           int depth) const
{
    if (depth >= deepest)
        return fail(ErrorKind::Invalid,
                    tr("The jump hosts on the way to “%1” go in a ring; mend ProxyJump.").arg(destination));
    const Result<Destination> asked = parseDestination(destination);
    if (!asked)
        return std::unexpected(asked.error());

    Resolution resolution{.asked = asked->host, .settings = {}, .seen = {}, .jump = {}, .error = {}};
    HostSettings &settings = resolution.settings;
    settings.notes = m_notes;
    settings.name = asked->host;
    const QString user = asked->user.isEmpty() ? overrides.user : asked->user;
    if (!user.isEmpty() && resolution.first(u"user"_s))
        settings.user = user;
    const quint16 port = asked->port ? asked->port : overrides.port;
    if (port && resolution.first(u"port"_s))
        settings.port = port;
    if (!overrides.identityFiles.isEmpty() && resolution.first(u"overridden identityfile"_s))
        settings.identityFiles = overrides.identityFiles;
    if (!overrides.jump.isEmpty() && resolution.first(u"proxyjump"_s) && overrides.jump != u"none"_s)
        resolution.jump = overrides.jump;

    apply(m_lines, true, resolution);
    if (resolution.error)
        return std::unexpected(*resolution.error);

    settings.host = resolution.host();
    if (settings.user.isEmpty())
        settings.user = localUser();
    const QString dotSsh = QDir::homePath() + u"/.ssh"_s;
    if (settings.identityFiles.isEmpty()) {
        for (const QString &name : {u"id_rsa"_s, u"id_ecdsa"_s, u"id_ed25519"_s})
            settings.identityFiles.append(dotSsh + u'/' + name);
    }
    if (!resolution.seen.contains(u"userknownhostsfile"_s))
        settings.userKnownHosts = {dotSsh + u"/known_hosts"_s, dotSsh + u"/known_hosts2"_s};
    if (!resolution.seen.contains(u"globalknownhostsfile"_s))
        settings.globalKnownHosts = {u"/etc/ssh/ssh_known_hosts"_s, u"/etc/ssh/ssh_known_hosts2"_s};
    settings.userKnownHosts.removeAll(u"none"_s);
    settings.globalKnownHosts.removeAll(u"none"_s);

    const QHash<QChar, QString> tokens{{u'%', u"%"_s},
                                       {u'd', QDir::homePath()},
                                       {u'h', settings.host},
                                       {u'i', QString::number(::getuid())},
                                       {u'l', QSysInfo::machineHostName()},
                                       {u'L', QSysInfo::machineHostName().section(u'.', 0, 0)},
                                       {u'n', resolution.asked},
                                       {u'p', QString::number(settings.port)},
                                       {u'r', settings.user},
                                       {u'u', localUser()}};
    const auto expand = [&](const QString &text) {
        QString out;
        for (qsizetype i = 0; i < text.size(); ++i) {
            if (text[i] == u'%' && i + 1 < text.size() && tokens.contains(text[i + 1])) {
                out += tokens.value(text[++i]);
            } else if (text[i] == u'$' && text.mid(i, 2) == u"${"_s && text.indexOf(u'}', i) > 0) {
                const qsizetype end = text.indexOf(u'}', i);
                out += qEnvironmentVariable(text.mid(i + 2, end - i - 2).toLocal8Bit().constData());
                i = end;
            } else {
                out += text[i];
            }
        }
        return expandHome(out);
    };
    for (QStringList *list :
         {&settings.identityFiles, &settings.userKnownHosts, &settings.globalKnownHosts}) {
        for (QString &path : *list)
            path = expand(path);
    }
    settings.identityFiles.removeAll(u"none"_s);
    if (!resolution.seen.contains(u"identityagent"_s) || settings.identityAgent == u"SSH_AUTH_SOCK"_s)
        settings.identityAgent = qEnvironmentVariable("SSH_AUTH_SOCK");
    else if (settings.identityAgent.toLower() == u"none"_s)
        settings.identityAgent.clear();
    else if (settings.identityAgent.startsWith(u'$') && !settings.identityAgent.startsWith(u"${"_s))
        settings.identityAgent =
            qEnvironmentVariable(settings.identityAgent.mid(1).toLocal8Bit().constData());
    else
        settings.identityAgent = expand(settings.identityAgent);

    if (!resolution.jump.isEmpty()) {
        const Result<std::shared_ptr<const HostSettings>> jump = resolveJump(resolution.jump, depth);
        if (!jump)
            return std::unexpected(jump.error());
        settings.jump = *jump;
    }
    return settings;
}

} // namespace skybro::ssh

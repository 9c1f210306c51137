#include "models/tunnel/config/configplan.h"

#include "models/base/unifieddiff.h"
#include "models/tunnel/config/gatewayrules.h"
#include "models/tunnel/ipsec/ipsecsecrets.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostFileBytes = 1 << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::tunnel", text);
}

QString absolute(const QString &pattern)
{
    return pattern.startsWith(u'/') ? pattern : u"/etc/"_s + pattern;
}

bool matches(const QString &pattern, const QString &path)
{
    const auto expression = QRegularExpression::fromWildcard(absolute(pattern), Qt::CaseSensitive);
    return expression.match(path).hasMatch();
}

Result<IpsecConfSet> confSet(const QList<IpsecConfFile> &files)
{
    const IpsecConfFile main = files.isEmpty() ? IpsecConfFile{u"/etc/ipsec.conf"_s, {}} : files.first();
    return IpsecConfSet::load(main, [&files](const QString &pattern, const QString &) {
        QList<IpsecConfFile> found;
        for (const IpsecConfFile &file : files) {
            if (matches(pattern, file.path))
                found.append(file);
        }
        return found;
    });
}

/// The file in which the conn stands, or a new one that ipsec.conf includes.
Result<IpsecConfFile> fileFor(const GatewayFacts &facts, const IpsecConfSet &set, const QString &name,
                              bool *isThere)
{
    QStringList holders;
    for (const IpsecConfSet::File &file : set.files()) {
        if (file.conf.hasConnection(name))
            holders.append(file.path);
    }
    if (holders.size() > 1)
        return fail(ErrorKind::Conflict, tr("The connection “%1” stands in several files of the gateway: %2.")
                                             .arg(name, holders.join(u", "_s)));
    const QString path = holders.isEmpty() ? u"/etc/ipsec.d/%1.conf"_s.arg(name) : holders.first();
    const auto found = std::ranges::find(facts.conf, path, &IpsecConfFile::path);
    *isThere = found != facts.conf.end();
    if (*isThere)
        return *found;
    bool isIncluded = false;
    for (const IpsecConfSet::File &file : set.files())
        isIncluded |= std::ranges::any_of(file.conf.includes(),
                                          [&](const QString &pattern) { return matches(pattern, path); });
    if (!isIncluded)
        return fail(ErrorKind::Conflict,
                    tr("The gateway's /etc/ipsec.conf does not include %1: add the line “include "
                       "/etc/ipsec.d/*.conf” there.")
                        .arg(path));
    return IpsecConfFile{path, {}};
}

/// Ends that mean the same may be written as they are: %defaultroute with the address as id, or the address.
void keepNotation(const GatewayFacts &facts, const TunnelDescription &present, TunnelDescription &wanted)
{
    const bool isOwn = present.onPremise.address == "%defaultroute"_L1 ||
                       facts.addresses.contains(present.onPremise.address);
    if (isOwn && idOf(present.onPremise) == idOf(wanted.onPremise)) {
        wanted.onPremise.address = present.onPremise.address;
        wanted.onPremise.id = present.onPremise.id;
    }
    // Azure's gateway calls itself by its address: what works with another id is left alone, and nothing
    // else.
    const bool isWorking = facts.up || present.azure.id.startsWith(u'%');
    if (present.azure.address == wanted.azure.address &&
        (isWorking || idOf(present.azure) == idOf(wanted.azure)))
        wanted.azure.id = present.azure.id;
    wanted.onPremiseIsLeft = present.onPremiseIsLeft;
    // Not the profile's affair: what an administrator chose stays.
    wanted.dpdDelay = present.dpdDelay.count() > 0 ? present.dpdDelay : wanted.dpdDelay;
    wanted.dpdAction = present.dpdDelay.count() > 0 ? present.dpdAction : wanted.dpdAction;
    wanted.startAtBoot = present.startAtBoot;
    wanted.mtu = present.mtu;
}

/// Keys that a description does not hold and without which it would mean nothing.
Result<void> setFixedKeys(const ResolvedConnection &resolved, IpsecConf &conf)
{
    const std::pair<QString, QStringList> fixed[] = {{u"authby"_s, {u"secret"_s, u"psk"_s}},
                                                     {u"type"_s, {u"tunnel"_s, QString()}}};
    for (const auto &[key, words] : fixed) {
        if (words.contains(resolved.value(key).value_or(QString()).toLower()))
            continue;
        if (Result<void> set = conf.setValue(resolved.name, key, words.first()); !set)
            return set;
    }
    return {};
}

/// Whether the conn, with all that it inherits, says what is wanted.
Result<void> checkOutcome(const GatewayFacts &facts, const IpsecConfFile &changed,
                          const TunnelDescription &wanted)
{
    QList<IpsecConfFile> files = facts.conf;
    const auto old = std::ranges::find(files, changed.path, &IpsecConfFile::path);
    if (old != files.end())
        *old = changed;
    else
        files.append(changed);
    const Result<IpsecConfSet> set = confSet(files);
    if (!set)
        return std::unexpected(set.error());
    const Result<ResolvedConnection> resolved = set->resolve(wanted.name);
    if (!resolved)
        return std::unexpected(resolved.error());
    TunnelDescription outcome = describeConnection(*resolved, facts.addresses);
    // Written otherwise, they may mean the same; and which side is ours is the file's affair.
    outcome.ike = wanted.ike;
    outcome.esp = wanted.esp;
    // A note: Libreswan refuses a key of the conn's own that an also= sets otherwise.
    if (outcome == wanted && resolved->notes.isEmpty())
        return {};
    return fail(
        ErrorKind::Conflict,
        tr("The connection “%1” in %2 inherits from “also=” or “%default” what does not go with the site "
           "file: %3")
            .arg(wanted.name, changed.path,
                 resolved->notes.isEmpty() ? tr("change it by hand.")
                                           : resolved->notes.first() + u' ' +
                                                 tr("Libreswan lets nothing override it: take it out "
                                                    "there, or “also=” out of the connection.")));
}

/// Up to 4.x Libreswan passes over IPv6 in leftsubnets= and rightsubnets=, with a warning that no exit code
/// tells of.
Result<void> checkSubnets(const Daemon &daemon, const TunnelDescription &wanted)
{
    constexpr int firstThatTakesThem = 5;
    constexpr qsizetype oneASide = 2;
    const auto ipv6In = [](const QStringList &all) { return all.filter(u":"_s).value(0); };
    static const QRegularExpression number(u"(\\d+)\\."_s);
    const QStringList subnets = wanted.onPremise.subnets + wanted.azure.subnets;
    const auto ipv6 =
        std::ranges::find_if(subnets, [](const QString &subnet) { return subnet.contains(u':'); });
    if (subnets.size() <= oneASide || ipv6 == subnets.end() ||
        number.match(daemon.version).captured(1).toInt() >= firstThatTakesThem)
        return {};
    // The side that has several is to be mended, not the only subnet of the other.
    if (const QString home = ipv6In(wanted.onPremise.subnets);
        wanted.onPremise.subnets.size() > 1 && !home.isEmpty())
        return fail(ErrorKind::Invalid,
                    tr("Of several subnets at home the gateway's Libreswan %1 takes those of IPv4 only: %2 "
                       "needs a tunnel of its own. Take it out of “gateway.networks” in the site file.")
                        .arg(daemon.version, home));
    if (const QString azure = ipv6In(wanted.azure.subnets);
        wanted.azure.subnets.size() > 1 && !azure.isEmpty())
        return fail(ErrorKind::Invalid,
                    tr("Of several subnets at Azure the gateway's Libreswan %1 takes those of IPv4 only: %2 "
                       "needs a tunnel of its own. Name only the others as “tunnel.azureNetworks” in the "
                       "site file.")
                        .arg(daemon.version, azure));
    return fail(
        ErrorKind::Invalid,
        tr("Of several subnets the gateway's Libreswan %1 takes those of IPv4 only: %2 needs a tunnel of "
           "its own. Take it out of “gateway.networks” and “tunnel.azureNetworks” in the site file.")
            .arg(daemon.version, *ipv6));
}

Result<void> planConf(const GatewayFacts &facts, ConfigPlan &plan)
{
    if (Result<void> fits = checkSubnets(facts.daemon, plan.wanted); !fits)
        return fits;
    const Result<IpsecConfSet> set = confSet(facts.conf);
    if (!set)
        return std::unexpected(set.error());
    const QString &name = plan.wanted.name;
    bool isThere = false;
    const Result<IpsecConfFile> file = fileFor(facts, *set, name, &isThere);
    if (!file)
        return std::unexpected(file.error());
    IpsecConf conf = IpsecConf::parse(file->text);
    if (const QList<IpsecConf::Problem> problems = conf.problems(); !problems.isEmpty())
        return fail(ErrorKind::Conflict, tr("%1:%2: %3 Mend it first.")
                                             .arg(file->path)
                                             .arg(problems.first().line)
                                             .arg(problems.first().text));
    Result<void> written;
    if (conf.hasConnection(name)) {
        const Result<ResolvedConnection> resolved = set->resolve(name);
        if (!resolved)
            return std::unexpected(resolved.error());
        plan.present = describeConnection(*resolved, facts.addresses);
        plan.atStart = resolved->value(u"auto"_s).value_or(u"ignore"_s).toLower();
        keepNotation(facts, *plan.present, plan.wanted);
        written = changeConnection(*plan.present, plan.wanted, conf);
        if (written)
            written = setFixedKeys(*resolved, conf);
    } else {
        if (!isThere)
            conf = IpsecConf::parse("# Written by Skybro; changes by hand are kept.\n");
        written = writeConnection(plan.wanted, conf);
    }
    if (!written)
        return written;
    const IpsecConfFile changed{file->path, conf.text()};
    if (changed.text.size() > mostFileBytes)
        return fail(ErrorKind::Invalid, tr("%1 is larger than 1 MiB.").arg(file->path));
    if (Result<void> good = checkOutcome(facts, changed, plan.wanted); !good)
        return good;
    if (!conf.value(name, u"also"_s) && conf.includes().isEmpty())
        plan.wholeConf = file->path;
    plan.files.append({.path = file->path,
                       .mode = 0644,
                       .before = isThere ? std::optional(file->text) : std::nullopt,
                       .after = changed.text,
                       .keepsFile = isThere});
    return {};
}

/// Which files of keys the daemon reads, and under what names it would read others.
struct ReadSecrets
{
    QStringList paths;
    QStringList patterns;

    [[nodiscard]] bool takes(const QString &path) const
    {
        return paths.contains(path) ||
               std::ranges::any_of(patterns, [&](const QString &pattern) { return matches(pattern, path); });
    }
};

ReadSecrets readSecrets(const GatewayFacts &facts)
{
    ReadSecrets read{.paths = {u"/etc/ipsec.secrets"_s}, .patterns = {}};
    for (qsizetype i = 0; i < read.paths.size(); ++i) { // grows meanwhile
        const auto file = std::ranges::find(facts.secrets, read.paths.at(i), &SecretFileText::path);
        if (file == facts.secrets.end())
            continue;
        for (QString pattern : IpsecSecrets::parse(file->text.copy()).includes())
            read.patterns.append(pattern.remove(u'"').remove(u'\''));
        for (const SecretFileText &other : facts.secrets) {
            if (!read.paths.contains(other.path) && read.takes(other.path))
                read.paths.append(other.path);
        }
    }
    return read;
}

/// Files with the tunnel's key that others may read.
std::vector<SecretFileText> openFiles(const GatewayFacts &facts, const TunnelDescription &tunnel)
{
    const QStringList ids = secretIds(tunnel);
    const ReadSecrets read = readSecrets(facts);
    std::vector<SecretFileText> open;
    for (const SecretFileText &file : facts.secrets) {
        if (file.isOpen && read.takes(file.path) &&
            IpsecSecrets::parse(file.text.copy()).holdsBetween(ids.first(), ids.last()))
            open.push_back({file.path, file.text.copy(), true});
    }
    return open;
}

Error notIncluded(const QString &path)
{
    return makeError(ErrorKind::Conflict,
                     tr("The gateway's /etc/ipsec.secrets does not include %1, so Libreswan would find no "
                        "pre-shared key: add the line “include /etc/ipsec.d/*.secrets” there.")
                         .arg(path));
}

Result<void> planKey(const GatewayFacts &facts, const Secret &key, ConfigPlan &plan)
{
    const QStringList ids = secretIds(plan.wanted);
    const ReadSecrets read = readSecrets(facts);
    KeyFile file;
    file.path = u"/etc/ipsec.d/%1.secrets"_s.arg(plan.wanted.name);
    for (const SecretFileText &one : facts.secrets) {
        if (!read.takes(one.path))
            continue;
        const bool holds = IpsecSecrets::parse(one.text.copy()).key(ids).has_value();
        if (!holds && one.path != file.path)
            continue;
        file.path = one.path;
        file.before = one.text.copy();
        file.exists = true;
        if (holds)
            break;
    }
    if (!read.takes(file.path))
        return std::unexpected(notIncluded(file.path));
    IpsecSecrets secrets = IpsecSecrets::parse(file.before.copy());
    const std::optional<Secret> old = secrets.key(ids);
    if (!old || old->reveal() != key.reveal()) {
        if (Result<void> set = secrets.setKey(ids, key); !set)
            return set;
    }
    file.after = secrets.text();
    plan.key = std::move(file);
    return {};
}

} // namespace

bool KeyFile::isChanged() const
{
    return !exists || before.reveal() != after.reveal();
}

bool ConfigPlan::isEmpty() const
{
    return changedPaths().isEmpty() && kernel.isEmpty();
}

QStringList ConfigPlan::changedPaths() const
{
    QStringList paths;
    for (const ConfigFile &file : files) {
        if (file.isChanged())
            paths.append(file.path);
    }
    if (key && key->isChanged())
        paths.append(key->path);
    for (const SecretFileText &file : open) {
        if (!paths.contains(file.path))
            paths.append(file.path);
    }
    return paths;
}

Result<bool> hasKey(const GatewayFacts &facts, const TunnelDescription &tunnel)
{
    const QStringList ids = secretIds(tunnel);
    const ReadSecrets read = readSecrets(facts);
    QString unread;
    for (const SecretFileText &file : facts.secrets) {
        if (!IpsecSecrets::parse(file.text.copy()).holdsBetween(ids.first(), ids.last()))
            continue;
        if (read.takes(file.path))
            return true;
        unread = file.path;
    }
    if (!unread.isEmpty())
        return std::unexpected(notIncluded(unread));
    return false;
}

std::optional<Secret> keyInForce(const GatewayFacts &facts, const TunnelDescription &tunnel)
{
    const QStringList ids = secretIds(tunnel);
    const ReadSecrets read = readSecrets(facts);
    std::vector<Secret> exact;
    std::vector<Secret> others; // of all peers, or of more than one
    for (const SecretFileText &file : facts.secrets) {
        if (!read.takes(file.path))
            continue;
        const IpsecSecrets secrets = IpsecSecrets::parse(file.text.copy());
        if (std::optional<Secret> key = secrets.key(ids))
            exact.push_back(std::move(*key));
        std::ranges::move(secrets.keysBetween(ids.first(), ids.last()), std::back_inserter(others));
    }
    std::vector<Secret> &keys = exact.empty() ? others : exact;
    const bool isOne = !keys.empty() && std::ranges::all_of(keys, [&](const Secret &key) {
        return key.reveal() == keys.front().reveal();
    });
    return isOne ? std::optional(std::move(keys.front())) : std::nullopt;
}

Result<ResolvedConnection> connectionOf(const GatewayFacts &facts, const QString &name)
{
    const Result<IpsecConfSet> set = confSet(facts.conf);
    if (!set)
        return std::unexpected(set.error());
    return set->resolve(name);
}

Result<ConfigPlan> planConfig(const GatewayFacts &facts, TunnelDescription wanted, const Secret *key)
{
    ConfigPlan plan;
    plan.wanted = std::move(wanted);
    if (Result<void> planned = planConf(facts, plan); !planned)
        return std::unexpected(planned.error());
    if (key) {
        if (Result<void> planned = planKey(facts, *key, plan); !planned)
            return std::unexpected(planned.error());
    }
    plan.open = openFiles(facts, plan.wanted);
    plan.files.append({.path = sysctlPath(plan.wanted.name),
                       .mode = 0644,
                       .before = facts.sysctl,
                       .after = sysctlFile(plan.wanted),
                       .keepsFile = facts.sysctl.has_value()});
    for (const auto &[name, value] : kernelParameters(plan.wanted)) {
        if (!facts.kernel.contains(std::pair(name, value)))
            plan.kernel.append({name, value});
    }
    return plan;
}

QByteArrayList diff(const ConfigPlan &plan)
{
    QByteArrayList lines;
    for (const ConfigFile &file : plan.files)
        lines += unifiedDiff(file.before.value_or(QByteArray()), file.after,
                             file.before ? file.path : u"/dev/null"_s, file.path);
    if (plan.key && plan.key->isChanged()) {
        // Not even lengths: a line for the key, and nothing of the others.
        const auto masked = [&](const char *word) {
            return secretIds(plan.wanted).join(u' ').toUtf8() + " : PSK \"" + word + "\"\n";
        };
        const bool had = IpsecSecrets::parse(plan.key->before.copy()).key(secretIds(plan.wanted)).has_value();
        lines += unifiedDiff(had ? masked("(the key that is there)") : QByteArray(), masked("(another key)"),
                             plan.key->exists ? plan.key->path : u"/dev/null"_s, plan.key->path);
    }
    for (const SecretFileText &file : plan.open)
        lines.append("# chmod 600 " + file.path.toUtf8());
    for (const auto &[name, value] : plan.kernel)
        lines.append("# sysctl " + name.toUtf8() + '=' + value.toUtf8());
    return lines;
}

} // namespace skybro::tunnel

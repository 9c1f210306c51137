#include "models/site/sitefile.h"

#include "models/base/basedirs.h"
#include "models/base/ipnetwork.h"
#include "models/site/yamlreader.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>

#include <yaml-cpp/yaml.h>

#include <algorithm>

namespace skybro::site {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostBytes = 1 << 20; // a site file is a page of text; anything larger is another file

// In the order of the enumerations.
const QStringList &cloudWords()
{
    static const QStringList words{u"public"_s, u"usgovernment"_s, u"china"_s, u"custom"_s};
    return words;
}

const QStringList &credentialWords()
{
    static const QStringList words{u"azure-cli"_s, u"environment"_s, u"client-secret"_s, u"device-code"_s,
                                   u"managed-identity"_s};
    return words;
}

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::site", text);
}

/// "~/x" and "x" beside the site file become absolute.
void resolvePath(QString *path, const QString &siteFile)
{
    if (path->isEmpty())
        return;
    if (path->startsWith(u"~/"_s))
        *path = QDir::homePath() + path->mid(1);
    else if (QDir::isRelativePath(*path))
        *path = QDir::cleanPath(QFileInfo(siteFile).absolutePath() + u'/' + *path);
}

void readAzure(YamlReader &reader, Azure *azure, const QString &file)
{
    int cloud = 0;
    int credential = 0;
    QString secret = u"keychain"_s;
    reader.read("cloud", &cloud, cloudWords());
    reader.read("resourceManager", &azure->resourceManager, {"https"});
    reader.read("authority", &azure->authority, {"https"});
    reader.read("retailPrices", &azure->retailPrices, {"https"});
    reader.read("caFile", &azure->caFile);
    reader.read("proxy", &azure->proxy, {"http", "socks5"});
    reader.read("tenant", &azure->tenant);
    reader.read("subscription", &azure->subscription);
    reader.read("resourceGroups", &azure->resourceGroups);
    reader.read("credential", &credential, credentialWords());
    reader.read("clientId", &azure->clientId);
    reader.read("secret", &secret);
    azure->cloud = static_cast<CloudName>(cloud);
    azure->credential = static_cast<CredentialKind>(credential);
    azure->secretFile = secret == u"keychain" ? QString() : secret;
    resolvePath(&azure->caFile, file);
    resolvePath(&azure->secretFile, file);

    if (azure->subscription.isEmpty())
        reader.refuse("subscription", tr("“azure.subscription” is missing: the subscription's id."));
    if (azure->cloud == CloudName::Custom && azure->resourceManager.isEmpty())
        reader.refuse("resourceManager", tr("“azure.resourceManager” is missing: a custom cloud needs it."));
    if (azure->cloud == CloudName::Custom && azure->authority.isEmpty())
        reader.refuse("authority", tr("“azure.authority” is missing: a custom cloud needs it."));
    if (azure->cloud != CloudName::Custom && !azure->resourceManager.isEmpty())
        reader.refuse("resourceManager", tr("“azure.resourceManager” is for “cloud: custom” only."));
    if (azure->cloud != CloudName::Custom && !azure->authority.isEmpty())
        reader.refuse("authority", tr("“azure.authority” is for “cloud: custom” only."));
    if (azure->credential == CredentialKind::ClientSecret) {
        if (azure->tenant.isEmpty())
            reader.refuse("tenant", tr("“azure.tenant” is missing: “credential: client-secret” needs it."));
        if (azure->clientId.isEmpty())
            reader.refuse("clientId",
                          tr("“azure.clientId” is missing: “credential: client-secret” needs it."));
    }
}

const QStringList &profileWords()
{
    static const QStringList words{u"strong"_s, u"azure-default"_s};
    return words;
}

/// `section` and `key` as the file has them.
void checkAddress(YamlReader &reader, const QString &section, const char *key, const QString &address)
{
    // QHostAddress takes "192.0.2" for 192.0.0.2.
    const bool isCutShort = !address.contains(u':') && address.count(u'.') != 3;
    if (!address.isEmpty() && (address.contains(u'/') || isCutShort || !IpNetwork::parse(address)))
        reader.refuse(
            key, tr("“%1.%2” must be an IP address, as 192.0.2.7.").arg(section, QLatin1StringView(key)));
}

void checkNetworks(YamlReader &reader, const QString &section, const char *key, const QStringList &networks)
{
    const QString name = section + u'.' + QLatin1StringView(key);
    for (const QString &text : networks) {
        const auto network = IpNetwork::parse(text);
        if (!network || !text.contains(u'/'))
            reader.refuse(
                key, tr("“%1” must be a list of networks, as [10.2.0.0/16]; “%2” is none.").arg(name, text));
        else if (network->first() != network->ip())
            reader.refuse(key, tr("“%1”: “%2” is an address within the network %3; name that.")
                                   .arg(name, text, network->cidr()));
    }
}

void checkProbe(YamlReader &reader, const Gateway &gateway)
{
    for (const QString &text : gateway.probe) {
        // An address or a name, and perhaps a port.
        static const QRegularExpression form(
            u"\\A(\\[[0-9A-Fa-f:.]+\\](:\\d{1,5})?|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*|[A-Za-z0-9_][A-Za-z0-9._-]*(:\\d{1,5})?)\\z"_s);
        const QRegularExpressionMatch match = form.match(text);
        const QString port = (match.captured(2) + match.captured(3)).mid(1); // one of them at most
        constexpr int highestPort = 65'535;
        if (!match.hasMatch() || (!port.isEmpty() && (port.toInt() == 0 || port.toInt() > highestPort)))
            reader.refuse(
                "probe",
                tr("“gateway.probe”: “%1” is no address or node, as 10.0.1.4 or cloud001:22.").arg(text));
    }
    if (gateway.probeFrom.isEmpty() || gateway.probeFrom.startsWith(u'-'))
        reader.refuse("probeFrom",
                      tr("“gateway.probeFrom” must be gateway, here, or a host to go to by SSH."));
}

/// Libreswan's own words are judged by the gateway; here, only what could not stand in its file.
void checkProposals(YamlReader &reader, const char *key, const QString &text)
{
    const bool isGood = std::ranges::all_of(
        text, [](QChar c) { return (c.isLetterOrNumber() && c.unicode() < 128) || u"_;,+-"_s.contains(c); });
    if (!isGood)
        reader.refuse(key, tr("“tunnel.%1” must be algorithms as Libreswan writes them, as %2.")
                               .arg(QLatin1StringView(key), u"aes256-sha2_256;modp2048"_s));
}

void readTunnel(YamlReader &reader, Tunnel *tunnel)
{
    int profile = 0;
    reader.read("profile", &profile, profileWords());
    reader.read("azureAddress", &tunnel->azureAddress);
    reader.read("azureNetworks", &tunnel->azureNetworks);
    reader.read("ike", &tunnel->ike);
    reader.read("esp", &tunnel->esp);
    tunnel->profile = static_cast<TunnelProfile>(profile);
    checkAddress(reader, u"tunnel"_s, "azureAddress", tunnel->azureAddress);
    checkNetworks(reader, u"tunnel"_s, "azureNetworks", tunnel->azureNetworks);
    checkProposals(reader, "ike", tunnel->ike);
    checkProposals(reader, "esp", tunnel->esp);
}

} // namespace

QString toWord(CloudName cloud)
{
    return cloudWords().at(static_cast<int>(cloud));
}

QString toWord(CredentialKind kind)
{
    return credentialWords().at(static_cast<int>(kind));
}

QString toWord(TunnelProfile profile)
{
    return profileWords().at(static_cast<int>(profile));
}

Result<Site> readSite(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return fail(ErrorKind::NotFound, tr("%1: there is no such site file.").arg(path));
    if (QFileInfo(path).isDir())
        return fail(ErrorKind::Invalid, tr("%1: this is a folder, not a site file.").arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Invalid, tr("%1: cannot be read: %2.").arg(path, file.errorString()));
    const QByteArray yaml = file.read(mostBytes + 1);
    if (yaml.size() > mostBytes)
        return fail(ErrorKind::Invalid, tr("%1: larger than 1 MiB; this is no site file.").arg(path));
    return parseSite(yaml, path);
}

Result<Site> parseSite(const QByteArray &yaml, const QString &path)
{
    Site site;
    site.path = QFileInfo(path).absoluteFilePath();
    site.name = QFileInfo(path).completeBaseName();
    YamlReader reader(yaml, path);
    reader.section("azure", [&](YamlReader &section) { readAzure(section, &site.azure, path); });
    reader.section("gateway", [&](YamlReader &section) {
        section.read("host", &site.gateway.host);
        section.read("user", &site.gateway.user);
        section.read("connection", &site.gateway.connection);
        section.read("azureConnection", &site.gateway.azureConnection);
        section.readOneOrMore("probe", &site.gateway.probe);
        section.read("probeFrom", &site.gateway.probeFrom);
        section.read("address", &site.gateway.address);
        section.read("networks", &site.gateway.networks);
        checkAddress(section, u"gateway"_s, "address", site.gateway.address);
        checkNetworks(section, u"gateway"_s, "networks", site.gateway.networks);
        checkProbe(section, site.gateway);
    });
    site.tunnel.isGiven = reader.has("tunnel");
    reader.section("tunnel", [&](YamlReader &section) { readTunnel(section, &site.tunnel); });
    reader.section("ssh", [&](YamlReader &section) {
        section.read("user", &site.ssh.user);
        section.read("key", &site.ssh.key);
        section.read("jump", &site.ssh.jump);
        resolvePath(&site.ssh.key, path);
    });
    reader.section("setup", [&](YamlReader &section) {
        section.readOneOrMore("playbooks", &site.setup.playbooks);
        section.readOneOrMore("inventory", &site.setup.inventory);
        section.read("vaultPasswordFile", &site.setup.vaultPasswordFile);
        for (QString &folder : site.setup.playbooks)
            resolvePath(&folder, path);
        for (QString &source : site.setup.inventory) {
            if (!source.contains(u',')) // "a,b," names hosts, no file
                resolvePath(&source, path);
        }
        resolvePath(&site.setup.vaultPasswordFile, path);
    });
    if (const Result<void> read = reader.finish(); !read)
        return std::unexpected(read.error());
    return site;
}

Result<void> writeSite(const Site &site)
{
    YAML::Emitter out;
    const auto put = [&out](const char *key, const QString &value) {
        if (!value.isEmpty())
            out << YAML::Key << key << YAML::Value << value.toStdString();
    };
    const auto putList = [&out](const char *key, const QStringList &values) {
        if (values.isEmpty())
            return;
        out << YAML::Key << key << YAML::Value << YAML::Flow << YAML::BeginSeq;
        for (const QString &value : values)
            out << value.toStdString();
        out << YAML::EndSeq;
    };
    const Azure &azure = site.azure;
    out << YAML::BeginMap << YAML::Key << "azure" << YAML::Value << YAML::BeginMap;
    put("cloud", toWord(azure.cloud));
    put("resourceManager", azure.resourceManager.toString());
    put("authority", azure.authority.toString());
    put("retailPrices", azure.retailPrices.toString());
    put("caFile", azure.caFile);
    put("proxy", azure.proxy.toString());
    put("tenant", azure.tenant);
    put("subscription", azure.subscription);
    putList("resourceGroups", azure.resourceGroups);
    put("credential", toWord(azure.credential));
    put("clientId", azure.clientId);
    if (azure.credential == CredentialKind::ClientSecret)
        put("secret", azure.secretFile.isEmpty() ? u"keychain"_s : azure.secretFile);
    out << YAML::EndMap;
    if (site.gateway != Gateway{}) {
        out << YAML::Key << "gateway" << YAML::Value << YAML::BeginMap;
        put("host", site.gateway.host);
        put("user", site.gateway.user);
        put("connection", site.gateway.connection);
        put("azureConnection", site.gateway.azureConnection);
        putList("probe", site.gateway.probe);
        if (site.gateway.probeFrom != Gateway().probeFrom)
            put("probeFrom", site.gateway.probeFrom);
        put("address", site.gateway.address);
        putList("networks", site.gateway.networks);
        out << YAML::EndMap;
    }
    if (site.tunnel != Tunnel{}) {
        out << YAML::Key << "tunnel" << YAML::Value << YAML::BeginMap;
        put("profile", toWord(site.tunnel.profile));
        put("azureAddress", site.tunnel.azureAddress);
        putList("azureNetworks", site.tunnel.azureNetworks);
        put("ike", site.tunnel.ike);
        put("esp", site.tunnel.esp);
        out << YAML::EndMap;
    }
    if (site.ssh != Ssh{}) {
        out << YAML::Key << "ssh" << YAML::Value << YAML::BeginMap;
        put("user", site.ssh.user);
        put("key", site.ssh.key);
        put("jump", site.ssh.jump);
        out << YAML::EndMap;
    }
    if (site.setup != Setup{}) {
        out << YAML::Key << "setup" << YAML::Value << YAML::BeginMap;
        putList("playbooks", site.setup.playbooks);
        putList("inventory", site.setup.inventory);
        put("vaultPasswordFile", site.setup.vaultPasswordFile);
        out << YAML::EndMap;
    }
    out << YAML::EndMap;

    const auto cannot = [&](const QString &why) {
        return fail(ErrorKind::Internal, tr("The site file %1 cannot be written: %2.").arg(site.path, why));
    };
    if (!QDir().mkpath(QFileInfo(site.path).path()))
        return cannot(tr("its folder cannot be created"));
    QSaveFile file(site.path);
    if (!file.open(QIODevice::WriteOnly))
        return cannot(file.errorString());
    file.write(out.c_str(), static_cast<qint64>(out.size()));
    file.write("\n");
    if (!file.commit())
        return cannot(file.errorString());
    return {};
}

QString sitesFolder()
{
    return configHome() + u"/skybro/sites"_s;
}

QStringList siteNames()
{
    QStringList names;
    for (const QFileInfo &file : QDir(sitesFolder()).entryInfoList({u"*.yaml"_s}, QDir::Files, QDir::Name))
        names.append(file.completeBaseName());
    return names;
}

QString sitePath(const QString &nameOrPath)
{
    if (nameOrPath.contains(u'/') || QFileInfo(nameOrPath).isFile()) // a folder may be called as the site is
        return nameOrPath;
    return sitesFolder() + u'/' + nameOrPath + u".yaml"_s;
}

} // namespace skybro::site

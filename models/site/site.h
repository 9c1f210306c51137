#pragma once

#include <QString>
#include <QStringList>
#include <QUrl>

/// The site: one cluster, one subscription, one tunnel, as its administrators describe it in one YAML file.
namespace skybro::site {

enum class CloudName
{
    Public,
    UsGovernment,
    China,
    Custom
};
enum class CredentialKind
{
    AzureCli,
    Environment,
    ClientSecret,
    DeviceCode,
    ManagedIdentity
};

/// Section `azure`.
struct Azure
{
    CloudName cloud = CloudName::Public;
    QUrl resourceManager; ///< custom cloud only
    QUrl authority;       ///< custom cloud only: where tokens come from
    QUrl retailPrices;    ///< the prices interface; empty: the public one
    QString caFile;       ///< PEM; trusted besides the system's authorities
    QUrl proxy;           ///< http: or socks5:; empty: what the desktop says
    QString tenant;
    QString subscription;       ///< its id
    QStringList resourceGroups; ///< nodes live in these; empty: in all of the subscription
    CredentialKind credential = CredentialKind::AzureCli;
    QString clientId;
    QString secretFile; ///< empty: the keychain keeps the client secret

    bool operator==(const Azure &) const = default;
};

/// Section `gateway`: the on-premise end of the tunnel.
struct Gateway
{
    QString host; ///< as ~/.ssh/config knows it; "localhost": this machine itself, without SSH
    QString user;
    QString connection;      ///< Libreswan's or strongSwan's name of the connection; empty: the one to Azure
    QString azureConnection; ///< Azure's name of it; empty: the one whose other end is this site
    QStringList probe; ///< whom to probe through the tunnel: "HOST" or "HOST:PORT", an address or a node's
                       ///< name; empty: nodes that run
    QString probeFrom =
        QStringLiteral("gateway"); ///< "gateway", "here" (this machine), or a host to go to by SSH
    QString address; ///< its public address as Azure sees it; empty: what Azure's local network gateway says
    QStringList networks; ///< on-premise address spaces behind it: "10.2.0.0/16"

    bool operator==(const Gateway &) const = default;
};

enum class TunnelProfile
{
    Strong,       ///< AES256-GCM, SHA256, DH group 14, PFS; Azure's connection gets the matching policy
    AzureDefault, ///< what Azure offers without a policy, which older Libreswan builds accept
};

/// Section `tunnel`: how both of its ends are to be configured. What is empty comes from Azure or the
/// profile.
struct Tunnel
{
    TunnelProfile profile = TunnelProfile::Strong;
    QString azureAddress;      ///< public, of Azure's gateway
    QStringList azureNetworks; ///< address spaces behind it: "10.0.0.0/16"
    QString ike;               ///< Libreswan's words, in place of the profile's: "aes256-sha2_256;modp2048"
    QString esp;
    bool isGiven = false; ///< the file has such a section, empty or not

    bool operator==(const Tunnel &) const = default;
};

/// Section `ssh`: how the nodes are reached.
struct Ssh
{
    QString user;
    QString key;  ///< path of the private key
    QString jump; ///< [user@]host[:port]

    bool operator==(const Ssh &) const = default;
};

/// Section `setup`: what the nodes are set up with.
struct Setup
{
    QStringList playbooks;     ///< folders, absolute
    QStringList inventory;     ///< Ansible inventories beside the fleet's own: files, folders or "a,b,"
    QString vaultPasswordFile; ///< as Ansible's --vault-password-file; empty: none

    bool operator==(const Setup &) const = default;
};

struct Site
{
    QString name; ///< the file's base name
    QString path; ///< absolute
    Azure azure;
    Gateway gateway;
    Tunnel tunnel;
    Ssh ssh;
    Setup setup;

    bool operator==(const Site &) const = default;
};

} // namespace skybro::site

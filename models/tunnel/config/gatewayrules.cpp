#include "models/tunnel/config/gatewayrules.h"

#include "models/tunnel/ipsec/prefix.h"

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

/// Of what goes from zone to zone; a name of one's own, since that of a connection may be too long for it.
constexpr QLatin1StringView firewalldPolicy{"skybro-tunnel"};

constexpr QLatin1StringView ipv6Forwarding{"net.ipv6.conf.all.forwarding"};

bool isIpv6(const QString &network)
{
    return network.contains(u':');
}

QString mssOf(bool ipv6)
{
    return QString::number(ipv6 ? clampedMssIpv6 : clampedMss);
}

QStringList ofVersion(const QStringList &networks, bool ipv6)
{
    QStringList chosen;
    for (const QString &network : networks) {
        if (isIpv6(network) == ipv6)
            chosen.append(network);
    }
    return chosen;
}

/// Azure's networks that can be reached by way of that gateway: of its own version, of both for a name.
QStringList routable(const TunnelDescription &tunnel, const QString &gateway)
{
    if (!parsePrefix(gateway))
        return tunnel.azure.subnets;
    return ofVersion(tunnel.azure.subnets, isIpv6(gateway));
}

/// What both ends' networks send each other, as rich rules of firewalld.
QStringList forwardRules(const TunnelDescription &tunnel)
{
    QStringList rules;
    for (const bool ipv6 : {false, true}) {
        for (const QString &home : ofVersion(tunnel.onPremise.subnets, ipv6)) {
            for (const QString &azure : ofVersion(tunnel.azure.subnets, ipv6)) {
                for (const auto &[from, to] : {std::pair{home, azure}, std::pair{azure, home}})
                    rules.append(
                        u"rule family=\"%1\" source address=\"%2\" destination address=\"%3\" accept"_s.arg(
                            ipv6 ? u"ipv6"_s : u"ipv4"_s, from, to));
            }
        }
    }
    return rules;
}

/// A text in YAML, quoted.
QString quoted(QString text)
{
    return u'\'' + text.replace(u'\'', u"''"_s) + u'\'';
}

QString indented(const QString &text, int depth)
{
    QString out;
    for (const QString &line : text.split(u'\n'))
        out += line.isEmpty() ? u"\n"_s : QString(depth, u' ') + line + u'\n';
    while (out.endsWith("\n\n"_L1))
        out.chop(1);
    return out;
}

} // namespace

QList<std::pair<QString, QString>> allKernelParameters()
{
    return {{u"net.ipv4.ip_forward"_s, u"1"_s},
            // Loose: what comes out of the tunnel may have its way back through another card. Of the value
            // for all and a card's own the greater counts, so this holds for each.
            {u"net.ipv4.conf.all.rp_filter"_s, u"2"_s},
            // The kernel would tell hosts to go around the gateway, where nothing encrypts.
            {u"net.ipv4.conf.all.send_redirects"_s, u"0"_s},
            {u"net.ipv4.conf.default.send_redirects"_s, u"0"_s},
            {u"net.ipv4.conf.all.accept_redirects"_s, u"0"_s},
            {ipv6Forwarding, u"1"_s}};
}

QList<std::pair<QString, QString>> kernelParameters(const TunnelDescription &tunnel)
{
    QList<std::pair<QString, QString>> parameters = allKernelParameters();
    if (ofVersion(tunnel.azure.subnets, true).isEmpty())
        parameters.removeIf([](const auto &parameter) { return parameter.first == ipv6Forwarding; });
    return parameters;
}

QByteArray sysctlFile(const TunnelDescription &tunnel)
{
    QByteArray text = "# Written by Skybro for the tunnel " + tunnel.name.toUtf8() + ".\n";
    for (const auto &[name, value] : kernelParameters(tunnel)) {
        if (name == ipv6Forwarding)
            text +=
                "# A card that learns its default route from advertisements needs accept_ra = 2 besides.\n";
        text += name.toUtf8() + " = " + value.toUtf8() + '\n';
    }
    return text;
}

QByteArray nftablesFile(const TunnelDescription &tunnel)
{
    QString rules;
    for (const bool ipv6 : {false, true}) {
        const QStringList networks = ofVersion(tunnel.azure.subnets, ipv6);
        for (const QString &way : {u"daddr"_s, u"saddr"_s}) {
            if (!networks.isEmpty())
                rules +=
                    u"        %1 %2 { %3 } tcp flags syn / syn,rst tcp option maxseg size set %4\n"_s.arg(
                        ipv6 ? u"ip6"_s : u"ip"_s, way, networks.join(u", "_s), mssOf(ipv6));
        }
    }
    return u"# Written by Skybro for the tunnel %1: TCP's segments fit into it.\n"
           "table inet skybro_%1\n"
           "delete table inet skybro_%1\n"
           "table inet skybro_%1 {\n"
           "    chain forward {\n"
           "        type filter hook forward priority mangle; policy accept;\n"
           "%2"
           "    }\n"
           "}\n"_s.arg(tunnel.name, rules)
               .toUtf8();
}

QString nftablesPath(const QString &connection)
{
    return u"/etc/nftables/skybro-%1.nft"_s.arg(connection);
}

QStringList firewalldCommands(const TunnelDescription &tunnel)
{
    const QString policy = u"firewall-cmd --permanent --policy=%1 "_s.arg(firewalldPolicy);
    QStringList commands{u"firewall-cmd --permanent --add-service=ipsec"_s,
                         u"firewall-cmd --permanent --new-policy=%1"_s.arg(firewalldPolicy),
                         policy + u"--add-ingress-zone=ANY"_s, policy + u"--add-egress-zone=ANY"_s};
    for (const QString &rule : forwardRules(tunnel))
        commands.append(policy + u"--add-rich-rule='%1'"_s.arg(rule));
    for (const QString &network : tunnel.azure.subnets) {
        for (const QString &way : {u"-d"_s, u"-s"_s})
            commands.append(
                u"firewall-cmd --permanent --direct --add-rule %1 mangle FORWARD 0 %2 %3 -p tcp "
                "--tcp-flags SYN,RST SYN -j TCPMSS --set-mss %4"_s.arg(
                    isIpv6(network) ? u"ipv6"_s : u"ipv4"_s, way, network, mssOf(isIpv6(network))));
    }
    commands.append(u"firewall-cmd --reload"_s);
    return commands;
}

QStringList nftablesCommands(const TunnelDescription &tunnel)
{
    QStringList commands{u"nft insert rule inet filter input ip saddr %1 udp dport { 500, 4500 } accept"_s,
                         u"nft insert rule inet filter input ip saddr %1 meta l4proto esp accept"_s};
    for (QString &command : commands) {
        command = command.arg(tunnel.azure.address);
        if (isIpv6(tunnel.azure.address))
            command.replace("ip saddr"_L1, "ip6 saddr"_L1);
    }
    for (const bool ipv6 : {false, true}) {
        const QString home = ofVersion(tunnel.onPremise.subnets, ipv6).join(u", "_s);
        const QString azure = ofVersion(tunnel.azure.subnets, ipv6).join(u", "_s);
        if (home.isEmpty() || azure.isEmpty())
            continue;
        for (const auto &[from, to] : {std::pair{home, azure}, std::pair{azure, home}})
            commands.append(
                u"nft insert rule inet filter forward %1 saddr { %2 } %1 daddr { %3 } accept"_s.arg(
                    ipv6 ? u"ip6"_s : u"ip"_s, from, to));
    }
    return commands;
}

QStringList hostRouteCommands(const TunnelDescription &tunnel, const QString &gateway)
{
    QStringList commands;
    for (const QString &network : routable(tunnel, gateway))
        commands.append(
            u"ip %1route replace %2 via %3"_s.arg(isIpv6(network) ? u"-6 "_s : QString(), network, gateway));
    return commands;
}

namespace {

const QString gatewayPlay =
    uR"yml(# What the tunnel %1 needs besides IPsec: skybroctl setup run FILE -i INVENTORY
- name: The gateway of the tunnel
  hosts: %2
  become: true
  tasks:
    - name: Forward packets, and let them come back another way
      ansible.posix.sysctl:
        name: "{{ item.name }}"
        value: "{{ item.value }}"
        sysctl_file: /etc/sysctl.d/60-skybro-%1.conf
        sysctl_set: true
      loop:
%3    - name: See which firewall there is
      ansible.builtin.command: systemctl is-active firewalld
      register: firewalld
      changed_when: false
      failed_when: false
      check_mode: false
    - name: Let IPsec, and what both ends' networks send each other, through firewalld
      ansible.builtin.shell: |
        changed=
        want() { # WHERE WHAT
            firewall-cmd --permanent "$1" "--query-$2" >/dev/null 2>&1 && return
            firewall-cmd --permanent "$1" "--add-$2" >/dev/null || exit 1
            changed=yes
        }
        card=$(ip -o route get %4 | sed -n 's/.* dev \([^ ]*\).*/\1/p')
        zone=$(firewall-cmd --get-zone-of-interface="$card" 2>/dev/null) || zone=$(firewall-cmd --get-default-zone)
        want "--zone=$zone" service=ipsec
        if ! firewall-cmd --permanent --info-policy=%5 >/dev/null 2>&1; then
            firewall-cmd --permanent --new-policy=%5 >/dev/null || exit 1
            changed=yes
        fi
        want --policy=%5 ingress-zone=ANY
        want --policy=%5 egress-zone=ANY
%6        [ -z "$changed" ] || { firewall-cmd --reload >/dev/null && echo changed; }
      register: through
      changed_when: "'changed' in through.stdout"
      when: firewalld.rc == 0
)yml"_s;

const QString clampTasks = uR"yml(    - name: Have nftables
      ansible.builtin.package:
        name: nftables
        state: present
    - name: Have a folder for the rules
      ansible.builtin.file:
        path: /etc/nftables
        state: directory
        mode: '0755'
    - name: Clamp TCP's segments
      ansible.builtin.copy:
        dest: /etc/nftables/skybro-%1.nft
        mode: '0644'
        content: |
%2      register: clamp
    - name: Let a unit load that at boot, and whenever nftables' own rules are loaded
      ansible.builtin.copy:
        dest: /etc/systemd/system/skybro-mss-%1.service
        mode: '0644'
        content: |
          [Unit]
          Description=TCP segments that fit into the tunnel %1
          After=nftables.service firewalld.service
          PartOf=nftables.service
          [Service]
          Type=oneshot
          RemainAfterExit=yes
          ExecStart=/usr/sbin/nft -f /etc/nftables/skybro-%1.nft
          [Install]
          WantedBy=multi-user.target
      register: unit
    - name: See whether it is in force
      ansible.builtin.command: /usr/sbin/nft list table inet skybro_%1
      register: force
      changed_when: false
      failed_when: false
      check_mode: false
    - name: Load it
      ansible.builtin.systemd:
        name: skybro-mss-%1.service
        enabled: true
        daemon_reload: true
        state: "{{ 'restarted' if clamp.changed or unit.changed or force.rc != 0 else 'started' }}"
)yml"_s;

/// The address by which the gateway speaks to hosts at home is the one that they route to.
const QString addressTask = uR"yml(    - name: See its own address at home
      ansible.builtin.shell: |
        ip -o route get %2 | sed -n 's/.* src \([^ ]*\).*/\1/p'
      register: home%1
      changed_when: false
      check_mode: false
)yml"_s;

const QString hostsPlay = uR"yml(- name: Hosts whose default route does not lead to the gateway
  hosts: onpremise
  become: true
  tasks:
)yml"_s;

const QString routeTasks = uR"yml(    - name: Route Azure's networks to the gateway
      ansible.builtin.shell: |
        gateway=%2
        for network in %3; do
            ip %1route show exact "$network" | grep -qF " via $gateway " && continue
            ip %1route replace "$network" via "$gateway" || exit 1
            echo changed
        done
      register: routes
      changed_when: "'changed' in routes.stdout"
    - name: And after the next boot, where NetworkManager is
      ansible.builtin.shell: |
        command -v nmcli >/dev/null || exit 0
        gateway=%2
        card=$(ip -o route get "$gateway" | sed -n 's/.* dev \([^ ]*\).*/\1/p')
        name=$(nmcli -g GENERAL.CONNECTION device show "$card") && [ -n "$name" ] || exit 0
        before=$(nmcli -g ipv%4.routes connection show "$name")
        for network in %3; do
            nmcli connection modify "$name" +ipv%4.routes "$network $gateway" || exit 1
        done
        [ "$before" = "$(nmcli -g ipv%4.routes connection show "$name")" ] || echo changed
      register: kept
      changed_when: "'changed' in kept.stdout"
)yml"_s;

} // namespace

QByteArray playbook(const TunnelDescription &tunnel, const QString &gatewayHost, const QString &gateway)
{
    const QString host = gatewayHost.section(u'@', -1); // an inventory names no user
    QString parameters;
    for (const auto &[name, value] : kernelParameters(tunnel))
        parameters += u"        - { name: %1, value: '%2' }\n"_s.arg(name, value);
    QString rules;
    for (const QString &rule : forwardRules(tunnel))
        rules += u"        want --policy=%1 'rich-rule=%2'\n"_s.arg(firewalldPolicy, rule);
    QString text =
        gatewayPlay.arg(tunnel.name, quoted(host), parameters, tunnel.azure.address, firewalldPolicy, rules) +
        clampTasks.arg(tunnel.name, indented(QString::fromUtf8(nftablesFile(tunnel)), 10));
    QString routes;
    const bool isKnown = isWithin(gateway, tunnel.onPremise.subnets); // where hosts at home see it
    for (const bool ipv6 : {false, true}) {
        const QStringList home = ofVersion(tunnel.onPremise.subnets, ipv6);
        const QStringList azure = ofVersion(tunnel.azure.subnets, ipv6);
        if (home.isEmpty() || azure.isEmpty() || (isKnown && isIpv6(gateway) != ipv6))
            continue;
        const QString version = ipv6 ? u"6"_s : u"4"_s;
        if (!isKnown)
            text += addressTask.arg(version, home.first().section(u'/', 0, 0));
        const QString address =
            isKnown ? gateway : u"{{ hostvars['%1'].home%2.stdout }}"_s.arg(host, version);
        routes += routeTasks.arg(ipv6 ? u"-6 "_s : QString(), address, azure.join(u' '), version);
    }
    if (!routes.isEmpty())
        text += hostsPlay + routes;
    return text.toUtf8();
}

} // namespace skybro::tunnel

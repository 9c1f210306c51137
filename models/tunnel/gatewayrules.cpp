#include "models/tunnel/gatewayrules.h"

#include "models/tunnel/prefix.h"

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

bool isIpv6(const QString &network)
{
    return network.contains(u':');
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

QList<std::pair<QString, QString>> kernelParameters()
{
    return {{u"net.ipv4.ip_forward"_s, u"1"_s},
            // Loose: what comes out of the tunnel may have its way back through another card. Of the value
            // for all and a card's own the greater counts, so this holds for each.
            {u"net.ipv4.conf.all.rp_filter"_s, u"2"_s},
            // The kernel would tell hosts to go around the gateway, where nothing encrypts.
            {u"net.ipv4.conf.all.send_redirects"_s, u"0"_s},
            {u"net.ipv4.conf.default.send_redirects"_s, u"0"_s},
            {u"net.ipv4.conf.all.accept_redirects"_s, u"0"_s}};
}

QByteArray sysctlFile(const QString &connection)
{
    QByteArray text = "# Written by Skybro for the tunnel " + connection.toUtf8() + ".\n";
    for (const auto &[name, value] : kernelParameters())
        text += name.toUtf8() + " = " + value.toUtf8() + '\n';
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
                        ipv6 ? u"ip6"_s : u"ip"_s, way, networks.join(u", "_s), QString::number(clampedMss));
        }
    }
    return u"# Written by Skybro for the tunnel %1: TCP's segments fit into it.\n"
           "table inet skybro_tunnel\n"
           "delete table inet skybro_tunnel\n"
           "table inet skybro_tunnel {\n"
           "    chain forward {\n"
           "        type filter hook forward priority mangle; policy accept;\n"
           "%2"
           "    }\n"
           "}\n"_s.arg(tunnel.name, rules)
               .toUtf8();
}

QStringList firewalldCommands(const TunnelDescription &tunnel)
{
    QStringList commands{u"firewall-cmd --permanent --add-service=ipsec"_s};
    for (const QString &network : tunnel.azure.subnets) {
        commands.append(u"firewall-cmd --permanent --zone=trusted --add-source=%1"_s.arg(network));
        for (const QString &way : {u"-d"_s, u"-s"_s})
            commands.append(
                u"firewall-cmd --permanent --direct --add-rule %1 mangle FORWARD 0 %2 %3 -p tcp "
                "--tcp-flags SYN,RST SYN -j TCPMSS --set-mss %4"_s.arg(
                    isIpv6(network) ? u"ipv6"_s : u"ipv4"_s, way, network, QString::number(clampedMss)));
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

QByteArray playbook(const TunnelDescription &tunnel, const QString &gatewayHost, const QString &gateway)
{
    QString text = u"# What the tunnel %1 needs besides IPsec: skybroctl setup run FILE -i INVENTORY\n"
                   "- name: The gateway of the tunnel\n"
                   "  hosts: %2\n"
                   "  become: true\n"
                   "  tasks:\n"
                   "    - name: Forward packets, and let them come back another way\n"
                   "      ansible.posix.sysctl:\n"
                   "        name: \"{{ item.name }}\"\n"
                   "        value: \"{{ item.value }}\"\n"
                   "        sysctl_file: /etc/sysctl.d/60-skybro-%1.conf\n"
                   "        sysctl_set: true\n"
                   "      loop:\n"_s.arg(tunnel.name, quoted(gatewayHost));
    for (const auto &[name, value] : kernelParameters())
        text += u"        - { name: %1, value: '%2' }\n"_s.arg(name, value);
    text += u"    - name: See which firewall there is\n"
            "      ansible.builtin.command: systemctl is-active firewalld\n"
            "      register: firewalld\n"
            "      changed_when: false\n"
            "      failed_when: false\n"
            "      check_mode: false\n"
            "    - name: Open firewalld for IPsec\n"
            "      ansible.posix.firewalld:\n"
            "        service: ipsec\n"
            "        permanent: true\n"
            "        immediate: true\n"
            "        state: enabled\n"
            "      when: firewalld.rc == 0\n"
            "    - name: Let Azure's networks through firewalld\n"
            "      ansible.posix.firewalld:\n"
            "        zone: trusted\n"
            "        source: \"{{ item }}\"\n"
            "        permanent: true\n"
            "        immediate: true\n"
            "        state: enabled\n"
            "      loop:\n"_s;
    for (const QString &network : tunnel.azure.subnets)
        text += u"        - %1\n"_s.arg(quoted(network));
    text += u"      when: firewalld.rc == 0\n"
            "    - name: Have a folder for the rules\n"
            "      ansible.builtin.file:\n"
            "        path: /etc/nftables\n"
            "        state: directory\n"
            "        mode: '0755'\n"
            "    - name: Clamp TCP's segments to %1 bytes\n"
            "      ansible.builtin.copy:\n"
            "        dest: /etc/nftables/skybro-%2.nft\n"
            "        mode: '0644'\n"
            "        content: |\n"
            "%3"
            "      register: clamp\n"
            "    - name: Let a unit load that at boot\n"
            "      ansible.builtin.copy:\n"
            "        dest: /etc/systemd/system/skybro-mss.service\n"
            "        mode: '0644'\n"
            "        content: |\n"
            "          [Unit]\n"
            "          Description=TCP segments that fit into the tunnel %2\n"
            "          After=nftables.service firewalld.service\n"
            "          [Service]\n"
            "          Type=oneshot\n"
            "          RemainAfterExit=yes\n"
            "          ExecStart=/usr/sbin/nft -f /etc/nftables/skybro-%2.nft\n"
            "          [Install]\n"
            "          WantedBy=multi-user.target\n"
            "      register: unit\n"
            "    - name: Load it\n"
            "      ansible.builtin.systemd:\n"
            "        name: skybro-mss\n"
            "        enabled: true\n"
            "        daemon_reload: true\n"
            "        state: \"{{ 'restarted' if clamp.changed or unit.changed else 'started' }}\"\n"
            "- name: Hosts whose default route does not lead to the gateway\n"
            "  hosts: onpremise\n"
            "  become: true\n"
            "  tasks:\n"
            "    - name: Route Azure's networks to the gateway\n"
            "      ansible.builtin.command: \"{{ item }}\"\n"
            "      changed_when: true\n"
            "      loop:\n"_s.arg(QString::number(clampedMss), tunnel.name,
                                  indented(QString::fromUtf8(nftablesFile(tunnel)), 10));
    for (const QString &command : hostRouteCommands(tunnel, gateway))
        text += u"        - %1\n"_s.arg(quoted(command));
    text += u"    - name: And after the next boot, where NetworkManager is\n"
            "      ansible.builtin.shell: |\n"
            "        command -v nmcli >/dev/null || exit 0\n"
            "        name=$(nmcli -g GENERAL.CONNECTION device show \"$(ip -o route get %1 | sed 's/.* dev "
            "\\([^ ]*\\).*/\\1/')\")\n"_s.arg(gateway);
    for (const QString &network : routable(tunnel, gateway))
        text += u"        nmcli connection modify \"$name\" +%1.routes '%2 %3'\n"_s.arg(
            isIpv6(network) ? u"ipv6"_s : u"ipv4"_s, network, gateway);
    text += u"      changed_when: true\n"_s;
    return text.toUtf8();
}

} // namespace skybro::tunnel

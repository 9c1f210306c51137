#include "app/skybro/playedconfig.h"

#include "models/tunnel/config/gatewayrules.h"

#include <QRegularExpression>

namespace skybro::console {

using namespace Qt::StringLiterals;

namespace {

constexpr auto confPath = "/etc/ipsec.d/azure.conf";

QByteArray line(const QByteArray &kind, const QByteArray &path, const QByteArray &text)
{
    return "skybro " + kind + ' ' + path.toBase64() + ' ' + text.toBase64() + '\n';
}

/// A word of a script, as tunnel::shellQuoted() wrote it.
QByteArray unquoted(QByteArray word)
{
    return word.replace("'\\''", "'");
}

const QString quotedForm = u"'((?:[^']|'\\\\'')*)'"_s;

QByteArray variable(const QByteArray &script, const QString &name)
{
    const QRegularExpression form(u"^%1="_s.arg(name) + quotedForm + u'$',
                                  QRegularExpression::MultilineOption);
    return unquoted(form.match(QString::fromUtf8(script)).captured(1).toUtf8());
}

} // namespace

PlayedConfig::PlayedConfig()
    : m_files{{u"/etc/ipsec.conf"_s, "config setup\n    logfile=/var/log/pluto.log\n\n"
                                     "include /etc/ipsec.d/*.conf\n"},
              {QString::fromLatin1(confPath),
               "# The tunnel to Azure. Ask the network group before you change it.\n"
               "conn azure\n"
               "    authby=secret\n"
               "    auto=start\n"
               "    ikev2=insist\n"
               "    left=203.0.113.10\n"
               "    leftsubnet=192.168.0.0/16\n"
               "    right=192.0.2.166\n"
               "    rightsubnet=10.0.0.0/16\n"
               "    ike=aes256-sha2_256;modp2048\n"
               "    esp=aes256-sha2_256\n"},
              {u"/etc/ipsec.secrets"_s, "include /etc/ipsec.d/*.secrets\n"},
              // The key that the simulated Azure has, too.
              {u"/etc/ipsec.d/azure.secrets"_s, "203.0.113.10 192.0.2.166 : PSK \"demo-key-of-both-ends\"\n"}}
{
}

std::optional<ssh::ExecResult> PlayedConfig::answer(const QByteArray &script, const Daemon &daemon)
{
    ssh::ExecResult result;
    result.exitCode = 0;
    if (script.contains("say version"))
        result.output = facts(daemon);
    else if (script.contains("say state $state"))
        result.output = lookBack();
    else if (script.contains("skybro-word"))
        result.output = "skybro-word " + change(script) + '\n';
    else
        return std::nullopt;
    return result;
}

QByteArray PlayedConfig::espAlgorithm() const
{
    const QByteArray conf = m_files.value(QString::fromLatin1(confPath));
    return conf.contains("esp=aes_gcm256") ? "AES_GCM_16_256-NONE" : "AES_CBC_256-HMAC_SHA2_256_128";
}

void PlayedConfig::changeByHand(const QString &path)
{
    m_files[path] += "# by hand\n";
    m_byHand.append(path);
}

QByteArray PlayedConfig::facts(const Daemon &daemon) const
{
    QByteArray text = "skybro version Linux Libreswan 4.12\n"
                      "skybro address 203.0.113.10/24\nskybro address 192.168.0.1/16\n";
    for (auto file = m_files.begin(); file != m_files.end(); ++file) {
        const bool isSecret = file.key().endsWith(u".secrets"_s);
        if (isSecret || file.key().endsWith(u".conf"_s))
            text += file.key().startsWith(u"/etc/sysctl.d"_s)
                        ? line("sysctl", file.key().toUtf8(), file.value())
                        : line(isSecret ? "secrets" : "conf", file.key().toUtf8(), file.value());
    }
    for (const auto &[name, value] : tunnel::allKernelParameters())
        text += "skybro kernel " + name.toUtf8() + ' ' + value.toUtf8() + '\n';
    text += "skybro firewall firewalld\n";
    if (daemon.runs)
        text += "skybro running\n";
    if (daemon.runs && daemon.isLoaded)
        text += "skybro loaded\n";
    if (daemon.runs && daemon.isUp)
        text += "skybro up\n";
    if (!m_state.isEmpty())
        text += "skybro pending " + m_state + ' ' + m_id + " 60\n";
    return text + "skybro end\n";
}

QByteArray PlayedConfig::lookBack() const
{
    QByteArray text;
    if (!m_state.isEmpty())
        text += "skybro state " + m_state + ' ' + m_id + '\n';
    if (m_isOfBothEnds)
        text += "skybro both-ends\n";
    const auto coded = [](const Files &files, const QString &path) {
        const auto found = files.find(path);
        return found == files.end() ? QByteArray("-") : '+' + found->toBase64();
    };
    for (auto file = m_files.begin(); file != m_files.end(); ++file) {
        const QString &path = file.key();
        if (m_before.value(path) == file.value())
            continue;
        text += path.endsWith(u".secrets"_s) ? "skybro secret " + path.toUtf8().toBase64() + '\n'
                                             : "skybro file " + path.toUtf8().toBase64() + ' ' +
                                                   coded(m_files, path) + ' ' + coded(m_before, path) + '\n';
    }
    for (const QString &path : m_byHand)
        text += "skybro changed " + path.toUtf8().toBase64() + '\n';
    return text + "skybro end\n";
}

void PlayedConfig::prepare(const QByteArray &script)
{
    static const QRegularExpression content(u"^printf %s "_s + quotedForm + u" \\| cat >new\\.(\\d+) "_s,
                                            QRegularExpression::MultilineOption);
    static const QRegularExpression place(u"^printf '%s %s %s\\\\n' (\\d+) (?:file|absent) "_s + quotedForm,
                                          QRegularExpression::MultilineOption);
    const QString text = QString::fromUtf8(script);
    QMap<QString, QByteArray> byNumber;
    for (auto found = content.globalMatch(text); found.hasNext();) {
        const auto match = found.next();
        byNumber.insert(match.captured(2), unquoted(match.captured(1).toUtf8()));
    }
    m_next = m_files;
    for (auto found = place.globalMatch(text); found.hasNext();) {
        const auto match = found.next();
        m_next.insert(QString::fromUtf8(unquoted(match.captured(2).toUtf8())),
                      byNumber.value(match.captured(1)));
    }
    m_nextId = variable(script, u"id"_s);
    m_isOfBothEnds = script.contains(">both-ends");
}

/// The script's last word.
QByteArray PlayedConfig::change(const QByteArray &script)
{
    const QByteArray id = variable(script, u"id"_s);
    if (script.contains(">manifest")) {
        if (m_state == "armed")
            return "busy";
        prepare(script);
        return "prepared";
    }
    if (script.contains("tell switched")) {
        if (id != m_nextId)
            return "none";
        m_before = std::exchange(m_files, m_next);
        m_id = std::exchange(m_nextId, {});
        m_state = "armed";
        m_byHand.clear();
        return "switched";
    }
    if (script.contains("mv armed confirmed")) {
        if (id != m_id || m_state.isEmpty())
            return "none";
        if (m_state == "restored")
            return "late";
        m_state = "confirmed";
        return "confirmed";
    }
    if (script.contains("end up"))
        return "up";
    if (script.contains("settle=yes") && id == m_id && m_state == "confirmed")
        return "confirmed";
    if (!id.isEmpty() && id == m_nextId) {
        m_nextId.clear();
        return "none";
    }
    if (m_state.isEmpty() || (!id.isEmpty() && id != m_id) || (m_state == "restored" && id.isEmpty()))
        return "none";
    if (m_state == "confirmed" && !m_byHand.isEmpty() && !script.contains("\nforce=yes\n"))
        return "changed";
    if (m_state != "restored")
        m_files = m_before;
    m_byHand.clear();
    m_state = "restored";
    return "restored";
}

} // namespace skybro::console

#include "models/playbook/modules/editrun.h"
#include "models/playbook/modules/options.h"

#include <QElapsedTimer>

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

// What of a file is searched: its end, so that a log of gigabytes is no burden.
constexpr qint64 searchLimit = 16LL * 1024 * 1024;

// A node need have no Python: whatever can open a connection there is good enough. Without any of it a port
// of the node itself is looked up in the kernel's table.
const QByteArray functions = R"sh(
way=$(first_of bash python3 perl nc curl)
case $a_host in 127.* | localhost | ::1) is_local=yes ;; *) is_local=no ;; esac
if [ -z "$way" ] && [ $is_local = no ] && [ -n "$a_port" ]; then
    fail "wait_for needs one of bash, python3, perl, nc, curl on the node to try $a_host:$a_port"
fi
limit() { timeout "$a_connect_timeout" "$@"; }
connects() {
    case $way in
        bash) limit bash -c ': <"/dev/tcp/$0/$1"' "$a_host" "$a_port" ;;
        python3) limit python3 -c 'import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])))' "$a_host" "$a_port" ;;
        perl) limit perl -MIO::Socket -e 'exit !IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1])' "$a_host" "$a_port" ;;
        nc) limit sh -c 'nc -w "$2" "$0" "$1" </dev/null' "$a_host" "$a_port" "$a_connect_timeout" ;;
        curl) limit curl -s --connect-timeout "$a_connect_timeout" "telnet://$a_host:$a_port"; case $? in 6 | 7 | 28) false ;; *) true ;; esac ;;
        *) awk -v port="$(printf ':%04X$' "$a_port")" '$2 ~ port && $4 == "0A" { found = 1 } END { exit !found }' /proc/net/tcp /proc/net/tcp6 ;;
    esac </dev/null >/dev/null 2>&1
}
# The connections to the port, of the addresses and in the states that count, none of the excluded.
active() {
    cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v port="$(printf %04X "${a_port:-0}")" -v states=" $states " \
        -v own=" $addresses " -v excluded=" $excluded " '
        { n = split($2, here, ":"); split($3, there, ":") }
        n == 2 && here[2] == port && index(states, " " $4 " ") && !index(excluded, " " there[1] " ") &&
            (own ~ / any / || index(own, " " here[1] " ")) { count++ }
        END { print count + 0 }'
}
)sh";

// One look, repeated until it says yes or the time is over.
const QByteArray loop = R"sh(
begin=$(date +%s)
[ "$delay" = 0 ] || sleep "$delay"
while :; do
    if look_once; then put b met yes; break; fi
    [ $(($(date +%s) - begin)) -lt "$time_left" ] || break
    sleep "$a_sleep"
    [ $(($(date +%s) - begin)) -lt "$time_left" ] || break
done
)sh";

/// An address as the kernel's table of connections writes it: words of 32 bits, each as this machine's like
/// have it in memory. Empty for what is none.
QString tableWord(const QString &address)
{
    std::array<unsigned char, 16> bytes = {};
    const QByteArray text = address.toLatin1();
    const bool isV4 = ::inet_pton(AF_INET, text.constData(), bytes.data()) == 1;
    if (!isV4 && ::inet_pton(AF_INET6, text.constData(), bytes.data()) != 1)
        return {};
    QString words;
    for (std::size_t i = 0; i < (isV4 ? 4U : 16U); i += 4) {
        const quint32 word = quint32(bytes[i]) | quint32(bytes[i + 1]) << 8 | quint32(bytes[i + 2]) << 16 |
                             quint32(bytes[i + 3]) << 24;
        words += QString::number(word, 16).toUpper().rightJustified(8, u'0');
    }
    return words;
}

/// The state's number in the kernel's table.
QString stateWord(const QString &name)
{
    static const QHash<QString, QString> known{{u"ESTABLISHED"_s, u"01"_s}, {u"SYN_SENT"_s, u"02"_s},
                                               {u"SYN_RECV"_s, u"03"_s},    {u"FIN_WAIT1"_s, u"04"_s},
                                               {u"FIN_WAIT2"_s, u"05"_s},   {u"TIME_WAIT"_s, u"06"_s}};
    return known.value(name);
}

/// Waits in a script on the node; what a regular expression is to be found in comes here.
class WaitForRun : public ModuleRun
{
public:
    explicit WaitForRun(const ModuleCall &call)
        : m_call(call)
        , m_state(argText(call, u"state"_s))
        , m_host(argText(call, u"host"_s))
        , m_port(argText(call, u"port"_s))
        , m_path(argText(call, u"path"_s))
        , m_pattern(argText(call, u"search_regex"_s))
        , m_timeout(call.args.value(u"timeout"_s).toInt().value_or(0))
    {
    }

    Step next(const std::optional<Output> &last) override
    {
        if (!m_clock.isValid()) {
            m_clock.start();
            if (m_call.check) {
                TaskResult skipped;
                skipped.skipped = true;
                skipped.msg = u"remote module (wait_for) does not support check mode"_s;
                return skipped;
            }
            if (const QString fault = misuse(); !fault.isEmpty())
                return failed(fault);
            return ask();
        }
        if (m_isPausing) {
            m_isPausing = false;
            return ask();
        }
        const Report report(last.value_or(Output{}), m_nonce);
        if (!report.isComplete() || report.isFailed())
            return report.toResult();
        m_about = report.fields();
        if (report.flag(u"met"_s) && matches(report))
            return succeeded();
        const bool isOver = m_clock.elapsed() >= m_timeout * 1000;
        if (isOver || !isSearching())
            return isWaitingForNothing() ? succeeded() : failed(argText(m_call, u"msg"_s, timeoutText()));
        m_isPausing = true;
        return Pause{.time = std::chrono::seconds(m_call.args.value(u"sleep"_s).toInt().value_or(1))};
    }

private:
    [[nodiscard]] bool isSearching() const
    {
        return !m_pattern.isEmpty() && (m_state == u"started"_s || m_state == u"present"_s) &&
               !isWaitingForNothing();
    }
    [[nodiscard]] bool isWaitingForNothing() const
    {
        return m_port.isEmpty() && m_path.isEmpty() && m_state != u"drained"_s;
    }

    QString misuse()
    {
        if (!m_pattern.isEmpty()) {
            auto regex = pythonRegex(asBytes(m_pattern), QRegularExpression::MultilineOption);
            if (!regex)
                return u"Invalid regular expression: "_s + regex.error().text;
            m_regex = *regex;
        }
        if (!m_port.isEmpty() && !m_path.isEmpty())
            return u"port and path parameter can not both be passed to wait_for"_s;
        if (!m_path.isEmpty() && (m_state == u"stopped"_s || m_state == u"drained"_s))
            return u"state=%1 should only be used for checking a port in the wait_for module"_s.arg(m_state);
        if (!m_call.args.value(u"exclude_hosts"_s).isNull() && m_state != u"drained"_s)
            return u"exclude_hosts should only be with state=drained"_s;
        for (const QString &name : m_call.args.value(u"active_connection_states"_s).toTexts()) {
            if (stateWord(name).isEmpty())
                return u"unknown active_connection_state (%1) defined"_s.arg(name);
        }
        return {};
    }

    [[nodiscard]] QString timeoutText() const
    {
        const QString where = m_path.isEmpty() ? m_host + u':' + m_port : m_path;
        if (m_state == u"drained"_s)
            return u"Timeout when waiting for %1 to drain"_s.arg(where);
        if (m_state == u"absent"_s || m_state == u"stopped"_s)
            return (m_path.isEmpty() ? u"Timeout when waiting for %1 to stop."_s
                                     : u"Timeout when waiting for %1 to be absent."_s)
                .arg(where);
        if (!m_pattern.isEmpty())
            return u"Timeout when waiting for search string %1 in %2"_s.arg(m_pattern, where);
        return (m_path.isEmpty() ? u"Timeout when waiting for %1"_s : u"Timeout when waiting for file %1"_s)
            .arg(where);
    }

    Step ask()
    {
        const qint64 left = std::max<qint64>(m_timeout - m_clock.elapsed() / 1000, 0);
        ScriptText text(m_call);
        m_nonce = text.nonce();
        text.add(functions);
        text.set("time_left", QString::number(left));
        text.set("delay", m_attempt == 0 ? argText(m_call, u"delay"_s) : u"0"_s);
        text.add(look());
        // A text that is not there yet may come in the same second with the same size: the file is looked at
        // again in any case, but not without a pause.
        text.add(loop);
        if (!m_path.isEmpty())
            text.add("if [ -e \"$a_path\" ]; then path_info \"$a_path\"; fi");
        if (isSearching())
            text.add(m_path.isEmpty()
                         ? "if [ -n \"$sb_out\" ]; then put_bytes text \"$sb_out\"; fi"
                         : "if [ -e \"$a_path\" ]; then capture tail -c " + QByteArray::number(searchLimit) +
                               " -- \"$a_path\"; put_bytes text \"$sb_out\"; fi");
        ++m_attempt;
        const qint64 most = left + m_call.args.value(u"delay"_s).toInt().value_or(0) +
                            m_call.args.value(u"connect_timeout"_s).toInt().value_or(0) +
                            m_call.args.value(u"sleep"_s).toInt().value_or(0);
        Script script = text.script();
        script.deadline = std::chrono::seconds(most + 120);
        return script;
    }

    /// The function `look_once`.
    QByteArray look() const
    {
        const bool isGone = m_state == u"absent"_s || m_state == u"stopped"_s;
        if (m_state == u"drained"_s)
            return drained() + "look_once() { [ \"$(active)\" = 0 ]; }";
        if (!m_path.isEmpty())
            return isGone ? "look_once() { [ ! -e \"$a_path\" ]; }" : "look_once() { [ -e \"$a_path\" ]; }";
        if (m_port.isEmpty())
            return "look_once() { false; }";
        if (isGone)
            return "look_once() { ! connects; }";
        if (m_pattern.isEmpty())
            return "look_once() { connects; }";
        // The server's first words come in one piece most often; if they were not enough, more are waited
        // for.
        const QByteArray count = QByteArray::number(1 << std::min(m_attempt, 12));
        return "talk() {\n"
               "    case $way in\n"
               "        bash) limit bash -c 'exec 3<>\"/dev/tcp/$0/$1\" && exec dd bs=1024 count=" +
               count +
               " <&3' \"$a_host\" \"$a_port\" ;;\n"
               "        nc) limit sh -c 'sleep \"$2\" | nc \"$0\" \"$1\" | dd bs=1024 count=" +
               count +
               "' \"$a_host\" \"$a_port\" \"$a_connect_timeout\" ;;\n"
               "        python3) limit python3 -c 'import os, socket, sys; s = "
               "socket.create_connection((sys.argv[1], int(sys.argv[2]))); [os.write(1, s.recv(1024)) for i "
               "in "
               "range(" +
               count +
               ")]' \"$a_host\" \"$a_port\" ;;\n"
               "        *) sb_out=; fail \"wait_for needs one of bash, python3, nc on the node for "
               "search_regex "
               "with a port\" ;;\n"
               "    esac\n"
               "}\n"
               "look_once() { capture talk; [ -s \"$sb_out\" ]; }";
    }

    QByteArray drained() const
    {
        const auto words = [](const QStringList &hosts) {
            QByteArray list;
            for (const QString &host : hosts) {
                const QByteArray word = tableWord(host).toLatin1();
                if (word.isEmpty()) {
                    // A name: its addresses are what the node says they are.
                    list += "$(getent ahostsv4 " + shellQuoted(host) +
                            " | awk '!seen[$1]++ { split($1, b, \".\"); printf \"%02X%02X%02X%02X \", b[4], "
                            "b[3], b[2], b[1] }') ";
                } else if (word.count('0') == word.size()) {
                    list += "any ";
                } else {
                    list += word + ' ';
                    // The same behind an address of IPv6.
                    if (word.size() == 8)
                        list += "0000000000000000FFFF0000" + word + ' ';
                }
            }
            return list;
        };
        QStringList states;
        for (const QString &name : m_call.args.value(u"active_connection_states"_s).toTexts())
            states.append(stateWord(name));
        return "states=" + shellQuoted(states.join(u' ')) + "\naddresses=\"" + words({m_host}) +
               "\"\nexcluded=\"" + words(m_call.args.value(u"exclude_hosts"_s).toTexts()) + "\"\n";
    }

    bool matches(const Report &report)
    {
        if (!isSearching())
            return true;
        const auto match = m_regex.match(QString::fromLatin1(report.bytes(u"text"_s)));
        if (!match.hasMatch())
            return false;
        const auto captured = [&](int i) {
            return match.capturedStart(i) < 0 ? Value()
                                              : Value(QString::fromUtf8(match.captured(i).toLatin1()));
        };
        const QStringList names = m_regex.namedCaptureGroups();
        for (int i = 1; i <= m_regex.captureCount(); ++i) {
            m_groups.append(captured(i));
            if (!names.value(i).isEmpty())
                m_groupDict.insert(names[i], captured(i));
        }
        return true;
    }

    TaskResult succeeded() const
    {
        const auto given = [this](const QString &name) { return m_call.args.value(name); };
        TaskResult result;
        result.fields = {{u"state"_s, m_state},
                         {u"port"_s, given(u"port"_s)},
                         {u"search_regex"_s, given(u"search_regex"_s)},
                         {u"match_groups"_s, m_groups},
                         {u"match_groupdict"_s, m_groupDict},
                         {u"path"_s, given(u"path"_s)},
                         {u"elapsed"_s, m_clock.elapsed() / 1000}};
        // What Ansible adds for any path that a module dealt with.
        for (const QString &name :
             {u"uid"_s, u"gid"_s, u"owner"_s, u"group"_s, u"mode"_s, u"state"_s, u"size"_s}) {
            if (const Value *value = m_about.find(name))
                result.fields.insert(name, *value);
        }
        return result;
    }

    TaskResult failed(const QString &msg) const
    {
        TaskResult result = TaskResult::failure(msg);
        result.fields.insert(u"elapsed"_s, m_clock.elapsed() / 1000);
        return result;
    }

    ModuleCall m_call;
    QString m_state;
    QString m_host;
    QString m_port;
    QString m_path;
    QString m_pattern;
    qint64 m_timeout;
    QRegularExpression m_regex;
    QElapsedTimer m_clock;
    QByteArray m_nonce;
    int m_attempt = 0;
    bool m_isPausing = false;
    List m_groups;
    Dict m_groupDict;
    Dict m_about;
};

} // namespace

Module wait_forModule()
{
    return {
        .name = u"wait_for"_s,
        .fullNames = builtinNames(u"wait_for"_s),
        .options =
            {
                {.name = u"active_connection_states"_s,
                 .type = OptionType::Sequence,
                 .otherwise = QStringList{u"ESTABLISHED"_s, u"FIN_WAIT1"_s, u"FIN_WAIT2"_s, u"SYN_RECV"_s,
                                          u"SYN_SENT"_s, u"TIME_WAIT"_s}},
                {.name = u"connect_timeout"_s, .type = OptionType::Int, .otherwise = 5},
                {.name = u"delay"_s, .type = OptionType::Int, .otherwise = 0},
                {.name = u"exclude_hosts"_s, .type = OptionType::Sequence},
                {.name = u"host"_s, .otherwise = Value(u"127.0.0.1"_s)},
                {.name = u"msg"_s},
                {.name = u"path"_s, .type = OptionType::Path},
                {.name = u"port"_s, .type = OptionType::Int},
                {.name = u"search_regex"_s},
                {.name = u"sleep"_s, .type = OptionType::Int, .otherwise = 1},
                {.name = u"state"_s,
                 .otherwise = Value(u"started"_s),
                 .choices = {u"absent"_s, u"drained"_s, u"present"_s, u"started"_s, u"stopped"_s}},
                {.name = u"timeout"_s, .type = OptionType::Int, .otherwise = 300},
            },
        .supportsCheck = false,
        .start = [](const ModuleCall &call) { return std::make_unique<WaitForRun>(call); },
    };
}

} // namespace skybro::playbook

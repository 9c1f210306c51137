#include "models/tunnel/ends/gatewayanswer.h"

#include "models/tunnel/ipsec/libreswan.h"
#include "models/tunnel/ipsec/strongswan.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

struct Section
{
    QString text;
    int exitCode = -1;
    bool isWhole = false;
};

/// One that begins twice, which no script of ours does, is nobody's: the first stands.
QHash<QByteArray, Section> sectionsOf(const QByteArray &output, const QByteArray &mark)
{
    QHash<QByteArray, Section> sections;
    const QByteArray begin = mark + " begin ";
    const QByteArray end = '\n' + mark + " end ";
    qsizetype at = 0;
    while ((at = output.indexOf(begin, at)) >= 0) {
        const qsizetype lineEnd = output.indexOf('\n', at);
        if (lineEnd < 0)
            break;
        const QByteArray name = output.mid(at + begin.size(), lineEnd - at - begin.size()).trimmed();
        at = lineEnd + 1;
        const QByteArray itsEnd = end + name + ' ';
        // The line's end before the closing mark is ours; an empty answer has nothing but that.
        const qsizetype close = output.indexOf(itsEnd, at - 1);
        Section section;
        if (close < 0) {
            // Cut off, or its end was mixed up with something: until the next mark at most.
            const qsizetype next = output.indexOf('\n' + mark, at - 1);
            section.text =
                QString::fromUtf8(output.mid(at, next < 0 ? -1 : std::max(next - at, qsizetype(0))));
        } else {
            section.text = QString::fromUtf8(output.mid(at, std::max(close - at, qsizetype(0))));
            const qsizetype codeAt = close + itsEnd.size();
            const qsizetype codeEnd = output.indexOf('\n', codeAt);
            if (codeEnd > 0)
                section.exitCode = output.mid(codeAt, codeEnd - codeAt).trimmed().toInt(&section.isWhole);
            at = codeAt;
        }
        if (!sections.contains(name))
            sections.insert(name, section);
    }
    return sections;
}

QDateTime readTime(const QString &text)
{
    static const QRegularExpression form(u"(?:^|\\n)(\\d{9,11}) ([+-])(\\d\\d)(\\d\\d)(?:\\n|$)"_s);
    const auto match = form.match(text);
    if (!match.hasMatch())
        return {};
    const int minutes = match.capturedView(3).toInt() * 60 + match.capturedView(4).toInt();
    const int offset = (match.capturedView(2) == u'-' ? -60 : 60) * minutes;
    return QDateTime::fromSecsSinceEpoch(match.capturedView(1).toLongLong(), Qt::OffsetFromUTC, offset);
}

/// Columns of names in one line, of numbers in the next.
std::optional<quint64> readDrops(const QStringList &lines)
{
    for (qsizetype i = 1; i < lines.size(); ++i) {
        if (!lines[i].startsWith("TcpExt:"_L1) || !lines[i - 1].startsWith("TcpExt:"_L1))
            continue;
        const QStringList names = lines[i - 1].split(u' ');
        bool ok = false;
        const quint64 drops =
            lines[i].split(u' ').value(names.indexOf(u"IPReversePathFilter"_s)).toULongLong(&ok);
        return ok ? std::optional(drops) : std::nullopt;
    }
    return std::nullopt;
}

GatewaySettings readSettings(const QString &text)
{
    static const QRegularExpression forward(u"\\Aip(6?)_forward ([01])\\z"_s);
    static const QRegularExpression filter(u"\\Arp_filter (\\S+) ([0-2])\\z"_s);
    static const QRegularExpression address(
        u"\\A\\d+: (\\S+)\\s+inet6? ([0-9A-Fa-f.:]+)[/ ].* scope global"_s);
    static const QRegularExpression peer(u"\\Apeer ([0-9A-Fa-f.:]+)\\z"_s);
    static const QRegularExpression source(u" src ([0-9A-Fa-f.:]+)"_s);
    GatewaySettings settings;
    const QStringList lines = text.split(u'\n');
    int all = 0;
    for (const QString &line : lines) {
        if (const auto match = forward.match(line); match.hasMatch()) {
            (match.capturedLength(1) > 0 ? settings.ip6Forward : settings.ipForward) =
                match.captured(2) == u"1"_s;
        } else if (const auto filters = filter.match(line); filters.hasMatch()) {
            // The kernel takes the greater of the card's and "all" (ip-sysctl): 2 over 1.
            const QString card = filters.captured(1);
            const int value = filters.captured(2).toInt();
            if (card == u"all"_s)
                all = value; // the folder is sorted, and "all" comes before every card's
            else if (card == u"lo"_s || card == u"default"_s)
                continue;
            constexpr int strict = 1;
            const int inForce = std::max(all, value);
            if (settings.rpFilter != strict && card != u"all"_s)
                settings.rpFilter =
                    inForce == strict ? strict : std::max(settings.rpFilter.value_or(0), inForce);
        } else if (const auto own = address.match(line); own.hasMatch()) {
            settings.addresses += own.captured(2);
        } else if (const auto us = peer.match(line); us.hasMatch()) {
            settings.peer = us.captured(1);
        } else if (line == "no_route 2"_L1) { // what ip ends with when the kernel says no
            settings.hasNoRoute = true;
        } else if (const auto route = source.match(line); route.hasMatch() && !line.contains(" scope "_L1)) {
            settings.routeSource = route.captured(1);
        }
    }
    settings.rpFilterDrops = readDrops(lines);
    return settings;
}

class Reader
{
public:
    Reader(QHash<QByteArray, Section> sections, const GatewayQuestion &question, const IpsecStatus &known)
        : m_sections(std::move(sections))
        , m_question(question)
    {
        m_answer.status.daemon = known.daemon;
        m_answer.status.connections = known.connections;
        m_answer.status.connectionsTold = known.connectionsTold;
    }

    [[nodiscard]] GatewayAnswer read()
    {
        m_answer.gatewayTime = readTime(m_sections.value("time").text);
        m_answer.status.daemon.state = DaemonState::Unknown;
        readKind();
        if (m_answer.status.daemon.implementation == Implementation::Libreswan)
            readLibreswan();
        else if (m_answer.status.daemon.implementation == Implementation::StrongSwan)
            readStrongSwan();
        if (const Section settings = m_sections.value("settings"); settings.isWhole)
            m_answer.settings = readSettings(settings.text);
        if (m_question.log)
            readLog();
        return m_answer;
    }

private:
    void readKind()
    {
        static const QRegularExpression form(u"(?:^|\\n)kind (\\w+)\\n"_s);
        static const QRegularExpression version(u"(?:[Ll]ibreswan|strongSwan swanctl) (\\S+)"_s);
        Daemon &daemon = m_answer.status.daemon;
        if (m_question.implementation != Implementation::Unknown) {
            daemon.implementation = m_question.implementation;
            return;
        }
        const QString text = m_sections.value("kind").text;
        const QString kind = form.match(text).captured(1);
        if (kind == u"libreswan"_s) {
            daemon.implementation = Implementation::Libreswan;
            daemon.version = version.match(text).captured(1);
        } else if (kind == u"strongswan"_s) {
            daemon.implementation = Implementation::StrongSwan;
            daemon.version = version.match(text).captured(1);
        } else if (kind == u"none"_s) {
            daemon.state = DaemonState::NotInstalled;
        }
    }

    void readLibreswan()
    {
        IpsecStatus &status = m_answer.status;
        const Section states = m_sections.value("states");
        if (states.isWhole)
            status.daemon.state =
                states.exitCode == 0 ? DaemonState::Running : libreswanDaemon(states.exitCode, states.text);
        forgetWhatIsGone();
        if (const Section all = m_sections.value("status"); all.isWhole && all.exitCode == 0)
            takeConnections([&](IpsecStatus &fresh) { readStatus(all.text, fresh); });
        if (status.daemon.state != DaemonState::Running)
            return;
        // A part of the states would look as if the others were gone.
        if (states.isWhole)
            readShowStates(states.text, status);
        std::optional<qint64> time;
        if (m_answer.gatewayTime.isValid())
            time = m_answer.gatewayTime.toSecsSinceEpoch();
        if (const Section traffic = m_sections.value("traffic"); traffic.isWhole && traffic.exitCode == 0)
            readTrafficStatus(traffic.text, status, time);
    }

    void readStrongSwan()
    {
        IpsecStatus &status = m_answer.status;
        const Section sas = m_sections.value("sas");
        if (sas.isWhole)
            status.daemon.state =
                sas.exitCode == 0 ? DaemonState::Running : strongSwanDaemon(sas.exitCode, sas.text);
        forgetWhatIsGone();
        if (const Section all = m_sections.value("conns"); all.isWhole && all.exitCode == 0)
            takeConnections([&](IpsecStatus &fresh) {
                const Result<void> read = readListConns(all.text, fresh);
                Q_UNUSED(read) // connectionsTold says so, too
            });
        // Daemon stays as its exit code says when the text can not be read.
        if (sas.isWhole && sas.exitCode == 0 && !readListSas(sas.text, status))
            status.daemon.state = DaemonState::Unknown;
    }

    /// A daemon that begins again may have loaded others.
    void forgetWhatIsGone()
    {
        IpsecStatus &status = m_answer.status;
        if (status.daemon.state == DaemonState::Running || status.daemon.state == DaemonState::Unknown)
            return;
        status.connectionsTold = false;
    }

    template <typename Read>
    void takeConnections(Read read)
    {
        IpsecStatus fresh;
        read(fresh);
        if (!fresh.connectionsTold)
            return; // what was known before is better than a part
        IpsecStatus &status = m_answer.status;
        status.connections = std::move(fresh.connections);
        status.connectionsTold = true;
        if (!fresh.daemon.version.isEmpty())
            status.daemon.version = fresh.daemon.version;
        m_answer.connectionsRead = true;
    }

    void readLog()
    {
        static const QRegularExpression cursor(u"(?:^|\\n)-- cursor: ([A-Za-z0-9=;_-]{1,300})(?:\\n|$)"_s);
        const Section journal = m_sections.value("journal");
        const Section files = m_sections.value("files");
        if (journal.isWhole && journal.exitCode == 0) {
            m_answer.logRead = true;
            m_answer.logContinues = !m_question.logCursor.isEmpty();
            m_answer.logCursor = cursor.match(journal.text).captured(1);
            m_answer.log = readIpsecLog(journal.text, m_answer.gatewayTime);
        }
        // Most gateways have one or the other; where both are kept they say the same.
        if (m_answer.log.isEmpty() && files.isWhole && files.exitCode == 0) {
            m_answer.logRead = true;
            m_answer.logContinues = false;
            m_answer.logCursor.clear();
            m_answer.log = readIpsecLog(files.text, m_answer.gatewayTime);
        }
    }

    QHash<QByteArray, Section> m_sections;
    const GatewayQuestion &m_question;
    GatewayAnswer m_answer;
};

} // namespace

Result<GatewayAnswer> readGatewayAnswer(const QByteArray &output, const GatewayQuestion &question,
                                        const IpsecStatus &known)
{
    QHash<QByteArray, Section> sections = sectionsOf(output, question.mark);
    if (sections.isEmpty())
        return fail(ErrorKind::Protocol,
                    QCoreApplication::translate("skybro::tunnel",
                                                "The gateway did not run what it was asked: its answer has "
                                                "nothing of it."),
                    QString::fromUtf8(output.left(500)));
    return Reader(std::move(sections), question, known).read();
}

} // namespace skybro::tunnel

#include "models/tunnel/probe/throughputjob.h"

#include "models/tunnel/probe/probe.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto preamble = "LC_ALL=C; export LC_ALL\n"
                          "PATH=$PATH:/usr/bin:/bin:/usr/local/bin; export PATH\n";
constexpr int noSuchCommand = 127;

/// Serves two tests, one after the other, and is gone after a while in any case.
QByteArray serverScript(const ThroughputTest &test)
{
    const auto longest = test.length.count() * 2 + 20;
    return QByteArray(preamble) +
           "command -v iperf3 >/dev/null 2>&1 || exit 127\n"
           "echo skybro-serving\n"
           "limit=; command -v timeout >/dev/null 2>&1 && limit='timeout " +
           QByteArray::number(qint64(longest)) +
           "'\n"
           "$limit iperf3 -s -1 -p " +
           QByteArray::number(test.port) +
           " >/dev/null 2>&1 </dev/null &\n"
           "server=$!\n"
           "trap 'kill $server 2>/dev/null' EXIT HUP TERM INT PIPE\n"
           "wait $server\n"
           "$limit iperf3 -s -1 -p " +
           QByteArray::number(test.port) +
           " >/dev/null 2>&1 </dev/null &\n"
           "server=$!\n"
           "wait $server\n";
}

/// One direction after the other; each answer between lines that tell it from whatever else is printed. The
/// server may need a moment, and another between the two. A firewall that says nothing must not hold it for
/// as long as TCP tries.
QByteArray clientScript(const ThroughputTest &test)
{
    QByteArray client = "iperf3 -J -c '" + test.target.toLatin1() + "' -p " + QByteArray::number(test.port) +
                        " -t " + QByteArray::number(qint64(test.length.count())) + " --connect-timeout 3000";
    if (!test.source.isEmpty())
        client += " -B '" + test.source.toLatin1() + '\'';
    return QByteArray(preamble) +
           "command -v iperf3 >/dev/null 2>&1 || exit 127\n"
           "one() {\n"
           "    for pause in 0.3 0.5 1 1; do\n"
           "        sleep $pause 2>/dev/null || sleep 1\n"
           "        text=$(" +
           client +
           " \"$@\" 2>&1 </dev/null)\n"
           "        case $text in\n"
           "        *'timed out'*) break ;;\n"
           "        *'unable to connect'*|*'server is busy'*) ;;\n"
           "        *) break ;;\n"
           "        esac\n"
           "    done\n"
           "    printf 'skybro-iperf3 begin\\n%s\\nskybro-iperf3 end\\n' \"$text\"\n"
           "    case $text in *'unable to connect'*) return 1 ;; esac\n"
           "}\n"
           "one && one -R\n";
}

struct Direction
{
    double bitsPerSecond = 0;
    qint64 bytes = 0;
};

Result<QList<Direction>> readClient(const QByteArray &output)
{
    QList<Direction> directions;
    qsizetype at = 0;
    const QByteArray begin = "skybro-iperf3 begin\n";
    const QByteArray end = "\nskybro-iperf3 end";
    while ((at = output.indexOf(begin, at)) >= 0) {
        at += begin.size();
        const qsizetype stop = output.indexOf(end, at);
        if (stop < 0)
            break;
        const QJsonObject answer = QJsonDocument::fromJson(output.mid(at, stop - at)).object();
        if (const QString error = answer.value("error"_L1).toString(); !error.isEmpty()) {
            Error made = makeError(ErrorKind::Server,
                                   QCoreApplication::translate("Tunnel", "iperf3 says: %1").arg(error));
            if (error.contains("unable to connect"_L1))
                made.code = u"no-server"_s;
            return std::unexpected(made);
        }
        // What arrived counts, not what was sent into buffers.
        const QJsonObject sum = answer.value("end"_L1).toObject().value("sum_received"_L1).toObject();
        if (!sum.value("bits_per_second"_L1).isDouble())
            break;
        directions.append({sum.value("bits_per_second"_L1).toDouble(),
                           static_cast<qint64>(sum.value("bytes"_L1).toDouble())});
    }
    if (directions.size() != 2)
        return fail(ErrorKind::Protocol,
                    QCoreApplication::translate("Tunnel", "iperf3's answer can not be understood."),
                    QString::fromUtf8(output.left(2000)));
    return directions;
}

double bitsPerSecond(qint64 bytes, qint64 msecs)
{
    return double(bytes) * 8 * 1000 / double(std::max<qint64>(1, msecs));
}

} // namespace

ThroughputJob::ThroughputJob(ThroughputTest test, QObject *parent)
    : JobOf<Throughput>(parent)
    , m_test(std::move(test))
{
    setDeadline(m_test.length * 2 + 60s);
}

ThroughputJob::~ThroughputJob()
{
    ThroughputJob::abort();
}

void ThroughputJob::run(const Shell &shell, const QByteArray &script, Next next)
{
    m_script = shell(script);
    m_script->setDeadline(deadline() + 1s); // ours comes first
    m_script->then(this, [this, next](const Result<ssh::ExecResult> &result) {
        if (!result)
            return finish(std::unexpected(result.error()));
        (this->*next)(*result);
    });
    m_since.start();
    m_script->start();
}

void ThroughputJob::begin()
{
    if (const Result<void> checked = check(ProbeTarget{.host = m_test.target, .source = m_test.source});
        !checked)
        return finish(std::unexpected(checked.error()));
    if (m_test.to)
        serve();
    measure();
}

/// Its end is of no interest: without it the client finds no server, or one that was there already.
void ThroughputJob::serve()
{
    m_server = m_test.to(serverScript(m_test));
    m_server->setDeadline(deadline() + 1s);
    m_server->start();
}

void ThroughputJob::measure()
{
    run(m_test.from, clientScript(m_test), &ThroughputJob::measured);
}

void ThroughputJob::measured(const ssh::ExecResult &ended)
{
    if (m_server)
        m_server->cancel();
    if (ended.exitCode == noSuchCommand)
        return instead(makeError(ErrorKind::NotFound,
                                 QCoreApplication::translate(
                                     "Tunnel", "iperf3 is not installed on the host that would measure.")));
    const Result<QList<Direction>> directions = readClient(ended.output);
    if (!directions)
        return instead(directions.error());
    m_result.method = Throughput::Method::Iperf3;
    m_result.toAzure = directions->at(0).bitsPerSecond;
    m_result.fromAzure = directions->at(1).bitsPerSecond;
    m_result.bytes = directions->at(0).bytes + directions->at(1).bytes;
    finish(m_result);
}

/// iperf3 is missing at one end: bytes over SSH will do.
void ThroughputJob::instead(const Error &why)
{
    const bool isMissing = why.kind == ErrorKind::NotFound || why.code == "no-server"_L1;
    if (!isMissing)
        return finish(std::unexpected(why));
    if (m_test.to)
        return run(m_test.to, "exit 0\n", &ThroughputJob::warmed); // the connection stands after it
    Error error = makeError(
        ErrorKind::NotFound,
        QCoreApplication::translate("Tunnel", "Throughput can not be measured: iperf3 is needed on both "
                                              "ends (on %1: iperf3 -s), or a way into %1 over SSH.")
            .arg(m_test.target),
        why.text);
    error.code = u"no-iperf3"_s;
    finish(std::unexpected(error));
}

void ThroughputJob::warmed(const ssh::ExecResult &)
{
    if (m_handshake == 0) { // the first one made the connection; the second one tells what a script costs
        m_handshake = -1;
        return run(m_test.to, "exit 0\n", &ThroughputJob::warmed);
    }
    m_handshake = m_since.elapsed();
    // What follows the first line of the script is read by cat, not by sh; some shells read ahead a little.
    QByteArray script = "exec cat >/dev/null\n";
    script += QByteArray(m_test.sshBytes, '#');
    run(m_test.to, script, &ThroughputJob::sent);
}

void ThroughputJob::sent(const ssh::ExecResult &ended)
{
    if (ended.exitCode != 0)
        return finish(fail(ErrorKind::Server,
                           QCoreApplication::translate("Tunnel", "Bytes could not be sent to %1 over SSH.")
                               .arg(m_test.target),
                           QString::fromUtf8(ended.errors.left(2000))));
    m_result.toAzure = bitsPerSecond(m_test.sshBytes, m_since.elapsed() - m_handshake);
    run(m_test.to, "head -c " + QByteArray::number(m_test.sshBytes) + " /dev/zero\n",
        &ThroughputJob::fetched);
}

void ThroughputJob::fetched(const ssh::ExecResult &ended)
{
    // A shell keeps the beginning of what comes; the rest came, too, when it says that there was more.
    if (ended.exitCode != 0 || (!ended.truncated && ended.output.size() < m_test.sshBytes))
        return finish(
            fail(ErrorKind::Server,
                 QCoreApplication::translate("Tunnel", "Bytes could not be fetched from %1 over SSH.")
                     .arg(m_test.target),
                 QString::fromUtf8(ended.errors.left(2000))));
    m_result.method = Throughput::Method::Ssh;
    m_result.fromAzure = bitsPerSecond(m_test.sshBytes, m_since.elapsed() - m_handshake);
    m_result.bytes = 2 * m_test.sshBytes;
    finish(m_result);
}

void ThroughputJob::abort()
{
    for (const QPointer<ScriptJob> &script : {m_script, m_server}) {
        if (script)
            script->cancel(); // and it deletes itself
    }
}

} // namespace skybro::tunnel

#include "app/skybro/playedgateway.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QTimer>

#include <cmath>
#include <numbers>

namespace skybro::console {

using namespace Qt::StringLiterals;
using World = PlayedGateway::World;

namespace {

constexpr qint64 keyLife = 26'400; ///< seconds until a key is renewed
constexpr double meanRate = 180'000;
constexpr double swing = 0.55;
constexpr double period = 5'400;

double noise(double time, double salt)
{
    const double value = std::sin(time * 12.9898 + salt * 78.233) * 43758.5453;
    return value - std::floor(value);
}

QByteArray number(double value)
{
    return QByteArray::number(quint64(std::max(0.0, value)));
}

bool passesTunnel(const World &world)
{
    return world.passes && !world.filters;
}

/// One answer of the monitor's script, in its marks.
class Answer
{
public:
    Answer(QByteArray script, World &world, const QDateTime &time)
        : m_script(std::move(script))
        , m_world(world)
        , m_time(double(time.toMSecsSinceEpoch()) / 1000)
    {
        if (passesTunnel(world))
            world.stopped = 0;
        else if (world.stopped == 0)
            world.stopped = m_time;
    }

    [[nodiscard]] ssh::ExecResult toMonitor()
    {
        static const QRegularExpression markForm(u"mark=(\\w+)"_s);
        m_mark = markForm.match(QString::fromUtf8(m_script)).captured(1).toLatin1();
        add("time", number(m_time) + " +0000");
        add("kind", m_world.isInstalled
                        ? "kind libreswan\nLinux Libreswan 4.12 (netkey) on 5.14.0-427.el9.x86_64"
                        : "kind none\n");
        if (m_world.isInstalled) {
            daemon("traffic", traffic());
            daemon("states", states());
            if (m_script.contains("section status"))
                daemon("status", status());
        }
        if (m_script.contains("section settings"))
            add("settings", QByteArray("ip_forward ") + (m_world.forwards ? "1" : "0") +
                                "\nrp_filter all 0\nrp_filter default 2\nrp_filter lo 0\nrp_filter wan0 2\n"
                                "1: lo    inet 127.0.0.1/8 scope host lo\n"
                                "2: wan0    inet 203.0.113.10/24 brd 203.0.113.255 scope global wan0\n"
                                "3: lan0    inet 192.168.0.1/16 brd 192.168.255.255 scope global lan0\n"
                                "10.0.1.4 via 203.0.113.1 dev wan0 src 203.0.113.10 uid 0");
        if (m_script.contains("section journal"))
            add("journal", m_world.log + "-- cursor: s=demo;i=1");
        m_result.output += m_mark + " done\n";
        m_result.errors = probes();
        m_result.exitCode = 0;
        return m_result;
    }

    [[nodiscard]] ssh::ExecResult toProbes()
    {
        m_result.output = probes();
        m_result.exitCode = 0;
        return m_result;
    }

private:
    void add(const QByteArray &name, const QByteArray &text, int code = 0)
    {
        m_result.output += m_mark + " begin " + name + '\n' + text + '\n' + m_mark + " end " + name + ' ' +
                           QByteArray::number(code) + '\n';
    }
    void daemon(const QByteArray &name, const QByteArray &text)
    {
        if (!m_world.letsAsk)
            add(name, "sudo: a password is required", 1);
        else if (!m_world.daemonRuns)
            add(name, "whack: Pluto is not running (no \"/run/pluto/pluto.ctl\")", 33);
        else
            add(name, text);
    }
    [[nodiscard]] QByteArray bytes(bool in) const
    {
        const double begun = PlayedGateway::bytesUntil(double(key().since));
        const bool moves = m_world.stopped == 0 || (!in && !m_world.filters); // else nothing comes back
        const double until = moves ? m_time : m_world.stopped;
        const double sent = PlayedGateway::bytesUntil(until) - begun;
        return number(in ? sent / 4 : sent);
    }
    [[nodiscard]] PlayedGateway::Key key() const { return PlayedGateway::keyAt(qint64(m_time)); }
    [[nodiscard]] QByteArray traffic() const
    {
        if (!m_world.isLoaded || !m_world.hasChildSa)
            return {};
        return "006 #" + QByteArray::number(key().serial) +
               ": \"azure\", type=ESP, add_time=" + QByteArray::number(key().since) +
               ", inBytes=" + bytes(true) + ", outBytes=" + bytes(false) +
               ", maxBytes=2^63B, id='192.0.2.166'\n";
    }
    [[nodiscard]] QByteArray states() const
    {
        if (!m_world.isLoaded || !m_world.isOriented)
            return {};
        QByteArray text;
        if (m_world.hasIkeSa) {
            text +=
                "000 #1: \"azure\":500 STATE_V2_ESTABLISHED_IKE_SA (established IKE SA); REKEY in 21028s; "
                "REPLACE in 21703s; newest; idle;\n";
        } else {
            text += "000 #4: \"azure\":500 STATE_V2_PARENT_I1 (sent IKE_SA_INIT request); RETRANSMIT in 7s; "
                    "idle;\n";
        }
        if (m_world.hasChildSa) {
            const qint64 left = keyLife - (qint64(m_time) - key().since);
            text += "000 #" + QByteArray::number(key().serial) +
                    ": \"azure\":500 STATE_V2_ESTABLISHED_CHILD_SA (established Child SA); LIVENESS in 13s; "
                    "REKEY "
                    "in " +
                    QByteArray::number(left) + "s; REPLACE in " + QByteArray::number(left + 300) +
                    "s; newest; eroute owner; IKE SA #1; idle;\n";
        }
        return m_world.isTorn ? text.insert(text.size() / 5, "Broadcast message from root@gw:\n") : text;
    }
    [[nodiscard]] QByteArray status() const
    {
        QByteArray text = "000 using kernel interface: xfrm\n000 pluto_version=4.12, "
                          "pluto_vendorid=OE-Libreswan-4.12\n000 Connection list:\n000  \n";
        if (m_world.isLoaded) {
            const QByteArray serial = m_world.hasChildSa ? QByteArray::number(key().serial) : QByteArray("0");
            text +=
                "000 \"azure\": 192.168.0.0/16===203.0.113.10...192.0.2.166===10.0.0.0/16; " +
                (m_world.hasChildSa ? "erouted; eroute owner: #" + serial
                                    : QByteArray("unrouted; eroute owner: #0")) +
                "\n"
                "000 \"azure\":     " +
                QByteArray(m_world.isOriented ? "oriented" : "unoriented") +
                "; my_ip=unset; their_ip=unset; my_updown=ipsec _updown;\n"
                "000 \"azure\":   ike_life: 28800s; ipsec_life: 27000s; ipsec_max_bytes: 2^63B; "
                "replay_window: "
                "128; rekey_margin: 300s; rekey_fuzz: 100%; keyingtries: 0;\n"
                "000 \"azure\":   policy: IKEv2+PSK+ENCRYPT+TUNNEL+PFS+UP+IKE_FRAG_ALLOW+ESN_NO+ESN_YES;\n"
                "000 \"azure\":   our idtype: ID_IPV4_ADDR; our id=203.0.113.10; their idtype: ID_IPV4_ADDR; "
                "their id=192.0.2.166\n"
                "000 \"azure\":   liveness: active; dpdaction:restart; dpddelay:30s; retransmit-timeout:60s\n"
                "000 \"azure\":   newest IKE SA: #" +
                QByteArray(m_world.hasIkeSa ? "1" : "0") + "; newest IPsec SA: #" + serial +
                "; conn serial: $1;\n"
                "000 \"azure\":   IKE algorithms: AES_CBC_256-HMAC_SHA2_256-MODP2048\n"
                "000 \"azure\":   IKEv2 algorithm newest: AES_CBC_256-HMAC_SHA2_256-MODP2048\n"
                "000 \"azure\":   ESP algorithms: " +
                m_world.config.espAlgorithm() +
                "\n000 \"azure\":   ESP algorithm newest: " + m_world.config.espAlgorithm() +
                "; pfsgroup=<Phase1>\n";
        }
        text += "000  \n000 Total IPsec connections: loaded " + QByteArray(m_world.isLoaded ? "1" : "0") +
                ", active " + (m_world.hasChildSa ? "1" : "0") +
                "\n000  \n000 State Information: DDoS cookies not required, Accepting new IKE connections\n"
                "000 IKE SAs: total(1), half-open(0), open(0), authenticated(1), anonymous(0)\n"
                "000 IPsec SAs: total(1), authenticated(1), anonymous(0)\n000  \n" +
                states();
        return text;
    }
    [[nodiscard]] QByteArray probes() const
    {
        static const QRegularExpression probe(u"\\( (icmp|tcp) (\\d+) '"_s);
        auto found = probe.globalMatch(QString::fromUtf8(m_script));
        if (!found.hasNext())
            return {};
        QByteArray said;
        while (found.hasNext()) {
            const auto match = found.next();
            const int index = match.captured(2).toInt();
            const double took = PlayedGateway::roundTripAt(m_time + index * 0.01);
            const bool isLost = !passes() || noise(m_time, 7 + index) < m_world.loss;
            said +=
                "\nskybro-probe " + QByteArray::number(index) +
                (isLost ? QByteArray(" ping 1 1 packets transmitted, 0 received, 100% packet loss, time 0ms")
                        : " ping 0 64 bytes from 10.0.1.4: icmp_seq=1 ttl=64 time=" +
                              QByteArray::number(took, 'f', 2) + " ms");
        }
        said += "\nskybro-probe end\n";
        if (!m_script.contains("skybro-large"))
            return said;
        for (const int size : {84, 1392, 1392, 1392}) {
            const bool isAnswered = passes() && (size == 84 || m_world.largePass);
            said += "skybro-large " + QByteArray::number(size) +
                    (isAnswered ? " 64 bytes from 10.0.1.4: icmp_seq=1 ttl=64 time=11.2 ms\n"
                                : " 1 packets transmitted, 0 received, 100% packet loss, time 0ms\n");
        }
        return said;
    }
    [[nodiscard]] bool passes() const
    {
        return m_world.bypasses || (passesTunnel(m_world) && m_world.daemonRuns && m_world.hasChildSa);
    }

    QByteArray m_script;
    const World &m_world;
    double m_time;
    QByteArray m_mark;
    ssh::ExecResult m_result;
};

/// TunnelControlJob's.
ssh::ExecResult controlled(const QByteArray &script, World &world)
{
    ssh::ExecResult result;
    result.exitCode = 0;
    int code = 0;
    if (!world.letsAsk) {
        result.output += "skybro-control said sudo: a password is required\n";
        code = 1;
    } else if (script.contains("\nload\n")) {
        world.isLoaded = true;
    } else if (script.contains("\nstart\n")) {
        world.daemonRuns = true;
    } else {
        if (world.said.isEmpty()) {
            world.hasIkeSa = world.hasChildSa = true;
            result.output += "skybro-control said 004 \"azure\" #2: established Child SA\n";
        } else {
            result.output += "skybro-control said " + world.said + '\n';
        }
        result.output += QByteArray("skybro-control child ") + (world.hasChildSa ? "yes" : "no") + '\n';
    }
    result.output += "skybro-control code " + QByteArray::number(code) + "\nskybro-control end\n";
    return result;
}

/// ThroughputJob's.
ssh::ExecResult measured()
{
    const auto answer = [](const char *rate) {
        return QByteArray("skybro-iperf3 "
                          "begin\n{\"end\":{\"sum_received\":{\"bytes\":390000000,\"bits_per_second\":") +
               rate + "}}}\nskybro-iperf3 end\n";
    };
    ssh::ExecResult result;
    result.exitCode = 0;
    result.output = answer("623000000") + answer("588000000");
    return result;
}

class PlayedJob : public tunnel::ScriptJob
{
public:
    PlayedJob(QByteArray script, std::shared_ptr<World> world, Clock clock)
        : m_script(std::move(script))
        , m_world(std::move(world))
        , m_clock(std::move(clock))
    {
    }

protected:
    void begin() override
    {
        const bool probes = m_script.contains("skybro-probe");
        int delay = int(m_world->delay.count());
        if (probes && !passesTunnel(*m_world))
            delay += int(m_world->wait.count());
        QTimer::singleShot(delay, this, [this] { answer(); });
    }

private:
    void answer()
    {
        if (!m_world->isReachable) {
            Error error = makeError(ErrorKind::Network,
                                    QCoreApplication::translate("skybro::console::PlayedGateway",
                                                                "%1 can not be reached: no route to host.")
                                        .arg(PlayedGateway::name()));
            error.retryable = true;
            finish(std::unexpected(error));
        } else if (auto configured = m_world->config.answer(
                       m_script, {m_world->daemonRuns, m_world->isLoaded, m_world->hasChildSa})) {
            finish(m_world->letsAsk ? std::move(*configured)
                                    : ssh::ExecResult{.exitCode = 1,
                                                      .signal = {},
                                                      .output = {},
                                                      .errors = "sudo: a password is required"});
        } else if (m_script.contains("skybro-control")) {
            finish(controlled(m_script, *m_world));
        } else if (m_script.contains("skybro-iperf3")) {
            finish(measured());
        } else if (!m_script.contains("mark=")) {
            finish(Answer(m_script, *m_world, m_clock()).toProbes());
        } else {
            finish(Answer(m_script, *m_world, m_clock()).toMonitor());
        }
    }

    QByteArray m_script;
    std::shared_ptr<World> m_world;
    Clock m_clock;
};

} // namespace

PlayedGateway::PlayedGateway(Clock clock)
    : m_clock(std::move(clock))
    , m_world(std::make_shared<World>())
{
}

tunnel::Shell PlayedGateway::shell() const
{
    return [world = m_world, clock = m_clock](const QByteArray &script) -> tunnel::ScriptJob * {
        return new PlayedJob(script, world, clock);
    };
}

QString PlayedGateway::name()
{
    return u"demo-gateway"_s;
}

QString PlayedGateway::connection()
{
    return u"azure"_s;
}

double PlayedGateway::rateAt(double time)
{
    return meanRate * (1 + swing * std::sin(2 * std::numbers::pi * time / period));
}

double PlayedGateway::bytesUntil(double time)
{
    const double turn = 2 * std::numbers::pi / period;
    return meanRate * (time - swing / turn * std::cos(turn * time));
}

double PlayedGateway::roundTripAt(double time)
{
    const double busy = std::max(0.0, std::sin(2 * std::numbers::pi * time / period));
    const double rare = noise(time, 3) > 0.985 ? 14 * noise(time, 4) : 0;
    return 10.2 + 1.6 * noise(time, 1) + 1.8 * busy * noise(time, 2) + rare;
}

PlayedGateway::Key PlayedGateway::keyAt(qint64 time)
{
    const qint64 number = time / keyLife;
    return {quint64(2 + number % 100'000), number * keyLife};
}

} // namespace skybro::console

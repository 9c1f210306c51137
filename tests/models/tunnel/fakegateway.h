#pragma once

#include "models/tunnel/monitor/tunnelmonitor.h"
#include "tests/models/tunnel/evidencekit.h"

#include <QTimer>

namespace skybro::test {

using namespace Qt::StringLiterals;

/// A gateway's shell without a gateway: answers each question with what the test gave it.
class FakeGateway
{
public:
    QString connections = evidencekit::loaded;
    QString states = evidencekit::ikeUp + evidencekit::childUp;
    quint64 bytesIn = 420;
    quint64 bytesOut = 840;
    bool isCounting = true;
    int exitCode = 0;  ///< of the daemon's commands
    QString complaint; ///< what they say then
    QByteArray log;    ///< lines with short-unix stamps
    QByteArray settings{"ip_forward 1\nrp_filter all 0\nrp_filter eth0 0\n"
                        "2: eth0    inet 10.2.0.1/16 scope global eth0\n"
                        "10.0.1.4 via 203.0.113.6 dev eth1 src 203.0.113.1\n"};
    QByteArray probes;          ///< the record on standard error
    std::optional<Error> error; ///< no way there
    bool hangs = false;
    QList<QByteArray> asked; ///< scripts
    int running = 0;

    [[nodiscard]] tunnel::Shell shell()
    {
        return [this](const QByteArray &script) -> tunnel::ScriptJob * { return new Ask(this, script); };
    }
    [[nodiscard]] bool wasAskedFor(const QByteArray &what) const
    {
        return !asked.isEmpty() && asked.constLast().contains("section " + what + ' ');
    }

    [[nodiscard]] QByteArray answer(const QByteArray &mark, const QByteArray &script) const
    {
        QByteArray text;
        const auto section = [&](const QByteArray &name, const QByteArray &output, int code) {
            text += mark + " begin " + name + '\n' + output + '\n' + mark + " end " + name + ' ' +
                    QByteArray::number(code) + '\n';
        };
        section("time", "1795705197 +0000\n", 0);
        section("kind", "kind libreswan\nLinux Libreswan 4.10\n", 0);
        const QByteArray said = exitCode == 0 ? states.toUtf8() : complaint.toUtf8();
        QByteArray bytes;
        if (exitCode == 0 && isCounting && states.contains(u"Child SA"_s))
            bytes =
                "006 #2: \"azure\", type=ESP, add_time=1795705000, inBytes=" + QByteArray::number(bytesIn) +
                ", outBytes=" + QByteArray::number(bytesOut) + ", id='192.0.2.9'\n";
        section("traffic", exitCode == 0 ? bytes : said, exitCode);
        section("states", said, exitCode);
        if (script.contains("section status "))
            section("status", (connections + states).toUtf8() + "000 Bare Shunt list:\n", exitCode);
        if (script.contains("section settings "))
            section("settings", settings, 0);
        if (script.contains("section journal "))
            section("journal", log + "-- cursor: s=1\n", 0);
        return text;
    }

private:
    class Ask : public tunnel::ScriptJob
    {
    public:
        Ask(FakeGateway *owner, QByteArray script)
            : m_owner(owner)
            , m_script(std::move(script))
        {
        }
        ~Ask() override { leave(); }

    protected:
        void begin() override
        {
            ++m_owner->running;
            m_isRunning = true;
            m_owner->asked += m_script;
            if (m_owner->hangs)
                return;
            leave();
            if (m_owner->error)
                return finish(std::unexpected(*m_owner->error));
            const qsizetype at = m_script.indexOf("mark=") + 5;
            const QByteArray mark = m_script.mid(at, m_script.indexOf(' ', at) - at);
            finish(ssh::ExecResult{.exitCode = 0,
                                   .signal = {},
                                   .output = m_owner->answer(mark, m_script),
                                   .errors = m_owner->probes});
        }
        void abort() override { leave(); }

    private:
        void leave() { m_owner->running -= std::exchange(m_isRunning, false) ? 1 : 0; }

        FakeGateway *m_owner;
        QByteArray m_script;
        bool m_isRunning = false;
    };
};

} // namespace skybro::test

#pragma once

#include "models/playbook/run/run.h"

#include <QPointer>
#include <QTimer>

namespace skybro::runtest {

using namespace Qt::StringLiterals;
using playbook::Dict;
using playbook::HostStats;
using playbook::Outcome;
using playbook::RunEvent;
using playbook::Value;
using Kind = playbook::RunEvent::Kind;

/// Writes down what a run would tell, event by event.
class RunScript
{
public:
    QList<RunEvent> events;
    QDateTime now = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000, Qt::UTC);

    RunEvent &add(Kind kind, const QString &host = {}, int task = -1)
    {
        RunEvent event;
        event.kind = kind;
        event.time = now = now.addMSecs(3);
        event.host = host;
        event.task = task;
        event.play = m_play;
        events.append(event);
        return events.last();
    }
    void begin(const QString &path, const QStringList &hosts)
    {
        RunEvent &event = add(Kind::RunStarted);
        event.text = path;
        event.hosts = hosts;
    }
    void play(const QString &name, const QStringList &hosts)
    {
        ++m_play;
        RunEvent &event = add(Kind::PlayStarted);
        event.text = name;
        event.hosts = hosts;
    }
    int task(const QString &title, const QString &action = u"command"_s, int line = 3)
    {
        RunEvent &event = add(Kind::TaskStarted, {}, ++m_task);
        event.text = title;
        event.action = action;
        event.mark = {u"/srv/site.yml"_s, line, 5};
        return m_task;
    }
    void start(const QString &host, int task) { add(Kind::HostStarted, host, task); }
    RunEvent &end(const QString &host, int task, Outcome outcome, Dict result = {})
    {
        HostStats &stats = m_recap[host];
        stats.ok += outcome == Outcome::Ok || outcome == Outcome::Changed || outcome == Outcome::Ignored;
        stats.changed += outcome == Outcome::Changed;
        stats.failed += outcome == Outcome::Failed;
        stats.skipped += outcome == Outcome::Skipped;
        stats.ignored += outcome == Outcome::Ignored;
        stats.unreachable += outcome == Outcome::Unreachable;
        result.insert(u"changed"_s, outcome == Outcome::Changed);
        RunEvent &event = add(Kind::HostFinished, host, task);
        event.outcome = outcome;
        event.result = std::move(result);
        event.duration = 120;
        return event;
    }
    RunEvent &run(const QString &host, int task, Outcome outcome, Dict result = {})
    {
        start(host, task);
        return end(host, task, outcome, std::move(result));
    }
    void finish()
    {
        RunEvent &event = add(Kind::RunFinished);
        event.recap = m_recap;
        event.duration = 4200;
    }
    [[nodiscard]] const playbook::Recap &recap() const { return m_recap; }

private:
    playbook::Recap m_recap;
    int m_play = -1;
    int m_task = -1;
};

inline QStringList hostNames(int count)
{
    QStringList names;
    for (int i = 1; i <= count; ++i)
        names.append(u"cloud%1"_s.arg(i, 3, 10, QChar(u'0')));
    return names;
}

/// A whole run, with results of the size that modules give. Every 17th cell changes, some hosts fail.
inline RunScript wholeRun(int hosts, int tasks)
{
    RunScript script;
    const QStringList names = hostNames(hosts);
    script.begin(u"/srv/site.yml"_s, names);
    script.play(u"Base of a node"_s, names);
    for (int i = 0; i < tasks; ++i) {
        if (tasks > 8 && i == tasks / 2)
            script.play(u"Slurm"_s, names);
        const int task = script.task(u"base : Do step %1 of the set-up"_s.arg(i + 1), u"file"_s, 3 + 4 * i);
        int host = 0;
        for (const QString &name : names) {
            ++host;
            if (host % 40 != 7 || i <= tasks * 2 / 3)
                script.start(name, task);
        }
        host = 0;
        for (const QString &name : names) {
            const bool failed = ++host % 40 == 7 && i >= tasks * 2 / 3;
            const bool last = host % 40 == 7 && i > tasks * 2 / 3;
            const bool changed = (host * 31 + i * 7) % 17 == 0;
            if (last)
                continue;
            script.end(name, task,
                       failed       ? Outcome::Failed
                       : changed    ? Outcome::Changed
                       : i % 9 == 4 ? Outcome::Skipped
                                    : Outcome::Ok,
                       Dict{{u"cmd"_s, u"install -m 0644 /tmp/x /etc/y"_s},
                            {u"rc"_s, failed ? 1 : 0},
                            {u"stdout"_s, u"line one of the output\nline two of the output\nthe end"_s},
                            {u"stderr"_s, failed ? u"install: cannot create regular file"_s : QString()},
                            {u"msg"_s, failed ? u"non-zero return code"_s : QString()},
                            {u"path"_s, u"/etc/y"_s},
                            {u"mode"_s, u"0644"_s},
                            {u"owner"_s, u"root"_s},
                            {u"size"_s, 4711}});
        }
    }
    script.finish();
    return script;
}

/// A run that plays what a script says, `perTurn` events a turn of the event loop, and stops where it is told
/// to until release().
class ScriptedRun : public playbook::Run
{
public:
    explicit ScriptedRun(RunScript script, QObject *parent = nullptr)
        : Run(parent)
        , m_script(std::move(script))
    {
        setDeadline(std::chrono::minutes(10));
        connect(&m_timer, &QTimer::timeout, this, [this] { step(); });
    }
    void stopAfterTask() override { stopped = true; }
    /// Waits once this many events were told.
    void holdAt(qsizetype count) { m_hold = count; }
    void release()
    {
        m_hold = -1;
        m_timer.start(0);
    }
    void endWith(Error error) { finish(std::unexpected(std::move(error))); }

    qsizetype perTurn = 40;
    bool stopped = false;

protected:
    void begin() override { m_timer.start(0); }
    void abort() override { m_timer.stop(); }

private:
    void step()
    {
        qsizetype count = std::min(perTurn, m_script.events.size() - m_at);
        if (m_hold >= 0)
            count = std::min(count, m_hold - m_at);
        const QList<RunEvent> part = m_script.events.mid(m_at, count);
        m_at += count;
        if (!part.isEmpty())
            emit happened(part);
        if (m_at == m_script.events.size()) {
            m_timer.stop();
            finish(m_script.recap());
        } else if (m_at == m_hold) {
            m_timer.stop();
        }
    }

    RunScript m_script;
    QTimer m_timer;
    qsizetype m_at = 0;
    qsizetype m_hold = -1;
};

} // namespace skybro::runtest

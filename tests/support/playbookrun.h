#pragma once

#include "models/playbook/inventory/sources.h"
#include "models/playbook/run/runner.h"

#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>

namespace skybro::playbook::tests {

/// A playbook in a folder of its own, and what came of running it.
class PlaybookRun
{
public:
    explicit PlaybookRun(LinkFactory &links)
        : m_links(links)
    {
        options.vault = std::make_shared<Vault>();
        options.playbook = m_folder.filePath(QStringLiteral("play.yml"));
    }

    void write(const QString &path, const QByteArray &text)
    {
        const QString target = m_folder.filePath(path);
        QDir().mkpath(QFileInfo(target).path());
        QFile file(target);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("can not write %s", qPrintable(target));
        file.write(text);
    }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    /// Hosts by their names; else the file "hosts" is read.
    void setHosts(const QStringList &hosts)
    {
        options.inventory = Inventory();
        for (const QString &host : hosts)
            options.inventory.addHost(host);
        options.inventory.reconcile();
    }
    void readHosts()
    {
        const QString file = m_folder.filePath(QStringLiteral("hosts"));
        options.inventory = readInventory(file, *options.vault).value_or(Inventory());
        options.inventorySources = {file};
    }

    /// Until its end; `during` is called with the runner when it has started.
    void run(const std::function<void(Runner &)> &during = {})
    {
        Runner runner(options, m_links);
        runner.keep();
        if (deadline.count() > 0)
            runner.setDeadline(deadline);
        QObject::connect(&runner, &Run::happened, &runner, [this](const QList<RunEvent> &batch) {
            ++batches;
            events += batch;
            if (onEvents)
                onEvents(batch);
        });
        QEventLoop loop;
        QObject::connect(&runner, &Job::finished, &loop, &QEventLoop::quit);
        runner.start();
        if (during)
            during(runner);
        QTimer::singleShot(std::chrono::minutes(4), &loop, &QEventLoop::quit);
        if (!runner.isFinished())
            loop.exec();
        if (!runner.isFinished())
            qFatal("the run came to no end");
        error = runner.error();
        recap = error ? Recap() : *runner.result();
    }

    [[nodiscard]] QList<RunEvent> of(RunEvent::Kind kind) const
    {
        QList<RunEvent> found;
        for (const RunEvent &event : events) {
            if (event.kind == kind)
                found.append(event);
        }
        return found;
    }
    /// Messages of debug tasks and of failures, "host: text", in their order.
    [[nodiscard]] QStringList messages() const
    {
        QStringList all;
        for (const RunEvent &event : of(RunEvent::Kind::HostFinished)) {
            const Value &msg = event.result[QStringLiteral("msg")];
            if (!msg.isNull() && !msg.toText().isEmpty())
                all.append(event.host + QStringLiteral(": ") + msg.toText());
        }
        return all;
    }

    RunOptions options;
    std::chrono::milliseconds deadline{0};
    std::function<void(const QList<RunEvent> &)> onEvents;
    QList<RunEvent> events;
    int batches = 0;
    Recap recap;
    std::optional<Error> error;

private:
    QTemporaryDir m_folder;
    LinkFactory &m_links;
};

} // namespace skybro::playbook::tests

// Figures of models/ssh on this machine's loopback, beside OpenSSH's own shared connection in the same run:
//   one command on a standing connection     against `ssh -S` through a master
//   one line and its answer in a standing shell
//   memory and time for 64 and 200 hosts connected at once
// Needs openssh-server and openssh-client. Prints one line for each figure.

#include "models/ssh/prompter.h"
#include "models/ssh/service.h"
#include "tests/support/sshserver.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSignalSpy>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace skybro;
using namespace skybro::test;
using namespace Qt::StringLiterals;

namespace {

ssh::HostSettings settingsFor(const SshServer &server, const QString &address)
{
    ssh::HostSettings settings;
    settings.host = address;
    settings.port = server.port;
    settings.user = SshServer::user();
    settings.identityFiles = {server.userKey};
    settings.userKnownHosts = {server.file("known_hosts")};
    settings.unknownHost = ssh::UnknownHost::Accept;
    return settings;
}

/// Milliseconds.
double median(std::vector<double> values)
{
    std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
    return values[values.size() / 2];
}

double milliseconds(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// Resident memory that is this process's own, in MiB.
double privateMemory()
{
    QFile file(u"/proc/self/smaps_rollup"_s);
    double kilobytes = 0;
    if (file.open(QIODevice::ReadOnly)) {
        for (const QByteArray &line : file.readAll().split('\n')) {
            if (line.startsWith("Private_"))
                kilobytes += line.simplified().split(' ').value(1).toDouble();
        }
    }
    return kilobytes / 1024;
}

bool wait(Job &job)
{
    QSignalSpy spy(&job, &Job::finished);
    job.keep();
    job.start();
    return (!spy.isEmpty() || spy.wait(120'000)) && !job.error();
}

double commandTime(ssh::Service &service, const ssh::HostSettings &host, int times)
{
    std::vector<double> took;
    for (int i = 0; i < times; ++i) {
        QElapsedTimer timer;
        timer.start();
        const std::unique_ptr<ssh::ExecJob> job(service.exec(host, u"true"_s));
        if (!wait(*job))
            std::fprintf(stderr, "a command failed: %s\n", qPrintable(job->error()->text));
        took.push_back(milliseconds(timer));
    }
    return median(took);
}

double shellTime(ssh::Service &service, const ssh::HostSettings &host, int times)
{
    const std::unique_ptr<ssh::Stream> shell(service.open(host, u"exec /bin/sh"_s));
    QSignalSpy received(shell.get(), &ssh::Stream::outputReceived);
    std::vector<double> took;
    for (int i = 0; i < times; ++i) {
        QElapsedTimer timer;
        timer.start();
        shell->write("echo\n");
        if (!received.wait(60'000))
            std::fprintf(stderr, "the shell does not answer\n");
        took.push_back(milliseconds(timer));
    }
    return median(took);
}

double opensshTime(const SshServer &server, int times)
{
    const QStringList common{u"-F"_s,
                             u"none"_s,
                             u"-S"_s,
                             server.file("control"),
                             u"-i"_s,
                             server.userKey,
                             u"-p"_s,
                             QString::number(server.port),
                             u"-o"_s,
                             u"StrictHostKeyChecking=accept-new"_s,
                             u"-o"_s,
                             u"UserKnownHostsFile="_s + server.file("known_hosts"),
                             server.listen.front()};
    QProcess::execute(u"ssh"_s, QStringList({u"-M"_s, u"-N"_s, u"-f"_s}) + common);
    std::vector<double> took;
    for (int i = 0; i < times; ++i) {
        QElapsedTimer timer;
        timer.start();
        QProcess::execute(u"ssh"_s, common + QStringList(u"true"_s));
        took.push_back(milliseconds(timer));
    }
    QProcess::execute(u"ssh"_s, QStringList({u"-q"_s, u"-O"_s, u"exit"_s}) + common);
    return median(took);
}

void manyHosts(int count)
{
    std::vector<std::unique_ptr<SshServer>> servers;
    std::vector<ssh::HostSettings> hosts;
    for (int i = 0; static_cast<int>(hosts.size()) < count; ++i) {
        SshServer::Options options;
        options.listen.clear();
        for (int k = 1; k <= 16 && static_cast<int>(hosts.size()) + k <= count; ++k)
            options.listen << u"127.0.%1.%2"_s.arg(20 + i).arg(k);
        servers.push_back(SshServer::start(options));
        if (!servers.back())
            return;
        for (const QString &address : options.listen)
            hosts.push_back(settingsFor(*servers.back(), address));
    }
    ssh::RefusingPrompter prompter;
    ssh::Service service(prompter);
    const double before = privateMemory();
    QElapsedTimer timer;
    timer.start();
    std::vector<std::unique_ptr<ssh::ConnectJob>> jobs;
    int ended = 0;
    for (const ssh::HostSettings &host : hosts) {
        jobs.emplace_back(service.connectTo(host));
        jobs.back()->keep();
        QObject::connect(jobs.back().get(), &Job::finished, jobs.back().get(), [&ended] { ++ended; });
        jobs.back()->start();
    }
    while (ended < count && timer.elapsed() < 120'000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
    int good = 0;
    for (const auto &job : jobs)
        good += job->isFinished() && !job->error() ? 1 : 0;
    std::printf("%d hosts at once: %d connected in %.2f s, %.1f MiB more, %.0f KiB each\n", count, good,
                milliseconds(timer) / 1000, privateMemory() - before,
                (privateMemory() - before) * 1024 / count);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (!SshServer::isInstalled()) {
        std::puts("sshd is absent: install openssh-server");
        return 1;
    }
    {
        const std::unique_ptr<SshServer> server = SshServer::start();
        if (!server)
            return 1;
        ssh::RefusingPrompter prompter;
        ssh::Service service(prompter);
        const ssh::HostSettings host = settingsFor(*server, server->listen.front());
        commandTime(service, host, 5);
        const double ours = commandTime(service, host, 200);
        const double theirs = opensshTime(*server, 100);
        std::printf("a command on a standing connection: %.2f ms; ssh -S: %.2f ms; ratio %.2f\n", ours,
                    theirs, ours / theirs);
        std::printf("a line and its answer in a standing shell: %.3f ms\n", shellTime(service, host, 500));
    }
    manyHosts(64);
    manyHosts(200);
    return 0;
}

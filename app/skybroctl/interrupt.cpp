#include "app/skybroctl/interrupt.h"

#include "app/skybroctl/setup/terminalprompter.h"

#include <QSocketNotifier>

#include <sys/socket.h>
#include <unistd.h>

#include <csignal>

namespace skybro::ctl {

namespace {

int writeEnd = -1;
volatile std::sig_atomic_t left = 1; // to be taken

void restoreDefaults()
{
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        std::signal(number, SIG_DFL);
}

void onSignal(int number)
{
    const char byte = 1;
    if (::write(writeEnd, &byte, 1) != 1)
        ::_exit(128 + number);
    left = left - 1;
    if (left > 0)
        return;
    restoreTerminal(); // whoever is killed with echo off leaves it off
    restoreDefaults();
}

} // namespace

Interrupt::Interrupt(int taken, QObject *parent)
    : QObject(parent)
{
    left = taken;
    int ends[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0)
        return; // then the signals do what they always do
    writeEnd = ends[0];
    auto *notifier = new QSocketNotifier(ends[1], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, end = ends[1]] {
        char byte = 0;
        while (::read(end, &byte, 1) == 1)
            emit received();
    });
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        std::signal(number, onSignal);
}

} // namespace skybro::ctl

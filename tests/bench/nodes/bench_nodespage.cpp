// How long the GUI thread is held by one event while nodes come to the page, and what it was at:
//
//     QT_QPA_PLATFORM=offscreen build/release/tests/bench_nodespage [NODES]
//
// Wanted: 16 ms at most, a frame at 60 Hz. CPU time, so that a busy machine does not count.

#include "tests/ui/uifixture.h"
#include "ui/common/actions.h"
#include "ui/nodes/nodespage.h"

#include <QMainWindow>
#include <QMetaEnum>
#include <QTableView>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace skybro;
using namespace skybro::uitest;

namespace {

double cpuMsecs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

class Watch : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_depth > 0)
            return QApplication::notify(receiver, event);
        const QByteArray what = QByteArray(QMetaEnum::fromType<QEvent::Type>().valueToKey(event->type())) +
                                " to " + receiver->metaObject()->className() + ' ' +
                                receiver->objectName().toUtf8();
        const double since = cpuMsecs();
        ++m_depth;
        const bool handled = QApplication::notify(receiver, event);
        --m_depth;
        note(what, cpuMsecs() - since);
        return handled;
    }
    void note(const QByteArray &what, double msecs) { m_held.append({msecs, what}); }
    void report(const char *phase)
    {
        std::ranges::sort(m_held, std::greater());
        double all = 0;
        for (const auto &[msecs, what] : m_held)
            all += msecs;
        std::printf("%s: longest hold %.1f ms, all %.1f ms\n", phase,
                    m_held.isEmpty() ? 0 : m_held.first().first, all);
        for (const auto &[msecs, what] : m_held.first(std::min<qsizetype>(5, m_held.size())))
            std::printf("    %6.1f ms  %s\n", msecs, what.constData());
        m_held.clear();
    }

private:
    int m_depth = 0;
    QList<std::pair<double, QByteArray>> m_held;
};

/// The event loop until the window has shown all, and has come to rest.
void settle()
{
    for (int i = 0; i < 100; ++i)
        QTest::qWait(10);
}

} // namespace

int main(int argc, char **argv)
{
    Watch app(argc, argv);
    const int count = argc > 1 ? QByteArray(argv[1]).toInt() : 5000;
    const QTemporaryDir folder;
    Settings settings(folder.filePath(u"skybro.conf"_s));
    const std::unique_ptr<Journal> journal = *Journal::open(folder.filePath(u"journal.sqlite"_s));
    ui::Theme theme;
    fleet::Fleet fleet;
    QMainWindow window;
    ui::Actions actions;
    window.setCentralWidget(new ui::NodesPage(
        &fleet, journal.get(), u"bench"_s,
        [](fleet::PowerAction, const QStringList &) { return Result<QString>(QString()); }, &actions,
        &settings));
    window.resize(1280, 800);
    window.show();
    settle();
    app.report("The window opens");

    QList<fleet::Node> nodes;
    for (int i = 1; i <= count; ++i)
        nodes.append(node(i, i % 2 ? fleet::PowerState::Running : fleet::PowerState::Deallocated));
    const auto arrive = [&](const char *phase) {
        const double since = cpuMsecs();
        fleet.setNodes(nodes);
        fleet.setFreshness(fresh());
        app.note("the fleet's own turn", cpuMsecs() - since);
        const auto *table = window.findChild<QTableView *>(u"nodes.table"_s);
        while (table->model()->rowCount() != fleet.nodes().size())
            QTest::qWait(10);
        settle();
        app.report(phase);
    };
    arrive("Nodes come for the first time");
    for (fleet::Node &node : nodes)
        node.powerState = node.powerState == fleet::PowerState::Running ? fleet::PowerState::Deallocated
                                                                        : fleet::PowerState::Running;
    arrive("All of them change");
    nodes.remove(0, count / 2);
    arrive("Half of them go");
    return 0;
}

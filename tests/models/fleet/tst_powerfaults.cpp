// Seeded random fault schedules: whatever the network, Azure's throttle and its stock do, every node ends in
// the state asked for or with a named failure, nothing is done to a node not asked for, nothing asked is
// forgotten.

#include "tests/models/fleet/simcluster.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace skybro;
using namespace skybro::fleet;
using namespace Qt::StringLiterals;

namespace {

constexpr int schedules = 300;
constexpr int atOnce = 20;
constexpr int limitSeconds = 110;

/// One cluster, one action on some nodes, faults by seed.
class Trial
{
public:
    Trial(Journal *journal, quint32 seed)
        : m_journal(journal)
        , m_site(u"trial%1"_s.arg(seed))
        , m_random(seed)
        , m_sim(journal, m_site, 12, settings(seed))
    {
        const int kind = static_cast<int>(m_random.bounded(4));
        m_action = static_cast<PowerAction>(kind);
        if (m_random.bounded(3) == 0)
            m_sim.azure.world().failures.push_back(
                {.name = u"cloud%1"_s.arg(m_random.bounded(1, 13), 3, 10, QChar(u'0')),
                 .verb = QString(),
                 .error = {.status = 409, .code = u"AllocationFailed"_s, .message = u"No capacity."_s},
                 .times = -1});
        if (!m_sim.azure.world().failures.empty())
            m_sim.azure.world().failures.back().verb = u"start"_s;
        m_sim.azure.observer = [this](const sim::Request &request, const sim::Response &) {
            if (request.method == "POST" && request.path.contains(u"virtualmachines", Qt::CaseInsensitive))
                m_touched.insert(nodeKey(request.path.section(u'/', 0, -2)));
        };
        m_sim.transport->setFaults(faults());
        m_sim.cluster->start();
    }

    /// Goes on; true when it is over.
    bool step()
    {
        if (m_asked.isEmpty()) {
            if (m_sim.cluster->fleet()->nodes().isEmpty())
                return false;
            ask();
        }
        return m_sim.cluster->power()->running() == 0;
    }

    /// What is wrong with the end; empty when nothing is.
    QString verdict()
    {
        QHash<QString, Operation> byNode;
        for (const Operation &operation : m_journal->recent(100'000)) {
            if (operation.site == m_site)
                byNode.insert(nodeKey(operation.target), operation);
        }
        for (const QString &id : std::as_const(m_asked)) {
            const QString key = nodeKey(id);
            const QString name = id.section(u'/', -1);
            if (!byNode.contains(key))
                return u"%1 was forgotten"_s.arg(name);
            const Operation operation = byNode.take(key);
            if (!isFinished(operation.state))
                return u"%1 never ended"_s.arg(name);
            if (operation.state == OperationState::Succeeded) {
                if (const PowerState state = m_sim.settledState(id); state != wantedState(m_action))
                    return u"%1 is said to be done and is %2"_s.arg(name, toWord(state));
            } else if (!operation.error || operation.error->text.isEmpty()) {
                return u"%1 ended as %2 with no reason"_s.arg(name, toWord(operation.state));
            }
            m_succeeded += operation.state == OperationState::Succeeded ? 1 : 0;
            m_touched.remove(key);
        }
        if (!byNode.isEmpty())
            return u"%1 operations nobody asked for"_s.arg(byNode.size());
        if (!m_touched.isEmpty())
            return u"touched without being asked: %1"_s.arg(*m_touched.cbegin());
        for (const auto &[id, state] : m_before.asKeyValueRange()) {
            if (!m_asked.contains(id) && m_sim.settledState(id) != state)
                return u"%1 changed without being asked"_s.arg(id.section(u'/', -1));
        }
        return {};
    }

    [[nodiscard]] int succeeded() const { return m_succeeded; }
    [[nodiscard]] qsizetype asked() const { return m_asked.size(); }
    /// How it stands, for when it does not end.
    [[nodiscard]] QString state() const
    {
        QStringList lines{u"%1: %2 of %3 nodes"_s.arg(m_site, toWord(m_action))
                              .arg(m_asked.size())
                              .arg(m_sim.cluster->fleet()->nodes().size())};
        for (const Operation &operation : m_journal->unfinished(m_site))
            lines += u"  %1 %2 %3"_s.arg(operation.targetName, toWord(operation.state), operation.step);
        if (const auto problem = m_sim.cluster->fleet()->freshness().problem)
            lines += problem->text;
        return lines.join(u'\n');
    }
    [[nodiscard]] QString site() const { return m_site; }

private:
    static sim::Settings settings(quint32 seed)
    {
        sim::Settings settings;
        settings.seed = seed;
        settings.operationTime = std::chrono::milliseconds(2000);
        settings.listLag = std::chrono::milliseconds(seed % 3 * 300);
        settings.statusGaps = 8;
        return settings;
    }

    FaultRates faults()
    {
        const auto some = [this] { return static_cast<int>(m_random.bounded(8)); };
        return {.refused = some(),
                .resetBefore = some(),
                .resetAfter = some(),
                .serverError = some(),
                .throttled = some(),
                .hang = static_cast<int>(m_random.bounded(3)),
                .garbage = some(),
                .unauthorized = static_cast<int>(m_random.bounded(3))};
    }

    void ask()
    {
        QStringList ids;
        for (const Node &node : m_sim.cluster->fleet()->nodes()) {
            m_before.insert(node.id, m_sim.state(node.id));
            if (m_random.bounded(3) != 0)
                ids += node.id;
        }
        const PowerPlan plan = m_sim.cluster->power()->plan(m_action, ids);
        for (const Node &node : plan.toDo)
            m_asked += node.id;
        if (m_asked.isEmpty()) // no node of this state: start one of the stopped ones then
            m_action = m_action == PowerAction::Start ? PowerAction::Deallocate : PowerAction::Start;
        else if (!m_sim.cluster->power()->apply(plan))
            qFatal("the journal failed");
    }

    Journal *m_journal;
    QString m_site;
    QRandomGenerator m_random;
    PowerAction m_action = PowerAction::Start;
    SimCluster m_sim;
    QStringList m_asked;
    QHash<QString, PowerState> m_before;
    QSet<QString> m_touched;
    int m_succeeded = 0;
};

} // namespace

class TestPowerFaults : public QObject
{
    Q_OBJECT

private slots:
    void everyNodeEndsAsAskedOrIsNamed()
    {
        const QTemporaryDir folder;
        const auto journal = std::move(*Journal::open(folder.filePath(u"journal.sqlite"_s)));
        std::vector<std::unique_ptr<Trial>> trials;
        QStringList wrong;
        quint32 seed = 0;
        int succeeded = 0;
        qsizetype asked = 0;
        QElapsedTimer time;
        time.start();
        const auto step = [&] {
            while (seed < schedules && trials.size() < atOnce)
                trials.push_back(std::make_unique<Trial>(journal.get(), ++seed));
            std::erase_if(trials, [&](const std::unique_ptr<Trial> &trial) {
                if (!trial->step())
                    return false;
                if (const QString verdict = trial->verdict(); !verdict.isEmpty())
                    wrong += trial->site() + u": "_s + verdict;
                succeeded += trial->succeeded();
                asked += trial->asked();
                return true;
            });
            return seed >= schedules && trials.empty();
        };
        if (!runUntil(step, std::chrono::seconds(limitSeconds)))
            QFAIL(qPrintable(trials.front()->state()));
        qInfo("%d schedules, %lld actions, %d done, %lld failed by name, %lld s", schedules,
              static_cast<long long>(asked), succeeded, static_cast<long long>(asked - succeeded),
              static_cast<long long>(time.elapsed() / 1000));
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
        QVERIFY(succeeded > asked / 2); // or the faults prove nothing
    }
};

QTEST_GUILESS_MAIN(TestPowerFaults)
#include "tst_powerfaults.moc"

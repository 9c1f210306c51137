#include "models/playbook/run/targets.h"

#include <QTest>

using namespace skybro;
using namespace skybro::playbook;
using namespace Qt::StringLiterals;

class TestTargets : public QObject
{
    Q_OBJECT

private:
    Inventory m_inventory;
    QString m_limit;
    Dict m_extraVars;

    /// A playbook of plays with these `hosts`.
    static Playbook playbook(const QList<Value> &plays)
    {
        Playbook made;
        for (const Value &hosts : plays) {
            auto play = std::make_shared<Play>();
            play->hosts = {hosts, {u"/p/site.yml"_s, 3, 10}};
            made.plays.push_back(play);
        }
        return made;
    }
    [[nodiscard]] QStringList targets(const QList<Value> &plays, QStringList *unmatched = nullptr) const
    {
        const Playbook made = playbook(plays);
        const Result<Targets> found = targetsOf(&made, m_inventory, m_limit, m_extraVars);
        if (found && unmatched)
            *unmatched = found->unmatched;
        return found ? found->hosts : QStringList{u"ERROR "_s + found.error().text};
    }

private slots:
    void init()
    {
        m_inventory = {};
        m_limit.clear();
        m_extraVars = {};
        for (const QString &name : {u"web1"_s, u"web2"_s})
            m_inventory.addHost(name, u"web"_s);
        m_inventory.addHost(u"db1"_s, u"db"_s);
        m_inventory.reconcile();
    }

    void eachHostOnceInTheOrderOfThePlays()
    {
        QCOMPARE(targets({u"db"_s, u"all"_s}), (QStringList{u"db1"_s, u"web1"_s, u"web2"_s}));
        QCOMPARE(targets({Value(QStringList{u"db1"_s, u"web2"_s})}), (QStringList{u"db1"_s, u"web2"_s}));
        QCOMPARE(targets({}), QStringList());
    }

    void limitIsHonoured()
    {
        m_limit = u"web[1-2]:!web2"_s;
        QCOMPARE(targets({u"all"_s}), QStringList{u"web1"_s});
        m_limit = u"nobody"_s;
        QStringList unmatched;
        QCOMPARE(targets({u"all"_s, u"lost"_s}, &unmatched), QStringList());
        QCOMPARE(unmatched, (QStringList{u"nobody"_s, u"lost"_s}));
    }

    void templatesSeeExtraVariables()
    {
        m_extraVars.insert(u"where"_s, u"web"_s);
        QCOMPARE(targets({u"{{ where }}"_s}), (QStringList{u"web1"_s, u"web2"_s}));
        const QStringList failed = targets({u"{{ nowhere }}"_s});
        QVERIFY2(failed.value(0).startsWith(u"ERROR /p/site.yml:3:10: "), qPrintable(failed.value(0)));
        QVERIFY(failed.value(0).contains(u"'nowhere' is undefined"));
    }

    void limitAloneWithoutPlaybook()
    {
        m_limit = u"db:lost"_s;
        const Result<Targets> found = targetsOf(nullptr, m_inventory, m_limit, {});
        QVERIFY(found);
        QCOMPARE(found->hosts, QStringList{u"db1"_s});
        QCOMPARE(found->unmatched, QStringList{u"lost"_s});
        m_limit.clear();
        QCOMPARE(targetsOf(nullptr, m_inventory, {}, {})->hosts.size(), 3);
    }

    void localhostNeedsNoInventory()
    {
        QCOMPARE(targets({u"localhost"_s}), QStringList{u"localhost"_s});
        m_inventory = {};
        QCOMPARE(targets({u"localhost"_s}), QStringList{u"localhost"_s});
        QCOMPARE(targets({u"all"_s}), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestTargets)
#include "tst_targets.moc"

#include "models/playbook/run/targets.h"

#include <QTest>

using namespace skybro;
using namespace skybro::playbook;
using namespace Qt::StringLiterals;

class TestTargets : public QObject
{
    Q_OBJECT

private:
    RunOptions m_options;

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
        const auto hosts = targetHosts(playbook(plays), m_options, unmatched);
        return hosts ? *hosts : QStringList{u"ERROR "_s + hosts.error().text};
    }

private slots:
    void init()
    {
        m_options = {};
        for (const QString &name : {u"web1"_s, u"web2"_s})
            m_options.inventory.addHost(name, u"web"_s);
        m_options.inventory.addHost(u"db1"_s, u"db"_s);
        m_options.inventory.reconcile();
    }

    void eachHostOnceInTheOrderOfThePlays()
    {
        QCOMPARE(targets({u"db"_s, u"all"_s}), (QStringList{u"db1"_s, u"web1"_s, u"web2"_s}));
        QCOMPARE(targets({Value(QStringList{u"db1"_s, u"web2"_s})}), (QStringList{u"db1"_s, u"web2"_s}));
        QCOMPARE(targets({}), QStringList());
    }

    void limitIsHonoured()
    {
        m_options.limit = u"web[1-2]:!web2"_s;
        QCOMPARE(targets({u"all"_s}), QStringList{u"web1"_s});
        m_options.limit = u"nobody"_s;
        QStringList unmatched;
        QCOMPARE(targets({u"all"_s, u"lost"_s}, &unmatched), QStringList());
        QCOMPARE(unmatched, (QStringList{u"nobody"_s, u"lost"_s}));
    }

    void templatesSeeExtraVariables()
    {
        m_options.extraVars.insert(u"where"_s, u"web"_s);
        QCOMPARE(targets({u"{{ where }}"_s}), (QStringList{u"web1"_s, u"web2"_s}));
        const QStringList failed = targets({u"{{ nowhere }}"_s});
        QVERIFY2(failed.value(0).startsWith(u"ERROR /p/site.yml:3:10: "), qPrintable(failed.value(0)));
        QVERIFY(failed.value(0).contains(u"'nowhere' is undefined"));
    }

    void localhostNeedsNoInventory()
    {
        QCOMPARE(targets({u"localhost"_s}), QStringList{u"localhost"_s});
        m_options.inventory = {};
        QCOMPARE(targets({u"localhost"_s}), QStringList{u"localhost"_s});
        QCOMPARE(targets({u"all"_s}), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestTargets)
#include "tst_targets.moc"

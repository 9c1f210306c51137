#include "models/playbook/run/recaptext.h"

#include <QTest>

using namespace skybro::playbook;
using namespace Qt::StringLiterals;

class RecapTextTest : public QObject
{
    Q_OBJECT

private slots:
    void isAnsiblesOwn()
    {
        // As ansible-playbook 2.14 printed them.
        Recap recap;
        recap[u"localhost"_s] = {.ok = 3, .changed = 2, .ignored = 1};
        recap[u"averyveryverylonghostname1234567890"_s] = {.ok = 3, .changed = 3, .ignored = 1};
        recap[u"untouched"_s] = {};
        QCOMPARE(recapLines(recap),
                 (QStringList{
                     u"averyveryverylonghostname1234567890 : ok=3    changed=3    unreachable=0    failed=0  "
                     "  skipped=0    rescued=0    ignored=1   "_s,
                     u"localhost                  : ok=3    changed=2    unreachable=0    failed=0    "
                     "skipped=0    rescued=0    ignored=1   "_s}));
    }
};

QTEST_GUILESS_MAIN(RecapTextTest)
#include "tst_recaptext.moc"

#include "models/base/secret.h"

#include <QTest>

#include <fmt/format.h>

#include <type_traits>

using namespace skybro;

static_assert(!std::is_copy_constructible_v<Secret>);
static_assert(!fmt::is_formattable<Secret>::value, "a secret must not reach a log line");

class TestSecret : public QObject
{
    Q_OBJECT

private slots:
    void takesTheBytesOver()
    {
        QByteArray bytes("hunter2");
        const Secret secret(std::move(bytes));
        QCOMPARE(secret.reveal(), QByteArray("hunter2"));
        QVERIFY(bytes.isEmpty());
    }

    void wipesItsBuffer()
    {
        Secret secret(QByteArray("hunter2"));
        const Secret other = secret.copy();
        QVERIFY(other.reveal().constData() != secret.reveal().constData());
        secret.wipe();
        QVERIFY(secret.isEmpty());
        QCOMPARE(other.reveal(), QByteArray("hunter2"));
    }

    void doesNotWipeSomebodyElsesCopy()
    {
        const QByteArray mine("hunter2");
        {
            QByteArray shared = mine;
            Secret secret(std::move(shared));
            secret.wipe();
        }
        QCOMPARE(mine, QByteArray("hunter2"));
    }

    void movingLeavesNothingBehind()
    {
        Secret secret(QByteArray("hunter2"));
        const Secret other = std::move(secret);
        QVERIFY(secret.isEmpty()); // NOLINT(bugprone-use-after-move): that is the claim
        QCOMPARE(other.reveal(), QByteArray("hunter2"));
    }
};

QTEST_GUILESS_MAIN(TestSecret)
#include "tst_secret.moc"

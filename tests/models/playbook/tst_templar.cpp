#include "models/playbook/template/templar.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace skybro;
using namespace skybro::playbook;
using namespace Qt::StringLiterals;

namespace {

const QString folder = QStringLiteral(TEMPLATES_DIR);

QByteArray readAll(const QString &name)
{
    QFile file(folder + u'/' + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

class Variables : public Scope
{
public:
    std::optional<Value> variable(const QString &name) const override
    {
        ++looked;
        const Value *value = all.find(name);
        return value ? std::optional(*value) : std::nullopt;
    }
    QStringList searchPath(const QString & /*kind*/) const override { return paths; }
    QStringList variableNames() const override { return all.keys(); }
    QStringList hostNames() const override
    {
        QStringList names;
        for (const auto &[name, scope] : hosts)
            names.append(name);
        return names;
    }
    const Scope *host(const QString &name) const override
    {
        const auto it = hosts.find(name);
        return it == hosts.end() ? nullptr : it->second;
    }

    Dict all;
    QStringList paths;
    std::map<QString, const Scope *> hosts;
    mutable int looked = 0;
};

struct Case
{
    char kind = 'x';
    QString text;
    Value expected; ///< {"value"} or {"error"}
};

QList<Case> readCases()
{
    QList<Case> cases;
    const List answers = Value::fromJson(readAll(u"expected.json"_s))->list();
    for (const QString &line : QString::fromUtf8(readAll(u"cases.txt"_s)).split(u'\n')) {
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        Case one{.kind = line[0].toLatin1(), .text = line.mid(2).replace(u'␤', u'\n'), .expected = {}};
        one.expected = answers.value(cases.size());
        cases.append(one);
    }
    return cases;
}

Result<Value> answer(Templar &templar, const Case &one, const Scope &scope)
{
    if (one.kind == 'x')
        return templar.expand(one.text, scope);
    if (one.kind == 'f') {
        const auto rendered = templar.render(one.text, {}, scope);
        return rendered ? Result<Value>(*rendered) : std::unexpected(rendered.error());
    }
    QString text = one.text;
    if (text.startsWith(u'"') && text.endsWith(u'"') && text.count(u'"') == 2)
        text = text.mid(1).chopped(1);
    const auto value = templar.evaluate(text, scope);
    return value ? Result<Value>(value->isTrue()) : value;
}

} // namespace

class TestTemplar : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cases_data();
    void cases();
    void oracle();

private:
    Variables m_scope;
    Templar m_templar;
};

void TestTemplar::initTestCase()
{
    qputenv("SKYBRO_ORACLE", "seen");
    m_scope.all = Value::fromJson(readAll(u"variables.json"_s))->dict();
    QVERIFY(!m_scope.all.isEmpty());
    QVERIFY(readCases().size() > 300);
}

void TestTemplar::cases_data()
{
    QTest::addColumn<int>("index");
    const auto all = readCases();
    for (int i = 0; i < all.size(); ++i)
        QTest::newRow(qPrintable(QString::number(i) + u' ' + QString(all[i].text).replace(u'\n', u' '))) << i;
}

/// What the real Ansible 2.14 made of it, recorded by templates/oracle.py.
void TestTemplar::cases()
{
    QFETCH(int, index);
    const Case one = readCases()[index];
    const Result<Value> ours = answer(m_templar, one, m_scope);
    if (const Value *error = one.expected.dict().find(u"error"_s)) {
        QVERIFY2(!ours, qPrintable(u"expected the error: "_s + error->toText() + u"\ngot: "_s +
                                   (ours ? ours->toText() : QString())));
        // "…'x' is undefined. 'x' is undefined": the last of it is what Ansible shows.
        const QString last = error->toText().section(u". "_s, -1);
        if (last.contains(u"is undefined"_s) || last.contains(u"has no attribute"_s))
            QVERIFY2(ours.error().text.contains(last),
                     qPrintable(ours.error().text + u"\nexpected: "_s + last));
        return;
    }
    QVERIFY2(ours, qPrintable(ours ? QString() : ours.error().text));
    const Value &expected = one.expected[u"value"_s];
    QCOMPARE(QString::fromUtf8(ours->toJson()), QString::fromUtf8(expected.toJson()));
}

/// That the recorded answers still are Ansible's.
void TestTemplar::oracle()
{
    QProcess python;
    python.start(u"/usr/bin/python3"_s, {folder + u"/oracle.py"_s});
    if (!python.waitForStarted() || !python.waitForFinished(120'000) || python.exitCode() != 0)
        QSKIP("Ansible is absent: install ansible-core");
    const auto answers = Value::fromJson(python.readAllStandardOutput());
    QVERIFY(answers);
    const List recorded = Value::fromJson(readAll(u"expected.json"_s))->list();
    QCOMPARE(answers->list().size(), recorded.size());
    for (qsizetype i = 0; i < recorded.size(); ++i) {
        if (recorded[i].dict().contains(u"value"_s))
            QCOMPARE(QString::fromUtf8(answers->list()[i].toJson()), QString::fromUtf8(recorded[i].toJson()));
        else
            QVERIFY(answers->list()[i].dict().contains(u"error"_s));
    }
}

QTEST_GUILESS_MAIN(TestTemplar)
#include "tst_templar.moc"

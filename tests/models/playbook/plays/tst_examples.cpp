// The playbooks that Skybro brings along are read without a complaint: whatever they use, it supports.

#include "models/playbook/plays/loader.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro;
using namespace skybro::playbook;

class TestExamples : public QObject
{
    Q_OBJECT

private slots:
    void areWithoutFindings_data()
    {
        QTest::addColumn<QString>("path");
        const QFileInfoList books =
            QDir(QStringLiteral(EXAMPLES_DIR)).entryInfoList({u"*.yml"_s}, QDir::Files);
        QVERIFY(books.size() >= 4);
        for (const QFileInfo &book : books)
            QTest::newRow(qPrintable(book.fileName())) << book.filePath();
    }
    void areWithoutFindings()
    {
        QFETCH(QString, path);
        Loader loader({.vault = std::make_shared<Vault>(), .extraVars = {}, .rolesPath = {}});
        QStringList complaints;
        for (const Finding &finding : loader.lint(path))
            complaints.append(finding.mark.toText() + u": "_s + finding.text);
        QCOMPARE(complaints, QStringList());
    }
};

QTEST_GUILESS_MAIN(TestExamples)
#include "tst_examples.moc"

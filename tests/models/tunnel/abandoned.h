#pragma once

#include "models/base/journal.h"
#include "models/tunnel/config/applyconfigjob.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

namespace skybro::test {

using namespace Qt::StringLiterals;

/// A journal in a folder that goes with it.
class TornJournal
{
public:
    TornJournal()
        : m_path(m_folder.filePath(u"journal.sqlite"_s))
        , m_journal(*Journal::open(m_path))
    {
    }
    [[nodiscard]] Journal *get() const { return m_journal.get(); }
    [[nodiscard]] Operation find(const QString &id) const
    {
        return m_journal->find(id).value_or(Operation());
    }

    /// A change of the tunnel, or its taking back under another id, that is under way. `isGone`: its process
    /// is not there any more.
    void add(const QString &change, bool isGone = true, const QString &id = {})
    {
        Operation operation;
        operation.id = id.isEmpty() ? change : id;
        operation.batch = change;
        operation.site = u"nifl"_s;
        operation.kind = tunnel::applyOperation;
        operation.targetName = u"azure"_s;
        operation.step = u"switching"_s;
        operation.state = OperationState::Running;
        if (!m_journal->add({operation}))
            qFatal("nothing can be journaled");
        if (!isGone)
            return;
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"direct"_s);
            database.setDatabaseName(m_path);
            database.open();
            QSqlQuery query(database);
            if (!query.exec(u"UPDATE operations SET owner='gone' WHERE id='%1'"_s.arg(operation.id)))
                qFatal("the journal can not be changed");
        }
        QSqlDatabase::removeDatabase(u"direct"_s);
    }

private:
    QTemporaryDir m_folder;
    QString m_path;
    std::unique_ptr<Journal> m_journal;
};

} // namespace skybro::test

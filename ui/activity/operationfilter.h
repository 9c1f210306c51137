#pragma once

#include <QSortFilterProxyModel>

namespace skybro::ui {

/// The operations the reader wants to see: by state and by words.
class OperationFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    enum Which
    {
        All,
        Open,   ///< queued or running
        Failed, ///< failed, or with an unknown end
        Done
    };

    using QSortFilterProxyModel::QSortFilterProxyModel;

    void set(Which which, const QString &words);

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;

private:
    Which m_which = All;
    QStringList m_words;
};

} // namespace skybro::ui

#pragma once

#include "models/base/log.h"

#include <QAbstractListModel>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace skybro::ui {

/// The last lines of the log, as the feed hands them over.
class LogModel : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int capacity = 5000;

    explicit LogModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    void add(const log::Line &line);

    QList<log::Line> m_lines;
};

/// The log in the console: level, filter, copy.
class LogPane : public QWidget
{
    Q_OBJECT

public:
    explicit LogPane(QWidget *parent = nullptr);

    void setLevel(log::Level level);

signals:
    void levelChosen(skybro::log::Level level);
    void closeWanted();

private:
    void copy() const;

    QSortFilterProxyModel *m_shown;
    QComboBox *m_level;
    QLineEdit *m_filter;
    QListView *m_list;
};

} // namespace skybro::ui

#pragma once

#include <QTableView>

namespace skybro {
class Settings;
}

namespace skybro::fleet {
class NodeFilterModel;
class NodeTableModel;
} // namespace skybro::fleet

namespace skybro::ui {

/// The table of nodes: columns to choose, kept in the settings; rows keep their place, selection and scroll
/// over refreshes.
class NodeTable : public QTableView
{
    Q_OBJECT

public:
    /// Both outlive it.
    NodeTable(fleet::NodeFilterModel *shown, Settings *settings, QWidget *parent = nullptr);

    /// Ids of the selected rows, from top to bottom.
    [[nodiscard]] QStringList selectedIds() const;
    /// The current row's id, or nothing.
    [[nodiscard]] QString currentId() const;
    /// Selects this node alone and scrolls to it.
    void selectNode(const QModelIndex &shownIndex);

signals:
    void selectionChangedByUser();
    void menuWanted(const QPoint &globalPosition);
    void activatedNode();

protected:
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showColumnMenu(const QPoint &position);
    void readLayout();
    void writeLayout();
    void fitColumns();

    Settings *m_settings;
};

} // namespace skybro::ui

#pragma once

#include <QFrame>
#include <QPointer>

#include <functional>

class QLineEdit;
class QListView;
class QStandardItemModel;

namespace skybro::ui {

/// Ctrl+K: type a few letters of anything (a node, a page, an action), Enter goes there or does it.
class CommandPalette : public QFrame
{
    Q_OBJECT

public:
    struct Entry
    {
        QString text;
        QString note; ///< what it is, or its shortcut
        QString icon;
        int score = 0; ///< best first
        std::function<void()> run;
    };
    /// Everything that matches what is typed.
    using Source = std::function<QList<Entry>(const QString &typed)>;

    /// Lies over `parent`, hidden until opened.
    CommandPalette(Source source, QWidget *parent);

    void open();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void search();
    void place();
    void runCurrent();
    void close();
    [[nodiscard]] bool steer(int key);

    Source m_source;
    QList<Entry> m_entries;
    QLineEdit *m_input;
    QListView *m_list;
    QStandardItemModel *m_model;
    QPointer<QWidget> m_before; ///< who had the keyboard
};

} // namespace skybro::ui

#pragma once

#include "models/base/pooljob.h"
#include "models/playbook/run/preview.h"

#include <QPointer>
#include <QWidget>

class QSplitter;
class QStackedLayout;
class QTreeWidget;

namespace skybro::ui {

class Banner;
class CodeView;
class EmptyState;

/// A file to read, and what lint found in the playbook, each finding a way to its line.
class PlaybookPanel : public QWidget
{
    Q_OBJECT

public:
    explicit PlaybookPanel(QWidget *parent = nullptr);

    [[nodiscard]] EmptyState *empty() { return m_empty; }
    /// Shows the file, and the line if it is not 0. Empty path: nothing.
    void showFile(const QString &path, int line = 0, int column = 0);
    /// Shows what the file holds now; the view stays where it is.
    void reread();
    [[nodiscard]] QString file() const { return m_path; }
    /// Of the playbook at `path`; findings may lie in other files.
    void showFindings(const QString &playbook, const QList<playbook::Finding> &findings);
    /// Offers the real Ansible above the text, or not.
    void offerAnsible(bool offered, const QString &why = {});
    void takeFocus();

signals:
    void ansibleWanted();
    /// The reader went to a place in another file than the one that is shown.
    void fileShown(const QString &path);

private:
    void read(std::optional<std::pair<int, int>> place);
    void tellMarks();

    QString m_path;
    QList<playbook::Finding> m_findings;
    QPointer<Job> m_reading;
    Banner *m_offer;
    QWidget *m_ansible;
    CodeView *m_view;
    QTreeWidget *m_list;
    QSplitter *m_splitter;
    EmptyState *m_empty;
    QStackedLayout *m_content;
};

} // namespace skybro::ui

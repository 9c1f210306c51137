#pragma once

#include "models/base/settings.h"
#include "models/topology/topologyfeed.h"
#include "ui/common/page.h"

class QLabel;
class QLineEdit;
class QStackedLayout;

namespace skybro::ui {

class AgeLabel;
class ElidedLabel;
class EmptyState;
class ErrorBanner;
class ProblemList;
class TopologyScene;
class TopologyTree;
class TopologyView;

/// How the cluster and Azure hang together: a picture, the same as a tree, and what is wrong with it.
class TopologyPage : public Page
{
    Q_OBJECT

public:
    /// All outlive the page.
    TopologyPage(topology::TopologyFeed *feed, Actions *actions, Settings *settings,
                 QWidget *parent = nullptr);

    /// A place's id.
    void open(const QString &target) override;
    void takeFocus() override;
    [[nodiscard]] QList<Finding> find(const QString &typed, int limit) const override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum Direction
    {
        Forwards,
        Backwards
    };

    void makeActions(Actions *actions);
    [[nodiscard]] QWidget *makeToolRow();
    [[nodiscard]] QWidget *makeFoot();
    void tell();
    void tellEmpty();
    void showTree(bool shown);
    void search(Direction direction);
    void endSearch();
    /// What the picture shows of a place: of a node its subnet.
    [[nodiscard]] QString inPicture(const QString &id) const;
    void followMark();
    void goTo(const QString &id);
    void follow(const QString &id);
    /// Begins with that file, or with the site's name.
    void askWhereTo(const QString &path = {});
    void write(const QString &path);
    /// Shows what is wrong now, or nothing.
    void tellWords(const topology::Topology &topology);
    void tellError();
    void forgetExport();

    topology::TopologyFeed *m_feed;
    Settings *m_settings;
    TopologyScene *m_scene;
    TopologyView *m_view;
    TopologyTree *m_tree;
    ProblemList *m_problems;
    EmptyState *m_empty;
    ErrorBanner *m_error;
    QLineEdit *m_search;
    ElidedLabel *m_foundWords; ///< what the search shows, and of how many
    QLabel *m_words;
    AgeLabel *m_age;
    QStackedLayout *m_content = nullptr;
    QList<QAction *> m_pictureActions; ///< of no use beside the tree
    QAction *m_treeAction = nullptr;
    QAction *m_export = nullptr;
    QAction *m_retry = nullptr;
    QAction *m_signIn = nullptr; ///< the shell's
    QString m_failedExport;      ///< so the error shown is none of Azure's
    QString m_found;             ///< what the search showed last
    QString m_wanted;            ///< to be shown as soon as there is a picture
};

} // namespace skybro::ui

#pragma once

#include "models/fleet/fleet.h"
#include "ui/common/lastoperations.h"

#include <QScrollArea>

class QFormLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace skybro::ui {

class AgeLabel;
class IconLabel;

/// All that is known of the selected node, or the sum over the selected ones.
class DetailPane : public QScrollArea
{
    Q_OBJECT

public:
    /// `last` may be null: then there is no timeline. Both outlive it.
    DetailPane(fleet::Fleet *fleet, LastOperations *last, QWidget *parent = nullptr);

    /// Shows these nodes; none shows how to get some.
    void showNodes(const QStringList &ids);
    void reload();

signals:
    void operationWanted(const QString &operationId);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showNothing();
    void showOne(const fleet::Node &node);
    void showSum(const QList<fleet::Node> &nodes);
    void setFact(const QString &label, const QString &value, const QString &toolTip = {});
    void clearFacts();
    void showTimeline(const fleet::Node *node);

    fleet::Fleet *m_fleet;
    LastOperations *m_last;
    QStringList m_ids;
    QString m_operationId;
    Error m_error;

    QLabel *m_title;
    IconLabel *m_stateIcon;
    QLabel *m_state;
    AgeLabel *m_age;
    QFormLayout *m_facts;
    QHash<QString, QLabel *> m_values; ///< by label, so that an update changes texts only
    QStringList m_labels;              ///< in the order they stand
    QStringList m_wanted;              ///< of the node that is being shown
    QLabel *m_timelineTitle;
    QLabel *m_timeline;
    QLabel *m_errorText;
    QPushButton *m_copyError;
    QPushButton *m_showOperation;
};

} // namespace skybro::ui

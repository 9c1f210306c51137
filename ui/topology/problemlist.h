#pragma once

#include "models/topology/problem.h"

#include <QListWidget>

#include <functional>

namespace skybro::ui {

/// What is wrong with the networks, numbered as in the picture. As high as it needs, up to a third of the
/// window, where no line is cut; of more it scrolls.
class ProblemList : public QListWidget
{
    Q_OBJECT

public:
    explicit ProblemList(QWidget *parent = nullptr);

    void setProblems(const QList<topology::Problem> &problems);
    /// The first that is meant, unless the one that is marked is, too; none: it marks none. Tells nobody.
    void markFirst(const std::function<bool(const topology::Problem &)> &isMeant);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

signals:
    void placeWanted(const QString &id);

private:
    QList<topology::Problem> m_problems;
};

} // namespace skybro::ui

#pragma once

#include "ui/common/theme.h"

#include <QAbstractButton>
#include <QWidget>

class QVBoxLayout;

namespace skybro::ui {

class Page;

/// One entry of the navigation: icon, name, number.
class NavButton : public QAbstractButton
{
    Q_OBJECT

public:
    NavButton(const QString &id, const QString &title, const QString &iconName, QWidget *parent = nullptr);

    [[nodiscard]] QString id() const { return m_id; }
    void setBadge(const QString &badge, Tone tone);
    /// Icon only, the name in the tooltip.
    void setNarrow(bool narrow);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void drawBadge(QPainter &painter, const QRect &area) const;

    QString m_id;
    QString m_iconName;
    QString m_badge;
    Tone m_badgeTone = Tone::Quiet;
    bool m_narrow = false;
};

/// The pages there are, at the left of the window; those set apart stand at its foot.
class NavBar : public QWidget
{
    Q_OBJECT

public:
    explicit NavBar(QWidget *parent = nullptr);

    void setPages(const QList<Page *> &pages, const QList<Page *> &footPages);
    void setCurrent(const QString &id);
    void setNarrow(bool narrow);

signals:
    void chosen(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void add(Page *page);

    QVBoxLayout *m_column;
    QList<NavButton *> m_buttons;
    bool m_narrow = false;
};

} // namespace skybro::ui

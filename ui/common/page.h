#pragma once

#include "ui/common/actions.h"
#include "ui/common/theme.h"

#include <QWidget>

namespace skybro::ui {

/// Something the command palette can find on a page: a node, an operation.
struct Finding
{
    QString text; ///< what is looked for and shown
    QString note; ///< shown beside it, quieter
    QString icon;
    Tone tone = Tone::Plain;
    QString target; ///< given to Page::open()
};

/// One page of the console. The shell shows it, its navigation entry, its help and its findings; it knows no
/// other page but by name.
class Page : public QWidget
{
    Q_OBJECT

public:
    /// `id` names it on the command line, in links and in resources/help: "nodes".
    Page(const QString &id, const QString &title, const QString &iconName, QWidget *parent = nullptr);

    [[nodiscard]] QString id() const { return m_id; }
    [[nodiscard]] QString title() const { return m_title; }
    [[nodiscard]] QString iconName() const { return m_iconName; }
    /// The number beside its name in the navigation, or nothing.
    [[nodiscard]] QString badge() const { return m_badge; }
    [[nodiscard]] Tone badgeTone() const { return m_badgeTone; }

    /// Shows one thing of the page: what a link or a finding named. An unknown target is passed over.
    virtual void open(const QString &target);
    /// Where the keyboard should be when the page is opened.
    virtual void takeFocus();
    /// At most `limit` things whose text matches what is typed, best first.
    [[nodiscard]] virtual QList<Finding> find(const QString &typed, int limit) const;
    /// True when the page shows its first data, or says that there is none or why.
    [[nodiscard]] bool isReady() const { return m_ready; }

signals:
    void badgeChanged();
    void ready();
    /// "Show that": another page's id and what on it, perhaps nothing.
    void linkActivated(const QString &page, const QString &target);

protected:
    void setBadge(const QString &text, Tone tone = Tone::Quiet);
    void setReady();

private:
    QString m_id;
    QString m_title;
    QString m_iconName;
    QString m_badge;
    Tone m_badgeTone = Tone::Quiet;
    bool m_ready = false;
};

} // namespace skybro::ui

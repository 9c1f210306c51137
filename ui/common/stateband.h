#pragma once

#include "ui/common/looks.h"
#include "ui/common/timespan.h"

#include <QList>
#include <QWidget>

namespace skybro::ui {

/// A stretch of time in one state.
struct BandPiece
{
    double from = 0; ///< seconds since 1970 (UTC)
    double to = 0;
    Look look;
    Qt::BrushStyle fill = Qt::SolidPattern; ///< tells states apart without colours
    QString words;                          ///< for the tooltip, besides state and times

    bool operator==(const BandPiece &) const = default;
};

struct BandRow
{
    QString name;
    QList<BandPiece> pieces; ///< oldest first; what is between them is not known
};

/// States over time, a row for each thing that has one, under the charts and with their time axis: the same
/// margins, the same zoom. Arrows move from piece to piece, up and down from row to row. Thread: GUI.
class StateBand : public QWidget
{
    Q_OBJECT

public:
    StateBand(const QString &objectName, const QString &title, QWidget *parent = nullptr);

    void setRows(const QList<BandRow> &rows);
    void setVisibleSpan(TimeSpan span);
    [[nodiscard]] TimeSpan visibleSpan() const { return m_visible; }

    /// State, times and words of the piece there; empty: nothing is known of then.
    [[nodiscard]] QString textAt(int row, double time) const;
    /// Where a row is drawn, and the x of a moment.
    [[nodiscard]] QRect rowRect(int row) const;
    [[nodiscard]] double xOf(double time) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] double timeOf(double x) const;
    [[nodiscard]] int rowAt(int y) const;
    [[nodiscard]] const BandPiece *pieceAt(int row, double time) const;
    [[nodiscard]] QString textOf(int row, const BandPiece &piece) const;
    void paintPiece(QPainter &painter, const QRect &area, const BandPiece &piece) const;
    void paintRow(QPainter &painter, int row) const;
    void tellCurrent();

    QString m_title;
    QList<BandRow> m_rows;
    TimeSpan m_visible;
    int m_row = 0;        ///< of the keyboard
    double m_current = 0; ///< a moment within the keyboard's piece; 0: none yet
};

} // namespace skybro::ui

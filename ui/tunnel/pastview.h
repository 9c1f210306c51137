#pragma once

#include "models/base/clock.h"
#include "models/base/settings.h"
#include "ui/tunnel/historyread.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include <chrono>

class QAction;
class QButtonGroup;
class QLabel;
class QStackedLayout;
class QTableView;

namespace skybro::ui {

class HistoryTable;
class StateBand;

/// How the tunnel was: latency, loss, bytes each way and states over a stretch to choose, as charts or as a
/// table. Read from the file of samples in another thread, and again as time goes on, while it is to be seen.
class PastView : public QWidget
{
    Q_OBJECT

public:
    /// `table` (checkable) changes between charts and table. `storePath` empty: nothing is kept.
    PastView(const QString &storePath, const QString &tunnel, QAction *table, Settings *settings, Clock clock,
             QWidget *parent = nullptr);

    /// A new sample is in: reads anew when it is time.
    void note();
    /// Reads anew, now.
    void reload();
    /// The stretches there are to choose from.
    [[nodiscard]] static QList<std::chrono::seconds> ranges();
    void setRange(std::chrono::seconds range);

signals:
    /// What was read is shown, or why it could not be read.
    void shown();

protected:
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QWidget *makeTop(QAction *table);
    [[nodiscard]] QWidget *makeCharts();
    void take(const Result<TunnelHistory> &history);
    void zoom(TimeSpan span);
    [[nodiscard]] QString rangeText(std::chrono::seconds range) const;

    QString m_storePath;
    QString m_tunnel;
    Settings *m_settings;
    Clock m_clock;
    std::chrono::seconds m_range;
    QPointer<Job> m_reading;
    bool m_isStale = true;  ///< something was asked for while it read
    QElapsedTimer m_since;  ///< the last reading
    bool m_showsAll = true; ///< at the next reading, whatever stretch was seen before
    int m_readings = 0;     ///< since another stretch was chosen
    QButtonGroup *m_buttons;
    QLabel *m_problem;
    TimeChart *m_roundTrip;
    TimeChart *m_loss;
    TimeChart *m_bytes;
    StateBand *m_band;
    HistoryTable *m_table;
    QTableView *m_tableView;
    QStackedLayout *m_content = nullptr;
};

} // namespace skybro::ui

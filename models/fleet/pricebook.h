#pragma once

#include "models/azure/cloud.h"
#include "models/base/clock.h"
#include "models/fleet/pricetable.h"

#include <QMap>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace skybro::azure {
class Transport;
}

namespace skybro::fleet {

/// Fetches the retail prices of the sizes that are in use and keeps them for a day, on disk too. What has no
/// price, or could not be asked, stays unknown. GUI thread.
class PriceBook : public QObject
{
    Q_OBJECT

public:
    PriceBook(azure::Transport *transport, azure::Cloud cloud, const QString &currency,
              const QString &cacheFolder, Clock clock = systemClock(), QObject *parent = nullptr);

    [[nodiscard]] const PriceTable &table() const { return m_table; }
    /// Sees to it that the prices of these nodes are known before long.
    void want(const QList<Node> &nodes);

signals:
    void changed();

private:
    void askNext();
    void store();

    azure::Transport *m_transport;
    azure::Cloud m_cloud;
    QString m_path;
    Clock m_clock;
    PriceTable m_table;
    QMap<QString, QSet<QString>> m_wanted; ///< sizes by region
    QDateTime m_notBefore;                 ///< after a failure
    bool m_asking = false;
};

} // namespace skybro::fleet

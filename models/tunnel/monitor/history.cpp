#include "models/tunnel/monitor/history.h"

#include "models/base/basedirs.h"

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

// bytesIn, bytesOut came in the `counted` milliseconds before; counterIn, counterOut are what the gateway
// said.
const QString samples = QStringLiteral(
    "CREATE TABLE samples (tunnel INTEGER, level INTEGER, start INTEGER, n INTEGER, "
    "azureUp INTEGER, azureDown INTEGER, gatewayUp INTEGER, gatewayDown INTEGER, "
    "trafficUp INTEGER, trafficDown INTEGER, made INTEGER, answered INTEGER, "
    "rttN INTEGER, rttMin INTEGER, rttSum INTEGER, rttMax INTEGER, lossMin REAL, lossMax REAL, "
    "bytesIn INTEGER, bytesOut INTEGER, counted INTEGER, counterIn INTEGER, counterOut INTEGER, "
    "impaired INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (tunnel, level, start)) WITHOUT ROWID");
const QString events = QStringLiteral(
    "CREATE TABLE events (id INTEGER PRIMARY KEY, tunnel TEXT NOT NULL, kind TEXT, time INTEGER, "
    "since INTEGER, lasted INTEGER, breaks INTEGER, cause TEXT, fault TEXT NOT NULL DEFAULT '')");

} // namespace

Database::Schema historySchema()
{
    return {.version = 2,
            .statements = {u"CREATE TABLE tunnels (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)"_s,
                           samples, events, u"CREATE INDEX events_time ON events (tunnel, time)"_s},
            .upgrades = {{u"ALTER TABLE samples ADD COLUMN impaired INTEGER NOT NULL DEFAULT 0"_s,
                          u"ALTER TABLE events ADD COLUMN fault TEXT NOT NULL DEFAULT ''"_s}}};
}

QString historyPath()
{
    return stateHome() + u"/skybro/tunnel.sqlite"_s;
}

Result<void> leaveInLog(Database &database)
{
    return database.execute(QStringLiteral("PRAGMA wal_autocheckpoint=0"));
}

} // namespace skybro::tunnel

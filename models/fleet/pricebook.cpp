#include "models/fleet/pricebook.h"

#include "models/base/log.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <chrono>

namespace skybro::fleet {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr std::chrono::seconds keepFor = 24h;
constexpr std::chrono::seconds restAfterFailure = 10min;
} // namespace

PriceBook::PriceBook(azure::Transport *transport, azure::Cloud cloud, const QString &currency,
                     const QString &cacheFolder, Clock clock, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_cloud(std::move(cloud))
    , m_clock(std::move(clock))
    , m_table(currency)
{
    // One file for each source: a simulator's prices must never pass for Azure's.
    const QByteArray source =
        QCryptographicHash::hash(m_cloud.retailPrices.toEncoded(), QCryptographicHash::Sha256)
            .toHex()
            .first(12);
    m_path = u"%1/prices-%2-%3.json"_s.arg(cacheFolder, QString::fromLatin1(source), currency);
    QFile file(m_path);
    if (file.open(QFile::ReadOnly))
        m_table = PriceTable::fromJson(file.readAll(), currency).value_or(PriceTable(currency));
}

void PriceBook::want(const QList<Node> &nodes)
{
    const QDateTime now = m_clock();
    QSet<std::pair<QString, QString>> seen;
    for (const Node &node : nodes) {
        if (node.size.isEmpty() || node.location.isEmpty() || seen.contains({node.location, node.size}))
            continue;
        seen.insert({node.location, node.size});
        const QDateTime fetched = m_table.fetchedAt(node.location, node.size);
        const bool isFresh = fetched.isValid() && fetched <= now && fetched.secsTo(now) < keepFor.count();
        if (!isFresh)
            m_wanted[node.location].insert(node.size);
    }
    if (!m_asking && (!m_notBefore.isValid() || now >= m_notBefore))
        askNext();
}

void PriceBook::askNext()
{
    if (m_wanted.isEmpty())
        return;
    const QString region = m_wanted.firstKey();
    const QStringList sizes = m_wanted.take(region).values();
    m_asking = true;
    auto *job = new azure::RetailPricesJob(m_transport, m_cloud, region, sizes, m_table.currency(), this);
    job->then(this, [this, region, sizes](const Result<QList<azure::RetailPrice>> &prices) {
        m_asking = false;
        if (!prices) {
            log::warning("prices", "{}: {}", region, prices.error().text);
            m_notBefore = m_clock().addSecs(restAfterFailure.count());
            m_wanted.clear(); // asked for again with the next want()
            return;
        }
        m_table.set(region, sizes, *prices, m_clock());
        store();
        emit changed();
        askNext();
    });
    job->start();
}

void PriceBook::store()
{
    QDir().mkpath(QFileInfo(m_path).path());
    QSaveFile file(m_path);
    if (!file.open(QFile::WriteOnly) || file.write(m_table.toJson()) < 0 || !file.commit())
        log::warning("prices", "{} cannot be written: {}", m_path, file.errorString());
}

} // namespace skybro::fleet

#include "ui/tunnel/historytable.h"

#include "ui/common/timetext.h"
#include "ui/common/tunneltexts.h"

namespace skybro::ui {

using namespace Qt::StringLiterals;
using tunnel::SamplePoint;

namespace {

QString statesText(const SamplePoint::States &states, int impaired = 0)
{
    if (states.up > 0 && states.down > 0)
        return HistoryTable::tr("down %1 of %2").arg(states.down).arg(states.up + states.down);
    if (impaired > 0)
        return impaired < states.up ? HistoryTable::tr("impaired %1 of %2").arg(impaired).arg(states.up)
                                    : HistoryTable::tr("Impaired");
    if (states.up > 0)
        return signalLook(tunnel::SignalState::Up).word;
    return states.down > 0 ? signalLook(tunnel::SignalState::Down).word : u"–"_s;
}

QString rateOr(const std::optional<double> &rate)
{
    return rate ? rateText(*rate) : u"–"_s;
}

} // namespace

void HistoryTable::setPoints(const QList<SamplePoint> &points)
{
    beginResetModel();
    m_points = points;
    endResetModel();
}

int HistoryTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_points.size());
}

int HistoryTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant HistoryTable::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_points.size())
        return {};
    const SamplePoint &point = m_points.at(m_points.size() - 1 - index.row());
    const bool isNumber = index.column() >= RoundTrip && index.column() <= ToAzure;
    if (role == Qt::TextAlignmentRole)
        return int(isNumber ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(index.column())) {
    case Time:
        return exactTime(point.start);
    case RoundTrip:
        return point.roundTrip ? roundTripText(point.roundTrip->mean) : u"–"_s;
    case Longest:
        return point.roundTrip ? roundTripText(point.roundTrip->maximum) : u"–"_s;
    case Lost:
        return point.loss ? lossText(point.loss->mean) : u"–"_s;
    case FromAzure:
        return rateOr(point.rateIn());
    case ToAzure:
        return rateOr(point.rateOut());
    case Traffic:
        return statesText(point.traffic, point.impaired);
    case Gateway:
        return statesText(point.gateway);
    case Azure:
        return statesText(point.azure);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant HistoryTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(section >= RoundTrip && section <= ToAzure ? Qt::AlignRight | Qt::AlignVCenter
                                                              : Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Time:
        return tr("Time");
    case RoundTrip:
        return tr("Round trip");
    case Longest:
        return tr("Longest");
    case Lost:
        return tr("Lost");
    case FromAzure:
        return tr("From Azure");
    case ToAzure:
        return tr("To Azure");
    case Traffic:
        return tr("Traffic");
    case Gateway:
        return tr("Gateway");
    case Azure:
        return tr("Azure");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace skybro::ui

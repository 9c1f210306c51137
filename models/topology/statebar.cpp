#include "models/topology/statebar.h"

#include <algorithm>

namespace skybro::topology {

QList<StatePiece> statePieces(const NodeCounts &counts, const QRectF &bar, double least)
{
    using fleet::PowerState;
    constexpr double gap = 1;
    QList<StatePiece> pieces;
    for (const PowerState state :
         {PowerState::Running, PowerState::Starting, PowerState::Stopping, PowerState::Stopped,
          PowerState::Deallocating, PowerState::Deallocated, PowerState::Unknown}) {
        if (counts.count(state) > 0)
            pieces.append({state, {}});
    }
    if (pieces.isEmpty())
        return pieces;
    const double room = bar.width() - gap * static_cast<double>(pieces.size() - 1);
    const double floor = std::min(least, room / static_cast<double>(pieces.size()));
    // What the small ones get beyond their share the others give, each by its share: some of those may become
    // small by it.
    QList<bool> isSmall(pieces.size(), false);
    double left = room;
    int nodes = counts.total;
    for (bool found = true; found;) {
        found = false;
        for (qsizetype i = 0; i < pieces.size(); ++i) {
            const int count = counts.count(pieces[i].state);
            if (isSmall[i] || left * count / nodes >= floor)
                continue;
            isSmall[i] = found = true;
            left -= floor;
            nodes -= count;
        }
    }
    double x = bar.left();
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        const double width = isSmall[i] ? floor : left * counts.count(pieces[i].state) / nodes;
        pieces[i].rect = QRectF(x, bar.top(), width, bar.height());
        x += width + gap;
    }
    return pieces;
}

} // namespace skybro::topology

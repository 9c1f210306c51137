#include "ui/common/rowtable.h"

#include <QHeaderView>
#include <QTableView>

namespace skybro::ui {

void showAsRows(QTableView *table)
{
    table->setShowGrid(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
}

} // namespace skybro::ui

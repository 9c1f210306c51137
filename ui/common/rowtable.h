#pragma once

class QTableView;

namespace skybro::ui {

/// Makes a table one of rows to read: chosen whole, without a grid and numbers before them; Tab leads out of
/// it.
void showAsRows(QTableView *table);

} // namespace skybro::ui

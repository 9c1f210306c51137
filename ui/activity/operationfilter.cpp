#include "ui/activity/operationfilter.h"

#include "ui/activity/operationmodel.h"
#include "ui/common/looks.h"

#include <algorithm>

namespace skybro::ui {

void OperationFilter::set(Which which, const QString &words)
{
    m_which = which;
    m_words = words.split(u' ', Qt::SkipEmptyParts);
    invalidateRowsFilter();
}

bool OperationFilter::filterAcceptsRow(int sourceRow, const QModelIndex &) const
{
    const Operation &operation = static_cast<const OperationModel *>(sourceModel())->at(sourceRow);
    const OperationState state = operation.state;
    const bool failed = state == OperationState::Failed || state == OperationState::Unknown;
    if ((m_which == Open && isFinished(state)) || (m_which == Failed && !failed) ||
        (m_which == Done && state != OperationState::Succeeded))
        return false;
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) {
        return operation.targetName.contains(word, Qt::CaseInsensitive) ||
               operationKindText(operation.kind).contains(word, Qt::CaseInsensitive) ||
               (operation.error && operation.error->code.contains(word, Qt::CaseInsensitive));
    });
}

} // namespace skybro::ui

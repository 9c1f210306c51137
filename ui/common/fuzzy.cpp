#include "ui/common/fuzzy.h"

namespace skybro::ui {

int fuzzyScore(QStringView typed, QStringView text)
{
    if (typed.isEmpty())
        return 1;
    int score = 0;
    if (text.startsWith(typed, Qt::CaseInsensitive)) {
        score = 2000;
    } else if (const qsizetype whole = text.indexOf(typed, 0, Qt::CaseInsensitive); whole > 0) {
        score = text.at(whole - 1).isLetterOrNumber() ? 1000 : 1500;
    } else {
        qsizetype at = 0;
        bool joined = false;
        for (const QChar wanted : typed) {
            if (wanted.isSpace()) {
                joined = false;
                continue;
            }
            const qsizetype found = text.indexOf(wanted, at, Qt::CaseInsensitive);
            if (found < 0)
                return 0;
            const bool wordStart = found == 0 || !text.at(found - 1).isLetterOrNumber();
            score += joined && found == at ? 30 : wordStart ? 25 : 5;
            joined = true;
            at = found + 1;
        }
        // Letters strewn over a long text are chance, not a find.
        if (score < int(typed.size()) * 12)
            return 0;
    }
    return qMax(1, score - int(qMin<qsizetype>(text.size(), 100)));
}

} // namespace skybro::ui

#include "models/ssh/pattern.h"

#include <QStringList>

namespace skybro::ssh {

bool matchesPattern(QStringView pattern, QStringView text)
{
    // Linear: only the last star is ever tried again, so no pattern takes for ever.
    qsizetype p = 0;
    qsizetype t = 0;
    qsizetype star = -1;
    qsizetype retry = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == u'*') {
            star = p++;
            retry = t;
        } else if (p < pattern.size() && (pattern[p] == u'?' || pattern[p] == text[t])) {
            ++p;
            ++t;
        } else if (star >= 0) {
            p = star + 1;
            t = ++retry;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == u'*')
        ++p;
    return p == pattern.size();
}

bool matchesPatterns(const QStringList &patterns, const QString &text)
{
    bool matched = false;
    for (const QString &pattern : patterns) {
        if (pattern.startsWith(u'!')) {
            if (matchesPattern(QStringView(pattern).mid(1), text))
                return false;
        } else if (!matched) {
            matched = matchesPattern(pattern, text);
        }
    }
    return matched;
}

} // namespace skybro::ssh

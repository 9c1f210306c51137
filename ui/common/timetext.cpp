#include "ui/common/timetext.h"

#include <QCoreApplication>
#include <QLocale>

namespace skybro::ui {

using namespace Qt::StringLiterals;

namespace {

QString words(const char *text, int n = -1)
{
    return QCoreApplication::translate("skybro::ui::Time", text, nullptr, n);
}

} // namespace

QString relativeTime(const QDateTime &then, const QDateTime &now)
{
    if (!then.isValid())
        return words(QT_TRANSLATE_NOOP("skybro::ui::Time", "never"));
    const qint64 seconds = then.secsTo(now);
    if (seconds < 1)
        return words(QT_TRANSLATE_NOOP("skybro::ui::Time", "now"));
    if (seconds < 60)
        return words(QT_TRANSLATE_NOOP("skybro::ui::Time", "%1 s ago")).arg(seconds);
    if (seconds < 3600)
        return words(QT_TRANSLATE_NOOP("skybro::ui::Time", "%1 min ago")).arg(seconds / 60);
    if (seconds < 86400)
        return words(QT_TRANSLATE_NOOP("skybro::ui::Time", "%1 h ago")).arg(seconds / 3600);
    if (seconds < 2 * 86400)
        return words(QT_TRANSLATE_NOOP("skybro::ui::Time", "1 day ago"));
    return words(QT_TRANSLATE_NOOP("skybro::ui::Time", "%1 days ago")).arg(seconds / 86400);
}

QString exactTime(const QDateTime &moment)
{
    return moment.isValid() ? moment.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s) : QString();
}

QString clockText(std::chrono::milliseconds duration)
{
    const qint64 seconds = qMax<qint64>(0, duration.count() / 1000);
    const QString tail = u"%1:%2"_s.arg((seconds / 60) % 60, seconds < 3600 ? 1 : 2, 10, QChar(u'0'))
                             .arg(seconds % 60, 2, 10, QChar(u'0'));
    return seconds < 3600 ? tail : u"%1:%2"_s.arg(seconds / 3600).arg(tail);
}

QString durationText(std::chrono::milliseconds duration)
{
    const qint64 ms = qMax<qint64>(0, duration.count());
    if (ms < 10'000)
        return words(QT_TRANSLATE_NOOP("skybro::ui::Time", "%1 s"))
            .arg(QLocale().toString(double(ms) / 1000.0, 'f', 1));
    const qint64 seconds = ms / 1000;
    if (seconds < 60)
        return words(QT_TRANSLATE_NOOP("skybro::ui::Time", "%1 s")).arg(seconds);
    if (seconds < 3600)
        return words(QT_TRANSLATE_NOOP("skybro::ui::Time", "%1 min %2 s"))
            .arg(seconds / 60)
            .arg(seconds % 60, 2, 10, QChar(u'0'));
    return words(QT_TRANSLATE_NOOP("skybro::ui::Time", "%1 h %2 min"))
        .arg(seconds / 3600)
        .arg((seconds / 60) % 60, 2, 10, QChar(u'0'));
}

} // namespace skybro::ui

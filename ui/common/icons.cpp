#include "ui/common/icons.h"

#include "models/base/log.h"

#include <QApplication>
#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

// The resource lies in a static library: without this the linker leaves it out. Must be called from outside
// any namespace.
static void initIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace skybro::ui {

using namespace Qt::StringLiterals;

namespace {

const QByteArray &drawing(const QString &name)
{
    static QHash<QString, QByteArray> read;
    if (read.isEmpty())
        initIcons();
    auto found = read.find(name);
    if (found == read.end()) {
        QFile file(u":/skybro/icons/%1.svg"_s.arg(name));
        if (!file.open(QIODevice::ReadOnly))
            log::error("ui", "No icon is called {}", name);
        found = read.insert(name, file.isOpen() ? file.readAll() : QByteArray());
    }
    return *found;
}

class ToneIconEngine : public QIconEngine
{
public:
    ToneIconEngine(QString name, Tone tone)
        : m_name(std::move(name))
        , m_tone(tone)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatio() : 1.0;
        const int side = qMin(rect.width(), rect.height());
        QRect square(0, 0, side, side);
        square.moveCenter(rect.center());
        painter->drawPixmap(square, scaledPixmap(QSize(side, side) * ratio, mode, state, 1.0));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal) override
    {
        const QColor color = mode == QIcon::Disabled
                                 ? QApplication::palette().color(QPalette::Disabled, QPalette::Text)
                                 : toneColor(m_tone);
        const QString key = u"skybro/%1/%2/%3"_s.arg(m_name, color.name()).arg(size.width());
        QPixmap result;
        if (QPixmapCache::find(key, &result))
            return result;
        result = QPixmap(size);
        result.fill(Qt::transparent);
        QByteArray svg = drawing(m_name);
        svg.replace("currentColor", color.name().toLatin1());
        QSvgRenderer renderer(svg);
        QPainter painter(&result);
        renderer.render(&painter, QRectF(QPointF(), QSizeF(size)));
        painter.end();
        QPixmapCache::insert(key, result);
        return result;
    }
    [[nodiscard]] QIconEngine *clone() const override { return new ToneIconEngine(*this); }
    bool isNull() override { return drawing(m_name).isEmpty(); }
    QString key() const override { return u"skybro"_s; }

private:
    QString m_name;
    Tone m_tone;
};

} // namespace

QIcon icon(const QString &name, Tone tone)
{
    if (name.isEmpty())
        return {};
    return QIcon(new ToneIconEngine(name, tone));
}

QIcon programIcon()
{
    initIcons();
    return QIcon(u":/skybro/icons/skybro.svg"_s);
}

} // namespace skybro::ui

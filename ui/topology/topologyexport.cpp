#include "ui/topology/topologyexport.h"

#include "models/topology/topologysvg.h"
#include "ui/topology/placepainter.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QPalette>
#include <QPdfWriter>
#include <QSaveFile>

#include <algorithm>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using topology::Picture;

namespace {

constexpr double widest = 12'000; ///< px of an image
constexpr int dpi = 96;

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::ui", text);
}

void paint(QPainter &painter, const std::shared_ptr<const Picture> &picture)
{
    const PlacePainter places(picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(picture->layout.bounds, QGuiApplication::palette().color(QPalette::Window));
    for (const topology::LayoutEdge &edge : picture->layout.edges)
        places.paint(painter, edge);
    for (const topology::LayoutItem &item : picture->layout.items)
        places.paint(painter, item);
}

bool writePng(QIODevice &file, const std::shared_ptr<const Picture> &picture)
{
    const QSizeF size = picture->layout.bounds.size();
    const double scale = std::min(2.0, widest / std::max(size.width(), size.height()));
    QImage image((size * scale).toSize(), QImage::Format_RGB32);
    if (image.isNull())
        return false;
    QPainter painter(&image);
    painter.scale(scale, scale);
    paint(painter, picture);
    painter.end();
    return image.save(&file, "PNG");
}

bool writePdf(QIODevice &file, const std::shared_ptr<const Picture> &picture)
{
    QPdfWriter writer(&file);
    writer.setResolution(dpi);
    const QSizeF points = picture->layout.bounds.size() * 72.0 / dpi;
    writer.setPageSize(QPageSize(points, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    QPainter painter(&writer);
    if (!painter.isActive())
        return false;
    paint(painter, picture);
    return painter.end();
}

} // namespace

Result<void> exportPicture(const std::shared_ptr<const Picture> &picture, const QString &path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    if (!QStringList{u"svg"_s, u"png"_s, u"pdf"_s}.contains(ending))
        return fail(ErrorKind::Invalid, tr("%1: the name must end in .svg, .png or .pdf.").arg(path));
    QSaveFile file(path);
    bool written = file.open(QIODevice::WriteOnly);
    if (written && ending == u"svg"_s) {
        const QByteArray svg = topology::toSvg(picture->topology, picture->layout);
        written = file.write(svg) == svg.size();
    } else if (written) {
        written = ending == u"png"_s ? writePng(file, picture) : writePdf(file, picture);
    }
    if (!written || !file.commit())
        return fail(ErrorKind::Internal, tr("%1 can not be written: %2").arg(path, file.errorString()));
    return {};
}

} // namespace skybro::ui

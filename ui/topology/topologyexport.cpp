#include "ui/topology/topologyexport.h"

#include "models/base/wholefile.h"
#include "models/topology/topologysvg.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgRenderer>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>

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

struct Drawing
{
    QByteArray shapes; ///< the SVG file without its texts
    QSizeF size;       ///< px
    struct Text
    {
        QXmlStreamAttributes style;
        QString words;
    };
    QList<Text> texts;
};

Drawing readDrawing(const QByteArray &svg)
{
    Drawing drawing;
    QXmlStreamReader reader(svg);
    QXmlStreamWriter shapes(&drawing.shapes);
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement() && reader.name() == "text"_L1) {
            const QXmlStreamAttributes style = reader.attributes();
            drawing.texts.append({style, reader.readElementText()});
        } else {
            shapes.writeCurrentToken(reader);
        }
    }
    drawing.size = QSvgRenderer(drawing.shapes).defaultSize();
    return drawing;
}

/// Letters stay letters: QSvgRenderer would write their outlines, a PDF file forty times as large that nobody
/// can search.
void paint(QPainter &painter, const Drawing &drawing)
{
    QSvgRenderer(drawing.shapes).render(&painter, QRectF(QPointF(), drawing.size));
    for (const Drawing::Text &text : drawing.texts) {
        const auto number = [&text](QLatin1StringView name) { return text.style.value(name).toDouble(); };
        QFont font;
        font.setPixelSize(qRound(number("font-size"_L1)));
        font.setBold(text.style.hasAttribute("font-weight"_L1));
        const QStringView anchor = text.style.value("text-anchor"_L1);
        const double width = QFontMetricsF(font, painter.device()).horizontalAdvance(text.words);
        const double before = anchor == "end"_L1 ? width : anchor == "middle"_L1 ? width / 2 : 0;
        painter.setFont(font);
        painter.setPen(QColor(text.style.value("fill"_L1).toString()));
        painter.drawText(QPointF(number("x"_L1) - before, number("y"_L1)), text.words);
    }
}

/// Empty when there is no memory for it.
QByteArray toPng(const Drawing &drawing)
{
    const double scale = std::min(2.0, widest / std::max(drawing.size.width(), drawing.size.height()));
    QImage image((drawing.size * scale).toSize(), QImage::Format_RGB32);
    if (image.isNull())
        return {};
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(scale, scale);
    paint(painter, drawing);
    painter.end();
    QBuffer png;
    return image.save(&png, "PNG") ? png.data() : QByteArray();
}

QByteArray toPdf(const Drawing &drawing, const QString &title)
{
    QBuffer pdf;
    pdf.open(QIODevice::WriteOnly);
    QPdfWriter writer(&pdf);
    writer.setTitle(title);
    writer.setResolution(dpi);
    writer.setPageSize(QPageSize(drawing.size * 72.0 / dpi, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    QPainter painter(&writer);
    paint(painter, drawing);
    painter.end();
    return pdf.data();
}

} // namespace

QString exportName(const topology::Topology &topology)
{
    QString site =
        topology.sites.isEmpty() || !topology.sites.first().isOurs ? QString() : topology.sites.first().name;
    for (QChar &c : site) {
        // What some system or shell takes for something else in a file's name.
        if (!c.isLetterOrNumber() && !u"-_."_s.contains(c))
            c = u'-';
    }
    while (site.startsWith(u'.') || site.startsWith(u'-'))
        site.remove(0, 1); // neither hidden nor an option
    return site.isEmpty() ? u"topology.svg"_s : site + u"-topology.svg"_s;
}

Result<void> exportPicture(const std::shared_ptr<const Picture> &picture, const QString &path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    if (!QStringList{u"svg"_s, u"png"_s, u"pdf"_s}.contains(ending))
        return fail(ErrorKind::Invalid, tr("%1: the name must end in .svg, .png or .pdf.").arg(path));
    const QByteArray svg = topology::toSvg(picture->topology, picture->layout);
    const QByteArray bytes = ending == u"svg"_s ? svg
                             : ending == u"png"_s
                                 ? toPng(readDrawing(svg))
                                 : toPdf(readDrawing(svg), topology::titleOf(picture->topology));
    if (bytes.isEmpty())
        return fail(ErrorKind::Internal, tr("The picture is too large for a PNG file."));
    return writeWholeFile(path, bytes);
}

} // namespace skybro::ui

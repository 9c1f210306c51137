#include "models/topology/svgpainter.h"

#include <algorithm>
#include <cmath>

namespace skybro::topology {

using namespace Qt::StringLiterals;

namespace {

constexpr double cornerRadius = 7;

QString number(double value)
{
    return QString::number(std::round(value * 100) / 100, 'g', 8);
}

QString at(QPointF point)
{
    return number(point.x()) + u' ' + number(point.y());
}

/// The point that lies `distance` from `corner` on the way to `end`.
QPointF towards(QPointF corner, QPointF end, double distance)
{
    const QPointF way = end - corner;
    const double length = std::hypot(way.x(), way.y());
    return length == 0 ? corner : corner + way * (std::min(distance, length / 2) / length);
}

/// A text that XML can hold: Azure's names are harmless, but nothing promises it.
QString printable(QString text)
{
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control || c.isSurrogate() || c.unicode() >= 0xfffe)
            c = u' ';
    }
    return text;
}

} // namespace

void SvgPainter::attribute(QLatin1StringView name, double value)
{
    m_xml.writeAttribute(name, number(value));
}

void SvgPainter::begin(const QSizeF &size, const QString &title)
{
    m_xml.setAutoFormatting(true);
    m_xml.setAutoFormattingIndent(1);
    m_xml.writeStartDocument();
    m_xml.writeStartElement("svg"_L1);
    m_xml.writeDefaultNamespace("http://www.w3.org/2000/svg"_L1);
    m_xml.writeAttribute("viewBox"_L1, u"0 0 %1 %2"_s.arg(number(size.width()), number(size.height())));
    attribute("width"_L1, size.width());
    attribute("height"_L1, size.height());
    m_xml.writeAttribute("font-family"_L1, "Noto Sans, DejaVu Sans, Arial, sans-serif"_L1);
    m_xml.writeTextElement("title"_L1, printable(title));
    rect({QPointF(0, 0), size}, 0, "#ffffff"_L1, "none"_L1);
}

void SvgPainter::end()
{
    m_xml.writeEndDocument();
}

void SvgPainter::beginGroup(const QString &id, const QString &title)
{
    m_xml.writeStartElement("g"_L1);
    if (!id.isEmpty())
        m_xml.writeAttribute("id"_L1, printable(id));
    if (!title.isEmpty())
        m_xml.writeTextElement("title"_L1, printable(title));
}

void SvgPainter::rect(const QRectF &rect, double radius, QLatin1StringView fill, QLatin1StringView stroke,
                      double strokeWidth)
{
    m_xml.writeEmptyElement("rect"_L1);
    attribute("x"_L1, rect.x());
    attribute("y"_L1, rect.y());
    attribute("width"_L1, rect.width());
    attribute("height"_L1, rect.height());
    if (radius > 0)
        attribute("rx"_L1, radius);
    m_xml.writeAttribute("fill"_L1, fill);
    if (stroke != "none"_L1) {
        m_xml.writeAttribute("stroke"_L1, stroke);
        attribute("stroke-width"_L1, strokeWidth);
    }
}

void SvgPainter::line(const QList<QPointF> &points, QLatin1StringView stroke, double strokeWidth,
                      bool isDashed)
{
    if (points.size() < 2)
        return;
    QString path = u"M "_s + at(points.first());
    for (qsizetype i = 1; i + 1 < points.size(); ++i)
        path += u" L %1 Q %2 %3"_s.arg(at(towards(points[i], points[i - 1], cornerRadius)), at(points[i]),
                                       at(towards(points[i], points[i + 1], cornerRadius)));
    path += u" L "_s + at(points.last());
    m_xml.writeEmptyElement("path"_L1);
    m_xml.writeAttribute("d"_L1, path);
    m_xml.writeAttribute("fill"_L1, "none"_L1);
    m_xml.writeAttribute("stroke"_L1, stroke);
    attribute("stroke-width"_L1, strokeWidth);
    if (isDashed)
        m_xml.writeAttribute("stroke-dasharray"_L1, "7 5"_L1);
}

void SvgPainter::circle(QPointF center, double radius, QLatin1StringView fill)
{
    m_xml.writeEmptyElement("circle"_L1);
    attribute("cx"_L1, center.x());
    attribute("cy"_L1, center.y());
    attribute("r"_L1, radius);
    m_xml.writeAttribute("fill"_L1, fill);
}

void SvgPainter::text(QPointF at, const QString &text, const Text &style)
{
    if (text.isEmpty())
        return;
    m_xml.writeStartElement("text"_L1);
    attribute("x"_L1, at.x());
    attribute("y"_L1, at.y());
    attribute("font-size"_L1, style.size);
    if (style.bold)
        m_xml.writeAttribute("font-weight"_L1, "bold"_L1);
    if (style.anchor != "start"_L1)
        m_xml.writeAttribute("text-anchor"_L1, style.anchor);
    m_xml.writeAttribute("fill"_L1, style.color);
    m_xml.writeCharacters(
        printable(style.width > 0 ? elided(text, style.size, style.bold, style.width) : text));
    m_xml.writeEndElement();
}

double SvgPainter::widthOf(const QString &text, double size, bool bold)
{
    // Shares of the size that a letter of a common sans-serif takes, rather too much than too little.
    double width = 0;
    for (const QChar c : text) {
        if (c == u' ' || c == u'.' || c == u',' || c == u'i' || c == u'l' || c == u':' || c == u'/' ||
            c == u'j')
            width += 0.34;
        else if (c.isUpper() || c == u'm' || c == u'w')
            width += 0.76;
        else
            width += 0.6;
    }
    return width * size * (bold ? 1.08 : 1);
}

QString SvgPainter::elided(const QString &text, double size, bool bold, double width)
{
    if (widthOf(text, size, bold) <= width)
        return text;
    QString shorter = text;
    if (bold) { // a name: those of one site begin alike
        while (shorter.size() > 1 && widthOf(shorter, size, bold) > width) {
            const qsizetype middle = shorter.size() / 2;
            shorter = shorter.left(middle - 1) + u'…' + shorter.mid(middle + 1);
        }
        return shorter;
    }
    while (!shorter.isEmpty() && widthOf(shorter + u'…', size, bold) > width)
        shorter.chop(1);
    return shorter.trimmed() + u'…';
}

QStringList SvgPainter::wrapped(const QString &text, double size, double width)
{
    QStringList lines;
    QString line;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts)) {
        const QString longer = line.isEmpty() ? word : line + u' ' + word;
        if (!line.isEmpty() && widthOf(longer, size, false) > width) {
            lines.append(line);
            line = word;
        } else {
            line = longer;
        }
    }
    if (!line.isEmpty())
        lines.append(line);
    return lines;
}

} // namespace skybro::topology

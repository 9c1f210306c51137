#pragma once

#include <QLatin1StringView>
#include <QPointF>
#include <QRectF>
#include <QXmlStreamWriter>

namespace skybro::topology {

/// The few shapes a topology's SVG is made of, with their attributes written out at each: style sheets are
/// not understood by all that show SVG. Widths of text are estimated, as there are no fonts here.
class SvgPainter
{
public:
    struct Text
    {
        double size = 12; ///< px
        bool bold = false;
        QLatin1StringView color{"#1d2833"};
        QLatin1StringView anchor{"start"}; ///< or "middle", "end"
        double width = 0;                  ///< it is shortened to that; 0: as long as it is
    };

    explicit SvgPainter(QByteArray *out)
        : m_xml(out)
    {
    }

    void begin(const QSizeF &size, const QString &title);
    void end();
    /// A group that shows `title` when the pointer rests on it.
    void beginGroup(const QString &id, const QString &title);
    void endGroup() { m_xml.writeEndElement(); }

    void rect(const QRectF &rect, double radius, QLatin1StringView fill, QLatin1StringView stroke,
              double strokeWidth = 1);
    /// A line with rounded corners.
    void line(const QList<QPointF> &points, QLatin1StringView stroke, double strokeWidth, bool isDashed);
    void circle(QPointF center, double radius, QLatin1StringView fill);
    /// `at` is on its base line.
    void text(QPointF at, const QString &text, const Text &style);

    [[nodiscard]] static double widthOf(const QString &text, double size, bool bold);
    /// Shortened with "…" to that width.
    [[nodiscard]] static QString elided(const QString &text, double size, bool bold, double width);
    /// Broken between words.
    [[nodiscard]] static QStringList wrapped(const QString &text, double size, double width);

private:
    void attribute(QLatin1StringView name, double value);

    QXmlStreamWriter m_xml;
};

} // namespace skybro::topology

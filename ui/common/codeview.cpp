#include "ui/common/codeview.h"

#include <QFontDatabase>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

namespace skybro::ui {

/// The strip at the left with the numbers.
class LineNumbers : public QWidget
{
public:
    explicit LineNumbers(CodeView *view)
        : QWidget(view)
        , m_view(view)
    {
    }

protected:
    void paintEvent(QPaintEvent *event) override { m_view->paintNumbers(event); }

private:
    CodeView *m_view;
};

CodeView::CodeView(Numbers numbers, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_highlighter(new TextHighlighter(document()))
{
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(this->font().pointSizeF());
    setFont(font);
    document()->setDocumentMargin(8);
    if (numbers == Numbers::None)
        return;
    document()->setDocumentMargin(3);
    m_numbers = new LineNumbers(this);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeView::placeNumbers);
    connect(this, &QPlainTextEdit::updateRequest, m_numbers, [this](const QRect &area, int) {
        m_numbers->update(0, area.y(), m_numbers->width(), area.height());
    });
    placeNumbers();
}

void CodeView::setText(const QString &text, TextHighlighter::Syntax syntax)
{
    m_highlighter->setSyntax(syntax);
    if (text == toPlainText())
        return;
    const int at = verticalScrollBar()->value();
    const bool goesOn = !toPlainText().isEmpty() && text.startsWith(toPlainText());
    m_line = 0;
    setExtraSelections({});
    setPlainText(text);
    if (goesOn)
        verticalScrollBar()->setValue(at);
}

void CodeView::showPlace(int line, int column)
{
    m_line = line;
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    if (line > 0 && block.isValid()) {
        QTextCursor cursor(block);
        cursor.movePosition(QTextCursor::Right, QTextCursor::MoveAnchor,
                            std::clamp(column - 1, 0, std::max(0, block.length() - 1)));
        setTextCursor(cursor);
        centerCursor();
    }
    tellLine();
}

void CodeView::setMarks(const QHash<int, Tone> &marks)
{
    m_marks = marks;
    if (m_numbers)
        m_numbers->update();
}

void CodeView::tellLine()
{
    const QTextBlock block = document()->findBlockByNumber(m_line - 1);
    if (m_line <= 0 || !block.isValid()) {
        setExtraSelections({});
        return;
    }
    QTextEdit::ExtraSelection mark;
    mark.cursor = QTextCursor(block);
    mark.format.setBackground(toneWash(m_marks.value(m_line, Tone::Accent)));
    mark.format.setProperty(QTextFormat::FullWidthSelection, true);
    setExtraSelections({mark});
}

int CodeView::numbersWidth() const
{
    const int digits = std::max(3, static_cast<int>(QString::number(blockCount()).size()));
    return 24 + fontMetrics().horizontalAdvance(u'9') * digits;
}

void CodeView::placeNumbers()
{
    setViewportMargins(numbersWidth(), 0, 0, 0);
    const QRect area = contentsRect();
    m_numbers->setGeometry(area.x(), area.y(), numbersWidth(), area.height());
}

void CodeView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (m_numbers)
        placeNumbers();
}

void CodeView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    m_highlighter->rehighlight();
    tellLine();
}

void CodeView::paintNumbers(QPaintEvent *event)
{
    QPainter painter(m_numbers);
    painter.fillRect(event->rect(), palette().color(QPalette::Base));
    painter.setFont(font());
    const int right = m_numbers->width() - 12;
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRect area = blockBoundingGeometry(block).translated(contentOffset()).toAlignedRect();
        if (area.top() > event->rect().bottom())
            break;
        if (area.bottom() < event->rect().top())
            continue;
        const int line = block.blockNumber() + 1;
        const auto mark = m_marks.constFind(line);
        if (mark != m_marks.constEnd()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(toneColor(*mark));
            painter.setRenderHint(QPainter::Antialiasing);
            painter.drawEllipse(QPointF(7, area.top() + fontMetrics().height() / 2.0), 3, 3);
        }
        painter.setPen(toneColor(line == m_line ? Tone::Plain : Tone::Quiet));
        painter.drawText(QRect(0, area.top(), right, fontMetrics().height()),
                         Qt::AlignRight | Qt::AlignVCenter, QString::number(line));
    }
}

} // namespace skybro::ui

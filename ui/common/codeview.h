#pragma once

#include "ui/common/texthighlighter.h"

#include <QPlainTextEdit>

namespace skybro::ui {

/// A text to be read, not written: line numbers if wanted, colours by its syntax, in the theme of the moment.
/// The keyboard moves a cursor, so that it can be read and copied without a mouse.
class CodeView : public QPlainTextEdit
{
    Q_OBJECT

public:
    enum class Numbers
    {
        None,
        Lines
    };
    explicit CodeView(Numbers numbers, QWidget *parent = nullptr);

    /// The view stays where it was when the text is the same but for its end.
    void setText(const QString &text, TextHighlighter::Syntax syntax);
    /// Goes to a place and marks its line; counts from 1. Line 0 only takes the mark away.
    void showPlace(int line, int column);
    /// Lines with a mark at their number, by its tone.
    void setMarks(const QHash<int, Tone> &marks);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    friend class LineNumbers;
    void paintNumbers(QPaintEvent *event);
    [[nodiscard]] int numbersWidth() const;
    void placeNumbers();
    void tellLine();

    TextHighlighter *m_highlighter;
    QWidget *m_numbers = nullptr;
    QHash<int, Tone> m_marks;
    int m_line = 0;
};

} // namespace skybro::ui

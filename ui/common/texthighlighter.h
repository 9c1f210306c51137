#pragma once

#include "ui/common/theme.h"

#include <QSyntaxHighlighter>

namespace skybro::ui {

/// Colours a text line by line, in the tones of the palette of the moment.
class TextHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    enum class Syntax
    {
        Plain,
        Yaml, ///< with Jinja's braces
        Diff,
        Output, ///< what a task left: its section headings stand out
    };

    using QSyntaxHighlighter::QSyntaxHighlighter;

    void setSyntax(Syntax syntax);
    [[nodiscard]] Syntax syntax() const { return m_syntax; }

protected:
    void highlightBlock(const QString &text) override;

private:
    void yaml(const QString &text);
    void colour(qsizetype start, qsizetype length, Tone tone, bool bold = false);

    Syntax m_syntax = Syntax::Plain;
};

/// A heading of Syntax::Output.
[[nodiscard]] QString sectionHeading(const QString &title);

} // namespace skybro::ui

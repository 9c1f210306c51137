#pragma once

#include <QWidget>

class QTextBrowser;

namespace skybro::ui {

/// F1: the help of the page that is open, beside it. Texts: resources/help/PAGE.md.
class HelpPane : public QWidget
{
    Q_OBJECT

public:
    explicit HelpPane(QWidget *parent = nullptr);

    /// The page's help, or the general one when it has none.
    void showHelp(const QString &pageId);

signals:
    void closeWanted();

private:
    QTextBrowser *m_text;
};

} // namespace skybro::ui

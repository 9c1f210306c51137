#include "ui/shell/helppane.h"

#include "ui/common/icons.h"

#include <QDesktopServices>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QShortcut>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextTable>
#include <QToolButton>

static void initHelp()
{
    Q_INIT_RESOURCE(help);
}

namespace skybro::ui {

using namespace Qt::StringLiterals;

namespace {

// Qt's Markdown has huge headings and boxed tables: made fit for a narrow pane.
void soften(QTextDocument *document)
{
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        if (const int level = block.blockFormat().headingLevel(); level > 0) {
            cursor.select(QTextCursor::BlockUnderCursor);
            QTextCharFormat format;
            format.setProperty(QTextFormat::FontSizeAdjustment, level == 1 ? 1 : 0);
            format.setFontWeight(QFont::DemiBold);
            cursor.mergeCharFormat(format);
        }
        if (QTextTable *table = cursor.currentTable()) {
            QTextTableFormat format = table->format();
            format.setBorder(0);
            format.setCellPadding(3);
            format.setCellSpacing(0);
            table->setFormat(format);
        }
    }
}

} // namespace

HelpPane::HelpPane(QWidget *parent)
    : QWidget(parent)
    , m_text(new QTextBrowser)
{
    initHelp();
    setObjectName(u"help"_s);
    auto *title = new QLabel(tr("Help"));
    QFont font = title->font();
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    auto *closeButton = new QToolButton;
    closeButton->setObjectName(u"help.close"_s);
    closeButton->setAccessibleName(tr("Close the help"));
    closeButton->setToolTip(tr("Close the help"));
    closeButton->setIcon(icon(u"close"_s));
    closeButton->setAutoRaise(true);
    connect(closeButton, &QToolButton::clicked, this, &HelpPane::closeWanted);

    m_text->setObjectName(u"help.text"_s);
    m_text->setAccessibleName(tr("Help of this page"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->document()->setDocumentMargin(12);
    m_text->setOpenLinks(false);
    connect(m_text, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) {
        if (url.isRelative())
            showHelp(url.path().section(u'.', 0, 0));
        else
            QDesktopServices::openUrl(url);
    });

    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 8, 4);
    head->addWidget(title, 1);
    head->addWidget(closeButton);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_text, 1);
    setMinimumWidth(220);
    new QShortcut(Qt::Key_Escape, this, this, &HelpPane::closeWanted, Qt::WidgetWithChildrenShortcut);
}

void HelpPane::showHelp(const QString &pageId)
{
    QFile file(u":/skybro/help/%1.md"_s.arg(pageId));
    if (!file.exists())
        file.setFileName(u":/skybro/help/index.md"_s);
    if (!file.open(QIODevice::ReadOnly))
        return;
    m_text->setMarkdown(QString::fromUtf8(file.readAll()));
    soften(m_text->document());
}

} // namespace skybro::ui

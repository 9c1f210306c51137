#include "ui/setup/playbookpanel.h"

#include "ui/common/banner.h"
#include "ui/common/codeview.h"
#include "ui/common/emptystate.h"
#include "ui/common/icons.h"

#include <QDir>
#include <QFile>
#include <QHeaderView>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QTreeWidget>

namespace skybro::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostBytes = 400'000; // of a file that is shown; a playbook is a few pages
constexpr int MarkRole = Qt::UserRole + 1;

Tone toneOf(const playbook::Finding &finding)
{
    return finding.severity == playbook::Finding::Severity::Error ? Tone::Bad : Tone::Warning;
}

Result<QString> readText(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::NotFound,
                    PlaybookPanel::tr("%1 can not be read: %2.").arg(path, file.errorString()));
    QByteArray bytes = file.read(mostBytes + 1);
    const bool isCut = bytes.size() > mostBytes;
    if (bytes.left(8000).contains('\0'))
        return fail(ErrorKind::Invalid, PlaybookPanel::tr("%1 is no text.").arg(path));
    bytes.truncate(mostBytes);
    QString text = QString::fromUtf8(bytes);
    if (isCut)
        text += u"\n# … "_s + PlaybookPanel::tr("the rest of this large file is not shown");
    return text;
}

} // namespace

PlaybookPanel::PlaybookPanel(QWidget *parent)
    : QWidget(parent)
    , m_offer(new Banner(u"info"_s, Tone::Accent))
    , m_ansible(nullptr)
    , m_view(new CodeView(CodeView::Numbers::Lines))
    , m_list(new QTreeWidget)
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_empty(new EmptyState)
    , m_content(nullptr)
{
    m_offer->setObjectName(u"setup.offer"_s);
    QPushButton *ansible = m_offer->addButton(u"setup.ansible.button"_s, tr("Run with ansible-playbook"));
    m_ansible = ansible;
    m_view->setObjectName(u"setup.viewer"_s);
    m_view->setAccessibleName(tr("Text of the playbook"));
    m_list->setObjectName(u"setup.findings"_s);
    m_list->setAccessibleName(tr("What was found in the playbook"));
    m_list->setColumnCount(2);
    m_list->setHeaderLabels({tr("Found before anything runs"), tr("Where")});
    m_list->setRootIsDecorated(false);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformRowHeights(true);
    m_list->setIconSize({15, 15});
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->setMinimumHeight(90);
    m_empty->setObjectName(u"setup.playbook.empty"_s);

    m_splitter->addWidget(m_view);
    m_splitter->addWidget(m_list);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_list->hide();
    auto *whole = new QWidget;
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_offer);
    column->addWidget(m_splitter, 1);
    m_content = new QStackedLayout(this);
    m_content->addWidget(m_empty);
    m_content->addWidget(whole);

    connect(ansible, &QPushButton::clicked, this, &PlaybookPanel::ansibleWanted);
    const auto go = [this](const QTreeWidgetItem *item) {
        const int at = item ? item->data(0, MarkRole).toInt() : -1;
        if (at >= 0 && at < m_findings.size()) {
            const playbook::Mark mark = m_findings.at(at).mark;
            showFile(mark.file, mark.line, mark.column);
            emit fileShown(mark.file);
        }
    };
    connect(m_list, &QTreeWidget::itemClicked, this, go);
    connect(m_list, &QTreeWidget::itemActivated, this, go);
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this, go](const QTreeWidgetItem *item) {
        if (m_list->hasFocus())
            go(item);
    });
}

void PlaybookPanel::showFile(const QString &path, int line, int column)
{
    if (path == m_path && !m_reading) {
        m_view->showPlace(line, column);
        return;
    }
    m_path = path;
    delete m_reading;
    if (path.isEmpty()) {
        m_content->setCurrentIndex(0);
        return;
    }
    read(std::pair(line, column));
}

void PlaybookPanel::reread()
{
    delete m_reading;
    if (!m_path.isEmpty())
        read(std::nullopt);
}

void PlaybookPanel::read(std::optional<std::pair<int, int>> place)
{
    auto *job = new PoolJob<QString>([path = m_path] { return readText(path); }, this);
    m_reading = job;
    job->then(this, [this, place](const Result<QString> &text) {
        m_reading.clear();
        m_content->setCurrentIndex(1);
        const bool isYaml = !m_path.endsWith(".sh"_L1);
        m_view->setText(text ? *text : text.error().text,
                        text && isYaml ? TextHighlighter::Syntax::Yaml : TextHighlighter::Syntax::Plain);
        tellMarks();
        if (place)
            m_view->showPlace(place->first, place->second);
    });
    job->start();
}

void PlaybookPanel::tellMarks()
{
    QHash<int, Tone> marks;
    for (const playbook::Finding &finding : std::as_const(m_findings)) {
        if (finding.mark.file == m_path && marks.value(finding.mark.line) != Tone::Bad)
            marks.insert(finding.mark.line, toneOf(finding));
    }
    m_view->setMarks(marks);
}

void PlaybookPanel::showFindings(const QString &playbook, const QList<playbook::Finding> &findings)
{
    m_findings = findings;
    m_list->clear();
    const QDir folder = QFileInfo(playbook).dir();
    int at = 0;
    for (const playbook::Finding &finding : findings) {
        const QString place = u"%1:%2:%3"_s.arg(folder.relativeFilePath(finding.mark.file))
                                  .arg(finding.mark.line)
                                  .arg(finding.mark.column);
        auto *item = new QTreeWidgetItem(m_list, {finding.text, place});
        const bool isError = finding.severity == playbook::Finding::Severity::Error;
        item->setIcon(0, icon(isError ? u"error"_s : u"warning"_s, toneOf(finding)));
        item->setToolTip(0, finding.line.isEmpty() ? finding.text
                                                   : u"%1\n\n%2"_s.arg(finding.text, finding.line));
        item->setToolTip(1, finding.mark.toText());
        item->setData(0, Qt::AccessibleTextRole,
                      u"%1: %2"_s.arg(isError ? tr("Error") : tr("Warning"), finding.text));
        item->setData(0, MarkRole, at++);
    }
    m_list->setVisible(!findings.isEmpty());
    tellMarks();
}

void PlaybookPanel::offerAnsible(bool offered, const QString &why)
{
    m_ansible->setVisible(offered);
    m_offer->setText(why);
    m_offer->setVisible(!why.isEmpty());
}

void PlaybookPanel::takeFocus()
{
    m_view->setFocus(Qt::OtherFocusReason);
}

} // namespace skybro::ui

#include "ui/setup/optionspane.h"

#include "models/playbook/yaml.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSpinBox>
#include <QTableWidget>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using playbook::Dict;

namespace {

constexpr int usualForks = 50;

QLineEdit *field(const QString &name, const QString &says, const QString &placeholder)
{
    auto *edit = new QLineEdit;
    edit->setObjectName(name);
    edit->setAccessibleName(says);
    edit->setPlaceholderText(placeholder);
    return edit;
}

QStringList wordsOf(const QLineEdit *edit)
{
    QStringList words;
    for (const QString &word : edit->text().split(u',', Qt::SkipEmptyParts)) {
        if (!word.trimmed().isEmpty())
            words.append(word.trimmed());
    }
    return words;
}

} // namespace

OptionsPane::OptionsPane(QWidget *parent)
    : QWidget(parent)
    , m_variables(new QTableWidget(1, 2))
    , m_tags(field(u"setup.tags"_s, tr("Only these tags"), tr("all; or a, b")))
    , m_skipTags(field(u"setup.skiptags"_s, tr("Skip these tags"), tr("none; or a, b")))
    , m_diff(new QCheckBox(tr("Show what changes in files")))
    , m_forks(new QSpinBox)
    , m_become(field(u"setup.become"_s, tr("Password for sudo"), tr("if sudo asks for one")))
{
    m_variables->setObjectName(u"setup.variables"_s);
    m_variables->setAccessibleName(tr("Variables that override the playbook's"));
    m_variables->setHorizontalHeaderLabels({tr("Variable"), tr("Value")});
    m_variables->horizontalHeader()->setStretchLastSection(true);
    m_variables->horizontalHeader()->setHighlightSections(false);
    m_variables->setColumnWidth(0, 150);
    m_variables->verticalHeader()->hide();
    m_variables->verticalHeader()->setMinimumSectionSize(16);
    m_variables->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_variables->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 9);
    m_variables->setTabKeyNavigation(false);
    m_variables->setEditTriggers(QAbstractItemView::AllEditTriggers);
    m_variables->setMinimumWidth(180);
    m_variables->setToolTip(
        tr("As ansible-playbook's --extra-vars. A value is read as YAML: true, 3, [a, b]; "
           "quotes make it text."));
    m_variables->installEventFilter(this);
    m_diff->setObjectName(u"setup.diff"_s);
    m_diff->setChecked(true);
    m_forks->setObjectName(u"setup.forks"_s);
    m_forks->setAccessibleName(tr("Hosts at once"));
    m_forks->setRange(1, 500);
    m_forks->setValue(usualForks);
    m_become->setEchoMode(QLineEdit::Password);

    auto *form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(5);
    form->setLabelAlignment(Qt::AlignLeft);
    form->addRow(tr("Only tags"), m_tags);
    form->addRow(tr("Skip tags"), m_skipTags);
    form->addRow(tr("Hosts at once"), m_forks);
    form->addRow(tr("Password for sudo"), m_become);
    form->addRow(m_diff);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 8);
    row->setSpacing(16);
    row->addWidget(m_variables, 3);
    row->addLayout(form, 2);
    setFixedHeight(form->sizeHint().height() + 12);
    setTabOrder(m_variables, m_tags);

    connect(m_variables, &QTableWidget::itemChanged, this, [this] {
        growTable();
        emit changed();
    });
    for (const QLineEdit *edit : {m_tags, m_skipTags, m_become})
        connect(edit, &QLineEdit::textChanged, this, &OptionsPane::changed);
    connect(m_diff, &QCheckBox::toggled, this, &OptionsPane::changed);
    connect(m_forks, &QSpinBox::valueChanged, this, &OptionsPane::changed);
}

QString OptionsPane::textAt(int row, int column) const
{
    const QTableWidgetItem *item = m_variables->item(row, column);
    return item ? item->text().trimmed() : QString();
}

// There is always one empty row to type into.
void OptionsPane::growTable()
{
    const int last = m_variables->rowCount() - 1;
    if (last < 0 || !textAt(last, 0).isEmpty())
        m_variables->setRowCount(last + 2);
}

bool OptionsPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_variables && event->type() == QEvent::KeyPress) {
        const auto key = static_cast<QKeyEvent *>(event)->key();
        const int row = m_variables->currentRow();
        if (key == Qt::Key_Delete && row >= 0 && row < m_variables->rowCount() - 1) {
            m_variables->removeRow(row);
            emit changed();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void OptionsPane::askFor(const QList<std::pair<QString, QString>> &namesAndDefaults)
{
    QStringList known;
    for (int row = 0; row < m_variables->rowCount(); ++row)
        known.append(textAt(row, 0));
    for (const auto &[name, value] : namesAndDefaults) {
        if (known.contains(name))
            continue;
        const int row = m_variables->rowCount() - 1;
        m_variables->setItem(row, 1, new QTableWidgetItem(value));
        m_variables->setItem(row, 0, new QTableWidgetItem(name)); // the table grows
    }
}

Result<Dict> OptionsPane::variables() const
{
    Dict all;
    for (int row = 0; row < m_variables->rowCount(); ++row) {
        const QString name = textAt(row, 0);
        const QString text = textAt(row, 1);
        if (name.isEmpty())
            continue;
        if (text.contains("{{"_L1)) { // a template, which in YAML would want quotes
            all.insert(name, text);
            continue;
        }
        const Result<playbook::YamlDocument> value = playbook::parseYaml(text.toUtf8(), name);
        if (!value)
            return fail(
                ErrorKind::Invalid,
                tr("The value of the variable %1 is no YAML; put it into quotes if it is text.").arg(name),
                value.error().text);
        all.insert(name, text.isEmpty() ? playbook::Value(QString()) : value->root.value());
    }
    return all;
}

QStringList OptionsPane::tags() const
{
    return wordsOf(m_tags);
}

QStringList OptionsPane::skipTags() const
{
    return wordsOf(m_skipTags);
}

bool OptionsPane::diff() const
{
    return m_diff->isChecked();
}

int OptionsPane::forks() const
{
    return m_forks->value();
}

std::shared_ptr<const Secret> OptionsPane::becomePassword() const
{
    if (m_become->text().isEmpty())
        return nullptr;
    return std::make_shared<const Secret>(m_become->text().toUtf8());
}

QString OptionsPane::summary() const
{
    QStringList parts;
    int count = 0;
    for (int row = 0; row < m_variables->rowCount(); ++row)
        count += textAt(row, 0).isEmpty() ? 0 : 1;
    if (count > 0)
        parts.append(tr("%n variable(s)", nullptr, count));
    if (!tags().isEmpty())
        parts.append(tr("tags %1").arg(tags().join(u", "_s)));
    if (!skipTags().isEmpty())
        parts.append(tr("without %1").arg(skipTags().join(u", "_s)));
    if (forks() != usualForks)
        parts.append(tr("%n host(s) at once", nullptr, forks()));
    return parts.join(u" · "_s);
}

} // namespace skybro::ui

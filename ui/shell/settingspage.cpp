#include "ui/shell/settingspage.h"

#include "models/base/basedirs.h"
#include "models/base/log.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QScrollArea>

namespace skybro::ui {

using namespace Qt::StringLiterals;

namespace {

QLabel *heading(const QString &text)
{
    auto *label = new QLabel(text);
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    label->setContentsMargins(0, 14, 0, 2);
    return label;
}

QLabel *quiet(const QString &text)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

SettingsPage::SettingsPage(Settings *settings, QWidget *parent)
    : Page(u"settings"_s, tr("Settings"), u"settings"_s, parent)
    , m_settings(settings)
    , m_form(new QFormLayout)
{
    m_form->setHorizontalSpacing(18);
    m_form->setVerticalSpacing(8);
    m_form->setLabelAlignment(Qt::AlignLeft);

    m_form->addRow(heading(tr("Appearance")));
    m_first =
        addChoice(u"settings.theme"_s, tr("Theme"), {}, setting::theme,
                  {{u"system"_s, tr("As the desktop")}, {u"light"_s, tr("Light")}, {u"dark"_s, tr("Dark")}});
    m_form->addRow(heading(tr("Cost")));
    addChoice(u"settings.currency"_s, tr("Currency"),
              tr("Azure's list prices for computing. Disks, addresses and your discounts are not in them."),
              setting::currency,
              {{u"EUR"_s, tr("Euro (€)")},
               {u"USD"_s, tr("US dollar ($)")},
               {u"GBP"_s, tr("Pound sterling (£)")},
               {u"DKK"_s, tr("Danish krone (DKK)")},
               {u"SEK"_s, tr("Swedish krona (SEK)")},
               {u"NOK"_s, tr("Norwegian krone (NOK)")},
               {u"CHF"_s, tr("Swiss franc (CHF)")}});
    m_form->addRow(heading(tr("Log")));
    addChoice(u"settings.loglevel"_s, tr("Level"),
              tr("Written to %1. Secrets are never written.")
                  .arg(log::filePath().isEmpty() ? stateHome() + "/skybro"_L1 : log::filePath()),
              setting::logLevel,
              {{u"trace"_s, tr("Trace")},
               {u"debug"_s, tr("Debug")},
               {u"info"_s, tr("Info")},
               {u"warning"_s, tr("Warning")},
               {u"error"_s, tr("Error")},
               {u"off"_s, tr("Off")}});

    auto *title = new QLabel(this->title());
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    font.setWeight(QFont::DemiBold);
    title->setFont(font);

    auto *inside = new QWidget;
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(20, 14, 20, 14);
    column->addWidget(title);
    column->addLayout(m_form);
    column->addStretch(1);
    inside->setMaximumWidth(640);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(inside);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
    setReady();
}

QComboBox *SettingsPage::addChoice(const QString &name, const QString &label, const QString &note,
                                   const Setting<QString> &setting, const QList<Choice> &choices)
{
    auto *box = new QComboBox;
    box->setObjectName(name);
    box->setAccessibleName(label);
    box->setMinimumWidth(200);
    box->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    for (const Choice &choice : choices)
        box->addItem(choice.text, choice.value);
    const auto read = [this, box, &setting] {
        const QString value = m_settings->get(setting);
        // A value written by hand is kept and shown.
        if (box->findData(value) < 0)
            box->addItem(value, value);
        box->setCurrentIndex(box->findData(value));
    };
    read();
    connect(m_settings, &Settings::changed, box, read);
    connect(box, &QComboBox::activated, this,
            [this, box, &setting] { m_settings->set(setting, box->currentData().toString()); });

    auto *field = new QVBoxLayout;
    field->setSpacing(2);
    field->addWidget(box);
    if (!note.isEmpty())
        field->addWidget(quiet(note));
    m_form->addRow(label, field);
    return box;
}

void SettingsPage::takeFocus()
{
    m_first->setFocus(Qt::OtherFocusReason);
}

} // namespace skybro::ui

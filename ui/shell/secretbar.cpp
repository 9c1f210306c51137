#include "ui/shell/secretbar.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>

namespace skybro::ui {

using namespace Qt::StringLiterals;

SecretBar::SecretBar(QWidget *parent)
    : Banner(u"key"_s, Tone::Accent, parent)
    , m_edit(new QLineEdit)
{
    setObjectName(u"secret"_s);
    m_edit->setObjectName(u"secret.value"_s);
    m_edit->setAccessibleName(tr("Client secret"));
    m_edit->setPlaceholderText(tr("The secret's value, not its id"));
    m_edit->setEchoMode(QLineEdit::Password);
    m_edit->setMinimumWidth(140);
    m_edit->setMaximumWidth(320);
    addWidget(m_edit, 1);
    QPushButton *keep = addButton(u"secret.keep"_s, tr("Keep and sign in"));
    keep->setProperty("primary", true);
    keep->setEnabled(false);
    QPushButton *close = addButton(u"secret.close"_s, tr("Cancel"));
    connect(m_edit, &QLineEdit::textChanged, keep,
            [keep](const QString &text) { keep->setEnabled(!text.isEmpty()); });
    connect(keep, &QPushButton::clicked, this, &SecretBar::submit);
    connect(close, &QPushButton::clicked, this, [this] {
        m_edit->clear();
        hide();
    });
}

void SecretBar::ask(const QString &site, const QString &where)
{
    setText(tr("Another client secret for %1").arg(site));
    setNote(tr("It takes the place of the one kept in %1.").arg(where));
    show();
    m_edit->setFocus(Qt::OtherFocusReason);
}

void SecretBar::submit()
{
    if (m_edit->text().isEmpty())
        return;
    auto secret = std::make_shared<Secret>(m_edit->text().toUtf8());
    m_edit->clear();
    hide();
    emit entered(secret);
}

void SecretBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        m_edit->clear();
        hide();
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_edit->hasFocus()) {
        submit();
    } else {
        Banner::keyPressEvent(event);
    }
}

} // namespace skybro::ui

#include "ui/shell/sshprompter.h"

#include "models/base/log.h"
#include "ui/common/figures.h"
#include "ui/common/iconlabel.h"

#include <QCheckBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using ssh::Answers;
using ssh::Question;

/// One question. It stands in the queue from its start to its end.
class SshPrompter::Ask : public ssh::AskJob
{
public:
    Ask(SshPrompter *prompter, Question asked)
        : m_prompter(prompter)
        , question(std::move(asked))
    {
        setDeadline(std::chrono::minutes(10)); // servers hang up long before (LoginGraceTime)
    }
    ~Ask() override { leave(); }

    void end(Result<Answers> answers)
    {
        m_prompter.clear(); // it takes it off the queue itself
        finish(std::move(answers));
    }

protected:
    void begin() override
    {
        if (m_prompter)
            m_prompter->enqueue(this);
        else
            finish(fail(ErrorKind::Cancelled, SshPrompter::tr("There is nobody to ask.")));
    }
    void abort() override { leave(); }

private:
    void leave()
    {
        if (m_prompter)
            m_prompter->forget(this);
        m_prompter.clear();
    }

    QPointer<SshPrompter> m_prompter;

public:
    const Question question;
};

SshPrompter::SshPrompter(Store store, QWidget *parent)
    : QWidget(parent)
    , m_store(std::move(store))
    , m_sign(new IconLabel)
    , m_text(new QLabel)
    , m_fingerprint(new QLabel)
    , m_form(new QFormLayout)
    , m_keep(new QCheckBox(tr("Keep it in the keychain")))
    , m_more(new QLabel)
    , m_yes(new QPushButton)
    , m_no(new QPushButton)
{
    setObjectName(u"ssh.question"_s);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_text->setObjectName(u"ssh.question.text"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_fingerprint->setObjectName(u"ssh.question.fingerprint"_s);
    m_fingerprint->setTextFormat(Qt::PlainText);
    m_fingerprint->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_fingerprint->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_form->setHorizontalSpacing(10);
    m_form->setVerticalSpacing(4);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_keep->setObjectName(u"ssh.question.keep"_s);
    m_more->setObjectName(u"ssh.question.more"_s);
    m_more->setForegroundRole(QPalette::PlaceholderText);
    m_yes->setObjectName(u"ssh.question.yes"_s);
    m_yes->setProperty("primary", true);
    m_no->setObjectName(u"ssh.question.no"_s);

    m_question = new QWidget;
    auto *lines = new QVBoxLayout(m_question);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(4);
    lines->addWidget(m_text);
    lines->addWidget(m_fingerprint);
    lines->addLayout(m_form);
    lines->addWidget(m_keep);
    m_buttons = new QWidget;
    auto *buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(m_more);
    buttons->addWidget(m_yes);
    buttons->addWidget(m_no);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 10, 8);
    row->setSpacing(8);
    row->addWidget(m_sign, 0, Qt::AlignTop);
    m_row = new QHBoxLayout;
    m_row->setSpacing(8);
    m_row->addWidget(m_question, 1);
    m_row->addWidget(m_buttons);
    row->addLayout(m_row, 1);
    connect(m_yes, &QPushButton::clicked, this, &SshPrompter::answer);
    connect(m_no, &QPushButton::clicked, this, &SshPrompter::refuse);
    hide();
}

SshPrompter::~SshPrompter()
{
    const QQueue<Ask *> asks = std::exchange(m_asks, {});
    for (Ask *ask : asks)
        ask->end(fail(ErrorKind::Cancelled, tr("There is nobody to ask any more.")));
}

ssh::AskJob *SshPrompter::ask(const Question &question)
{
    return new Ask(this, question);
}

qsizetype SshPrompter::waiting() const
{
    return m_asks.size();
}

bool SshPrompter::canBeKept(const Question &question)
{
    return question.kind == Question::Kind::Password || question.kind == Question::Kind::Passphrase;
}

void SshPrompter::enqueue(Ask *ask)
{
    m_asks.enqueue(ask);
    if (m_asks.size() == 1)
        showNext();
    tellMore();
}

void SshPrompter::forget(Ask *ask)
{
    const bool shown = !m_asks.isEmpty() && m_asks.head() == ask;
    m_asks.removeOne(ask);
    if (shown)
        showNext();
    tellMore();
}

void SshPrompter::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

/// A fingerprint is to be compared: where there is no room for it beside the buttons, those go below.
void SshPrompter::arrange()
{
    const int room = width() - layout()->contentsMargins().left() - layout()->contentsMargins().right() -
                     m_sign->sizeHint().width() - 2 * layout()->spacing();
    const bool fits = m_question->minimumSizeHint().width() + m_buttons->sizeHint().width() <= room;
    m_row->setDirection(fits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void SshPrompter::tellMore()
{
    m_more->setText(m_asks.size() > 1 ? tr("%n more", nullptr, static_cast<int>(m_asks.size() - 1))
                                      : QString());
}

void SshPrompter::showNext()
{
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
    m_fields.clear();
    if (m_asks.isEmpty()) {
        hide();
        return;
    }
    showQuestion(m_asks.head()->question);
}

void SshPrompter::showQuestion(const Question &question)
{
    const bool isKey = question.kind == Question::Kind::HostKey;
    m_sign->set(isKey ? u"warning"_s : u"key"_s, isKey ? Tone::Warning : Tone::Accent);
    m_text->setText(question.text);
    m_fingerprint->setText(u"%1  %2"_s.arg(question.keyType, question.fingerprint));
    m_fingerprint->setVisible(isKey);
    m_fingerprint->setAccessibleName(tr("Fingerprint of the key"));
    int number = 0;
    for (const Question::Field &asked : question.fields) {
        auto *edit = new QLineEdit;
        edit->setObjectName(u"ssh.question.field%1"_s.arg(number++));
        edit->setAccessibleName(asked.label);
        edit->setEchoMode(asked.echo ? QLineEdit::Normal : QLineEdit::Password);
        edit->setMaximumWidth(320);
        auto *label = new QLabel(asked.label);
        label->setTextFormat(Qt::PlainText); // a server's own words
        m_form->addRow(label, edit);
        m_fields.append(edit);
    }
    if (question.attempt == 0) // who mistyped need not say it again
        m_keep->setChecked(false);
    m_keep->setVisible(canBeKept(question) && m_store && m_store());
    m_yes->setText(isKey ? tr("Trust and remember") : tr("Answer"));
    m_no->setText(isKey ? tr("No") : tr("Leave out this host"));
    for (QPushButton *button : {m_yes, m_no})
        button->setAccessibleName(button->text());
    setAccessibleName(m_text->text());
    show();
    arrange();
    // A key is not trusted by a slip: the keyboard is not taken away for it.
    if (!isKey && !m_fields.isEmpty())
        m_fields.first()->setFocus(Qt::OtherFocusReason);
}

void SshPrompter::answer()
{
    if (m_asks.isEmpty())
        return;
    Ask *ask = m_asks.dequeue();
    Answers answers;
    for (QLineEdit *edit : std::as_const(m_fields)) {
        answers.emplace_back(edit->text().toUtf8());
        edit->clear();
    }
    if (m_keep->isVisible() && m_keep->isChecked() && !answers.empty())
        keep(ask->question, answers.front());
    // Many connections may want the same key: its passphrase is asked for once.
    if (ask->question.kind == Question::Kind::Passphrase && !answers.empty()) {
        const QQueue<Ask *> others = m_asks;
        for (Ask *other : others) {
            if (other->question.kind != Question::Kind::Passphrase ||
                other->question.subject != ask->question.subject)
                continue;
            m_asks.removeOne(other);
            Answers same;
            same.push_back(answers.front().copy());
            other->end(std::move(same));
        }
    }
    ask->end(std::move(answers));
    showNext();
    tellMore();
}

void SshPrompter::refuse()
{
    if (m_asks.isEmpty())
        return;
    Ask *ask = m_asks.dequeue();
    Error error = makeError(ErrorKind::Cancelled, tr("The question was not answered."));
    error.code = u"declined"_s; // by the user, and not given up by who asked
    ask->end(std::unexpected(error));
    showNext();
    tellMore();
}

void SshPrompter::keep(const Question &question, const Secret &secret)
{
    const QString name = question.kind == Question::Kind::Passphrase
                             ? ssh::StoredPrompter::passphraseName(question.subject)
                             : ssh::StoredPrompter::passwordName(question.host);
    secrets::WriteSecretJob *job = m_store()->write({ssh::StoredPrompter::site(), name}, secret.copy());
    job->then(this, [](const Result<void> &kept) {
        if (!kept)
            log::warning("console", "A secret was not kept: {}", kept.error().text);
    });
    job->start();
}

void SshPrompter::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        refuse();
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !m_no->hasFocus() &&
             (!m_fields.isEmpty() || m_yes->hasFocus()))
        answer();
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_no->hasFocus())
        refuse();
    else
        QWidget::keyPressEvent(event);
}

void SshPrompter::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tone tone = m_asks.isEmpty() || m_asks.head()->question.kind != Question::Kind::HostKey
                          ? Tone::Accent
                          : Tone::Warning;
    painter.fillRect(rect(), toneWash(tone));
    painter.fillRect(QRect(0, 0, 3, height()), toneColor(tone));
    painter.setPen(lineColor());
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace skybro::ui

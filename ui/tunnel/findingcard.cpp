#include "ui/tunnel/findingcard.h"

#include "ui/common/iconlabel.h"
#include "ui/common/icons.h"
#include "ui/common/tonelabel.h"
#include "ui/common/toolbutton.h"

#include <QAction>
#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using tunnel::FaultKind;
using tunnel::Finding;

namespace {

QString certaintyText(tunnel::Certainty certainty)
{
    switch (certainty) {
    case tunnel::Certainty::Sure:
        return FindingCard::tr("sure");
    case tunnel::Certainty::Likely:
        return FindingCard::tr("likely");
    case tunnel::Certainty::Guess:
        break;
    }
    return FindingCard::tr("a guess");
}

/// How sure it is; nothing where the sentence itself says that it is not known.
QString certaintyNote(const Finding &finding)
{
    if (finding.kind == FaultKind::Unknown || finding.kind == FaultKind::NothingPasses)
        return {};
    return u" ("_s + certaintyText(finding.certainty) + u')';
}

} // namespace

Look findingLook(const Finding &finding)
{
    switch (finding.kind) {
    case FaultKind::Healthy:
        return {u"done"_s, FindingCard::tr("Healthy"), Tone::Good};
    case FaultKind::Unknown:
        return {u"state-unknown"_s, FindingCard::tr("Not known"), Tone::Quiet};
    case FaultKind::AzureUpdating:
        return {u"state-busy"_s, FindingCard::tr("Updating"), Tone::Busy};
    case FaultKind::LifetimesDiffer:
    case FaultKind::Flapping:
    case FaultKind::RekeyFails:
    case FaultKind::MtuBlackHole:
        return {u"warning"_s, FindingCard::tr("Warning"), Tone::Warning};
    default:
        return {u"error"_s, FindingCard::tr("Fault"), Tone::Bad};
    }
}

FindingCard::FindingCard(QAction *mend, QAction *copy, QAction *evidence, QWidget *parent)
    : QFrame(parent)
    , m_icon(new IconLabel(22))
    , m_sentence(new QLabel)
    , m_advice(new ToneLabel(Tone::Quiet))
    , m_mending(mend)
    , m_mend(new QPushButton)
    , m_command(new QLineEdit)
    , m_copy(toolButton(copy, ToolLook::Icon))
    , m_fold(toolButton(evidence))
    , m_evidence(new QLabel)
{
    setObjectName(u"tunnel.finding"_s);
    for (QLabel *label : {m_sentence, m_advice, m_evidence}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_sentence->setObjectName(u"tunnel.finding.sentence"_s);
    m_advice->setObjectName(u"tunnel.finding.advice"_s);
    m_evidence->setObjectName(u"tunnel.finding.evidence"_s);
    m_evidence->setTextFormat(Qt::RichText);
    m_evidence->hide();
    m_mend->setObjectName(u"tunnel.mend.button"_s);
    m_mend->setProperty("primary", true);
    connect(m_mend, &QPushButton::clicked, mend, &QAction::trigger);
    connect(mend, &QAction::changed, this, [this] { setMending(m_isMending); });
    m_command->setObjectName(u"tunnel.command"_s);
    m_command->setAccessibleName(tr("Command that mends it, for a root shell"));
    m_command->setReadOnly(true);
    connect(evidence, &QAction::toggled, this, [this, evidence](bool isShown) {
        evidence->setIcon(icon(isShown ? u"chevron-down"_s : u"chevron-right"_s));
        m_evidence->setVisible(isShown);
        tellEvidence();
    });

    auto *words = new QVBoxLayout;
    words->setSpacing(3);
    words->addWidget(m_sentence);
    words->addWidget(m_advice);
    auto *top = new QHBoxLayout;
    top->setSpacing(10);
    top->addWidget(m_icon, 0, Qt::AlignTop);
    top->addLayout(words, 1);
    top->addWidget(m_mend, 0, Qt::AlignTop);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(4);
    foot->addWidget(m_fold);
    foot->addStretch(1);
    foot->addWidget(m_command, 3);
    foot->addWidget(m_copy);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 9, 12, 6);
    column->setSpacing(4);
    column->addLayout(top);
    column->addLayout(foot);
    column->addWidget(m_evidence);
    fit();
}

QString FindingCard::command() const
{
    return m_findings.isEmpty() ? QString() : m_findings.first().mend.command;
}

void FindingCard::show(const QList<Finding> &findings, const QStringList &signalLines,
                       const QString &mendText)
{
    const bool isOther = findings != m_findings || mendText != m_mendText || m_sentence->text().isEmpty();
    m_findings = findings;
    m_signals = signalLines;
    m_mendText = mendText;
    if (!m_evidence->isHidden())
        tellEvidence();
    if (!isOther)
        return;
    if (findings.isEmpty()) {
        m_icon->set(u"state-queued"_s, Tone::Quiet);
        m_sentence->setText(tr("Asking the gateway, Azure and a node beyond the tunnel."));
        m_advice->setText(tr("The first answers take some seconds."));
    } else {
        const Finding &first = findings.first();
        const Look look = findingLook(first);
        m_icon->set(look.icon, look.tone);
        m_sentence->setText(first.sentence);
        QString advice = first.mend.advice;
        if (first.kind != FaultKind::Healthy)
            advice += certaintyNote(first);
        else if (findings.size() > 1)
            advice = tr("Worth a look: %1").arg(findings.at(1).sentence) + certaintyNote(findings.at(1));
        m_advice->setText(advice.trimmed());
        setAccessibleName(u"%1: %2"_s.arg(look.word, first.sentence));
        setAccessibleDescription(m_advice->text());
    }
    m_advice->setVisible(!m_advice->text().isEmpty());
    m_command->setText(command());
    m_command->setCursorPosition(0);
    m_command->setVisible(!command().isEmpty());
    m_copy->defaultAction()->setEnabled(!command().isEmpty());
    m_copy->setVisible(!command().isEmpty());
    setMending(m_isMending);
    update();
}

void FindingCard::setMending(bool isMending)
{
    m_isMending = isMending;
    m_mend->setText(isMending ? tr("Under way…") : m_mendText);
    m_mend->setAccessibleName(m_mend->text());
    m_mend->setEnabled(!isMending && m_mending->isEnabled());
    m_mend->setToolTip(m_mending->isEnabled() ? QString() : m_mending->toolTip());
    m_mend->setVisible(isMending || !m_mendText.isEmpty());
}

void FindingCard::tellEvidence()
{
    const auto list = [](const QStringList &lines) {
        if (lines.isEmpty())
            return u"<br>"_s;
        QString text;
        for (const QString &line : lines)
            text += u"<li>"_s + line.toHtmlEscaped() + u"</li>"_s;
        return u"<ul style='margin: 2px 0 6px -22px'>"_s + text + u"</ul>"_s;
    };
    QString text = u"<b>"_s + tr("What was seen").toHtmlEscaped() + u"</b>"_s + list(m_signals);
    for (const Finding &finding : std::as_const(m_findings)) {
        text +=
            u"<b>"_s + finding.sentence.toHtmlEscaped() + u"</b>"_s + certaintyNote(finding).toHtmlEscaped();
        QStringList lines = finding.evidence;
        lines.removeIf([this](const QString &line) { return m_signals.contains(line); });
        if (&finding != &m_findings.constFirst() && !finding.mend.advice.isEmpty())
            lines.append(finding.mend.command.isEmpty() ? finding.mend.advice
                                                        : finding.mend.advice + u' ' + finding.mend.command);
        text += list(lines);
    }
    if (m_evidence->text() != text)
        m_evidence->setText(text);
}

void FindingCard::fit()
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    large.setWeight(QFont::DemiBold);
    m_sentence->setFont(large);
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(font().pointSizeF() * 0.95);
    m_command->setFont(fixed);
}

void FindingCard::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
}

void FindingCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const Tone tone = m_findings.isEmpty() ? Tone::Quiet : findingLook(m_findings.first()).tone;
    painter.setPen(lineColor());
    painter.setBrush(tone == Tone::Good || tone == Tone::Quiet ? palette().color(QPalette::Base)
                                                               : toneWash(tone));
    painter.drawRoundedRect(area, 5, 5);
}

} // namespace skybro::ui

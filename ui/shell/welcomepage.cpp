#include "ui/shell/welcomepage.h"

#include "ui/common/banner.h"
#include "ui/common/icons.h"
#include "ui/shell/signinform.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

namespace skybro::ui {

using namespace Qt::StringLiterals;

namespace {

// A large button with an icon, what it does, and a line that says more.
class Door : public QAbstractButton
{
public:
    Door(const QString &name, const QString &iconName, const QString &title, const QString &note)
        : m_iconName(iconName)
        , m_note(note)
    {
        setObjectName(name);
        setText(title);
        setAccessibleName(title);
        setAccessibleDescription(note);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setCursor(Qt::PointingHandCursor);
        QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }

    QSize sizeHint() const override { return {460, heightForWidth(460)}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override
    {
        return fontMetrics().height() + noteRect(width).height() + 2 * margin + 4;
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool lit = underMouse() || hasFocus();
        painter.setPen(
            QPen(lit ? palette().color(QPalette::Link) : palette().color(QPalette::Mid), lit ? 1.4 : 1));
        painter.setBrush(isDown() ? toneWash(Tone::Accent) : palette().color(QPalette::Base));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 7, 7);
        ui::icon(m_iconName, Tone::Accent).paint(&painter, margin, margin, 24, 24);
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        painter.setFont(bold);
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(QRect(textLeft, margin - 2, width() - textLeft - margin, fontMetrics().height() + 2),
                         Qt::AlignLeft | Qt::AlignVCenter, text());
        painter.setFont(font());
        painter.setPen(toneColor(Tone::Quiet));
        painter.drawText(noteRect(width()).translated(0, margin + fontMetrics().height() + 4),
                         Qt::AlignLeft | Qt::TextWordWrap, m_note);
    }

private:
    static constexpr int margin = 14;
    static constexpr int textLeft = 52;

    [[nodiscard]] QRect noteRect(int width) const
    {
        return fontMetrics().boundingRect(QRect(textLeft, 0, qMax(80, width - textLeft - margin), 1000),
                                          Qt::AlignLeft | Qt::TextWordWrap, m_note);
    }

    QString m_iconName;
    QString m_note;
};

} // namespace

WelcomePage::WelcomePage(QWidget *parent)
    : Page(u"welcome"_s, tr("Welcome"), u"cloud"_s, parent)
    , m_stack(new QStackedWidget)
    , m_doors(nullptr)
    , m_form(new SignInForm)
    , m_error(new ErrorBanner(u"welcome.error"_s))
{
    auto *sign = new QLabel;
    sign->setPixmap(programIcon().pixmap(QSize(52, 52), devicePixelRatioF()));
    auto *title = new QLabel(tr("Skybro"));
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.7);
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    auto *what = new QLabel(
        tr("The bridge from your Slurm cluster to Azure: see its cloud nodes, start and stop them, "
           "know what they cost."));
    what->setWordWrap(true);
    what->setForegroundRole(QPalette::PlaceholderText);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title);
    words->addWidget(what);
    auto *head = new QHBoxLayout;
    head->setSpacing(16);
    head->addWidget(sign, 0, Qt::AlignTop);
    head->addLayout(words, 1);

    m_doors = makeDoors();
    m_stack->addWidget(m_doors);
    m_stack->addWidget(m_form);
    show(m_doors);

    auto *inside = new QWidget;
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(24, 36, 24, 24);
    column->setSpacing(20);
    column->addLayout(head);
    column->addWidget(m_stack);
    column->addStretch(1);
    inside->setMaximumWidth(600);
    auto *middle = new QWidget;
    auto *row = new QHBoxLayout(middle);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(inside, 20);
    row->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(middle);
    scroll->viewport()->setAutoFillBackground(false);
    middle->setAutoFillBackground(false);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_error);
    all->addWidget(scroll, 1);

    connect(m_form, &SignInForm::entered, this, &WelcomePage::siteEntered);
    connect(m_form, &SignInForm::backWanted, this, [this] {
        show(m_doors);
        takeFocus();
    });
    connect(m_error, &ErrorBanner::retryWanted, this, &WelcomePage::retryWanted);
    setReady();
}

QWidget *WelcomePage::makeDoors()
{
    auto *az = new Door(u"welcome.azlogin"_s, u"terminal"_s, tr("Sign in with the az login on this machine"),
                        tr("Uses the Azure CLI: whoever ran “az login” here is signed in."));
    auto *other =
        new Door(u"welcome.other"_s, u"key"_s, tr("Other sign-in…"),
                 tr("Service principal, a code in a browser, managed identity, environment variables."));
    auto *demo = new Door(u"welcome.demo"_s, u"flask"_s, tr("Try the demo cloud"),
                          tr("A simulated Azure on this machine. Nothing to sign in to, nothing to pay."));
    connect(az, &QAbstractButton::clicked, this, [this] { openForm(site::CredentialKind::AzureCli); });
    connect(other, &QAbstractButton::clicked, this, [this] { openForm(site::CredentialKind::ClientSecret); });
    connect(demo, &QAbstractButton::clicked, this, &WelcomePage::demoWanted);
    auto *doors = new QWidget;
    auto *column = new QVBoxLayout(doors);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    for (Door *door : {az, other, demo})
        column->addWidget(door);
    column->addStretch(1);
    return doors;
}

// A stack is as high as its highest page unless the others do not count.
void WelcomePage::show(QWidget *part)
{
    for (QWidget *each : {m_doors, static_cast<QWidget *>(m_form)})
        each->setSizePolicy(QSizePolicy::Preferred,
                            each == part ? QSizePolicy::Preferred : QSizePolicy::Ignored);
    m_stack->setCurrentWidget(part);
}

void WelcomePage::openForm(site::CredentialKind kind)
{
    show(m_form);
    m_form->begin(kind);
}

void WelcomePage::setError(const std::optional<Error> &error)
{
    if (error)
        m_error->setError(*error);
    else
        m_error->clear();
}

void WelcomePage::takeFocus()
{
    m_doors->findChild<QAbstractButton *>(u"welcome.azlogin"_s)->setFocus(Qt::OtherFocusReason);
}

} // namespace skybro::ui

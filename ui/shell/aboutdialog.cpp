#include "ui/shell/aboutdialog.h"

#include "ui/common/icons.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSslSocket>
#include <QSysInfo>

namespace skybro::ui {

using namespace Qt::StringLiterals;

QString AboutDialog::versions()
{
    const QString tls = QSslSocket::supportsSsl() ? QSslSocket::sslLibraryVersionString() : u"no TLS"_s;
    return QStringList{
        u"Skybro %1"_s.arg(QLatin1StringView(SKYBRO_VERSION)),
        u"Qt %1 (built with %2)"_s.arg(QLatin1StringView(qVersion()), QLatin1StringView(QT_VERSION_STR)),
        tls,
        QStringLiteral(SKYBRO_LIBRARIES),
        u"%1, %2 %3"_s.arg(QSysInfo::prettyProductName(), QSysInfo::kernelType(), QSysInfo::kernelVersion()),
        u"Display: %1"_s.arg(QGuiApplication::platformName()),
    }
        .join(u'\n');
}

AboutDialog::AboutDialog(QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"about"_s);
    setWindowTitle(tr("About Skybro"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *sign = new QLabel;
    sign->setPixmap(programIcon().pixmap(QSize(56, 56), devicePixelRatioF()));
    auto *name = new QLabel(tr("Skybro %1").arg(QLatin1StringView(SKYBRO_VERSION)));
    QFont font = name->font();
    font.setPointSizeF(font.pointSizeF() * 1.4);
    font.setWeight(QFont::DemiBold);
    name->setFont(font);
    auto *what = new QLabel(tr("Console for a Slurm cluster that extends into Azure.\n"
                               "Free software under the GNU General Public License, version 3 or later."));
    what->setWordWrap(true);
    auto *list = new QLabel(versions());
    list->setObjectName(u"about.versions"_s);
    list->setForegroundRole(QPalette::PlaceholderText);
    list->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    list->setAccessibleName(tr("Versions"));

    auto *copy = new QPushButton(tr("Copy versions"));
    copy->setObjectName(u"about.copy"_s);
    connect(copy, &QPushButton::clicked, this, [] { QGuiApplication::clipboard()->setText(versions()); });
    auto *close = new QPushButton(tr("Close"));
    close->setObjectName(u"about.close"_s);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);

    auto *words = new QVBoxLayout;
    words->addWidget(name);
    words->addWidget(what);
    words->addSpacing(8);
    words->addWidget(list);
    auto *top = new QHBoxLayout;
    top->setSpacing(16);
    top->addWidget(sign, 0, Qt::AlignTop);
    top->addLayout(words, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(copy);
    buttons->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(16);
    column->addLayout(top);
    column->addStretch(1);
    column->addLayout(buttons);
    setMinimumWidth(460);
}

} // namespace skybro::ui

#include "ui/shell/signinform.h"

#include "models/site/sitefile.h"
#include "ui/common/tonelabel.h"

#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalBlocker>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using site::CloudName;
using site::CredentialKind;

namespace {

QString kindText(CredentialKind kind)
{
    switch (kind) {
    case CredentialKind::AzureCli:
        return SignInForm::tr("The az login on this machine");
    case CredentialKind::Environment:
        return SignInForm::tr("Environment variables (AZURE_CLIENT_ID …)");
    case CredentialKind::ClientSecret:
        return SignInForm::tr("Service principal with a secret");
    case CredentialKind::DeviceCode:
        return SignInForm::tr("Code entered in a browser");
    case CredentialKind::ManagedIdentity:
        break;
    }
    return SignInForm::tr("Managed identity of this machine");
}

QString kindNote(CredentialKind kind)
{
    switch (kind) {
    case CredentialKind::AzureCli:
        return SignInForm::tr("Asking az which subscriptions there are …");
    case CredentialKind::Environment:
        return SignInForm::tr(
            "Reads AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, as Azure's own "
            "tools do.");
    case CredentialKind::ClientSecret:
        return SignInForm::tr(
            "The secret goes to the desktop's keychain, or where there is none to a file only you "
            "can read. It is never in the site file.");
    case CredentialKind::DeviceCode:
        return SignInForm::tr("You are shown a code and a link, and sign in in any browser.");
    case CredentialKind::ManagedIdentity:
        break;
    }
    return SignInForm::tr(
        "Works on a machine that runs in Azure. Client id only for a user-assigned identity.");
}

// A tenant may be named by its GUID or by one of its domains.
bool isTenant(const QString &text)
{
    static const QRegularExpression form(
        u"^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z0-9-]+(\\.[a-z0-9-]+)+)$"_s,
        QRegularExpression::CaseInsensitiveOption);
    return form.match(text).hasMatch();
}

bool isGuid(const QString &text)
{
    static const QRegularExpression form(u"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    return form.match(text).hasMatch();
}

bool isHttps(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && url.scheme() == "https"_L1 && !url.host().isEmpty();
}

QString text(const QLineEdit *edit)
{
    return edit->text().trimmed();
}

} // namespace

SignInForm::SignInForm(QWidget *parent)
    : QWidget(parent)
    , m_form(new QFormLayout)
    , m_kind(new QComboBox)
    , m_cloud(new QComboBox)
    , m_offered(new QComboBox)
    , m_offeredLabel(new QLabel(tr("Your subscriptions")))
    , m_note(new QLabel)
    , m_submit(new QPushButton(tr("Sign in")))
{
    m_form->setHorizontalSpacing(18);
    m_form->setVerticalSpacing(7);
    m_form->setLabelAlignment(Qt::AlignLeft);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_kind->setObjectName(u"signin.kind"_s);
    m_kind->setAccessibleName(tr("Way to sign in"));
    for (const auto kind :
         {CredentialKind::AzureCli, CredentialKind::ClientSecret, CredentialKind::DeviceCode,
          CredentialKind::ManagedIdentity, CredentialKind::Environment})
        m_kind->addItem(kindText(kind), int(kind));
    m_form->addRow(tr("Way to sign in"), m_kind);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_form->addRow(QString(), m_note);
    m_cloud->setObjectName(u"signin.cloud"_s);
    m_cloud->setAccessibleName(tr("Cloud"));
    m_cloud->addItem(tr("Azure"), int(CloudName::Public));
    m_cloud->addItem(tr("Azure US Government"), int(CloudName::UsGovernment));
    m_cloud->addItem(tr("Azure China"), int(CloudName::China));
    m_cloud->addItem(tr("Another one (Azure Stack, simulator)"), int(CloudName::Custom));

    m_name = addField(u"signin.name"_s, tr("Name of the site"), tr("as you call the cluster: niflheim"));
    m_form->addRow(tr("Cloud"), m_cloud);
    m_resourceManager = addField(u"signin.resourcemanager"_s, tr("Resource manager"), u"https://…"_s);
    m_authority = addField(u"signin.authority"_s, tr("Sign-in authority"), u"https://…"_s);
    m_caFile = addField(u"signin.cafile"_s, tr("Certificate file"), tr("only when it has a CA of its own"));
    m_offered->setObjectName(u"signin.offered"_s);
    m_offered->setAccessibleName(m_offeredLabel->text());
    m_form->addRow(m_offeredLabel, m_offered);
    connect(m_offered, &QComboBox::activated, this, &SignInForm::fillIn);
    m_tenant = addField(u"signin.tenant"_s, tr("Tenant"), tr("id, or example.onmicrosoft.com"));
    m_subscription = addField(u"signin.subscription"_s, tr("Subscription"), tr("its id"));
    m_groups = addField(u"signin.groups"_s, tr("Resource groups"), tr("all; or names with commas between"));
    m_clientId = addField(u"signin.clientid"_s, tr("Client id"), {});
    m_secret = addField(u"signin.secret"_s, tr("Client secret"), {});
    m_secret.edit->setEchoMode(QLineEdit::Password);

    m_submit->setObjectName(u"signin.submit"_s);
    m_submit->setProperty("primary", true);
    auto *back = new QPushButton(tr("Back"));
    back->setObjectName(u"signin.back"_s);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_submit);
    buttons->addWidget(back);
    buttons->addStretch(1);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(14);
    column->addLayout(m_form);
    column->addLayout(buttons);
    column->addStretch(1);

    connect(m_kind, &QComboBox::currentIndexChanged, this, &SignInForm::showFields);
    connect(m_cloud, &QComboBox::currentIndexChanged, this, &SignInForm::showFields);
    connect(m_submit, &QPushButton::clicked, this, &SignInForm::submit);
    connect(back, &QPushButton::clicked, this, &SignInForm::backWanted);
}

SignInForm::Field SignInForm::addField(const QString &name, const QString &label, const QString &example)
{
    Field field{new QLabel(label), new QLineEdit, new ToneLabel(Tone::Bad)};
    field.edit->setObjectName(name);
    field.edit->setAccessibleName(label);
    field.edit->setPlaceholderText(example);
    field.label->setBuddy(field.edit);
    field.problem->setObjectName(name + ".problem"_L1);
    field.problem->setWordWrap(true);
    field.problem->hide();
    auto *both = new QVBoxLayout;
    both->setSpacing(2);
    both->addWidget(field.edit);
    both->addWidget(field.problem);
    m_form->addRow(field.label, both);
    connect(field.edit, &QLineEdit::textEdited, this, [this, field] { require(field, true, {}); });
    connect(field.edit, &QLineEdit::returnPressed, this, &SignInForm::submit);
    return field;
}

CredentialKind SignInForm::kind() const
{
    return CredentialKind(m_kind->currentData().toInt());
}

void SignInForm::begin(CredentialKind kind)
{
    for (const Field &field : {m_name, m_tenant, m_subscription, m_groups, m_clientId, m_secret,
                               m_resourceManager, m_authority, m_caFile}) {
        field.edit->clear();
        require(field, true, {});
    }
    m_subscriptions.clear();
    const QSignalBlocker quiet(m_kind); // one showFields() is enough
    m_kind->setCurrentIndex(m_kind->findData(int(kind)));
    showFields();
    m_name.edit->setFocus(Qt::OtherFocusReason);
}

void SignInForm::showFields()
{
    const auto show = [](const Field &field, bool shown) {
        field.label->setVisible(shown);
        field.edit->setVisible(shown);
        if (!shown)
            field.problem->hide();
    };
    const bool custom = CloudName(m_cloud->currentData().toInt()) == CloudName::Custom;
    show(m_resourceManager, custom);
    show(m_authority, custom);
    show(m_caFile, custom);
    const CredentialKind way = kind();
    show(m_tenant, way != CredentialKind::ManagedIdentity && way != CredentialKind::Environment);
    show(m_clientId, way == CredentialKind::ClientSecret || way == CredentialKind::ManagedIdentity);
    show(m_secret, way == CredentialKind::ClientSecret);
    m_note->setText(kindNote(way));
    const bool az = way == CredentialKind::AzureCli;
    m_offered->setVisible(az && !m_subscriptions.isEmpty());
    m_offeredLabel->setVisible(az && !m_subscriptions.isEmpty());
    if (az && m_subscriptions.isEmpty())
        emit subscriptionsWanted();
}

void SignInForm::offer(const Result<QList<azure::CliSubscription>> &subscriptions)
{
    if (kind() != CredentialKind::AzureCli)
        return;
    if (!subscriptions) {
        m_note->setText(subscriptions.error().text);
        return;
    }
    m_subscriptions = *subscriptions;
    m_offered->clear();
    for (const azure::CliSubscription &subscription : m_subscriptions)
        m_offered->addItem(subscription.name);
    m_note->setText(tr("Signed in as %1.").arg(m_subscriptions.first().user));
    m_offered->show();
    m_offeredLabel->show();
    // What has been typed meanwhile is not overwritten.
    if (text(m_subscription.edit).isEmpty())
        fillIn(0);
}

void SignInForm::fillIn(int subscription)
{
    m_subscription.edit->setText(m_subscriptions.at(subscription).id);
    m_tenant.edit->setText(m_subscriptions.at(subscription).tenant);
    require(m_subscription, true, {});
    require(m_tenant, true, {});
}

bool SignInForm::require(const Field &field, bool good, const QString &problem)
{
    field.edit->setProperty("wrong", !good);
    field.edit->update();
    field.problem->setVisible(!good);
    field.problem->setText(problem);
    if (good)
        return true;
    field.edit->setFocus(Qt::OtherFocusReason);
    return false;
}

void SignInForm::submit()
{
    static const QRegularExpression nameForm(u"^[A-Za-z0-9][A-Za-z0-9._-]*$"_s);
    site::Site made;
    made.name = text(m_name.edit);
    made.path = site::sitesFolder() + u'/' + made.name + ".yaml"_L1;
    made.azure.cloud = CloudName(m_cloud->currentData().toInt());
    made.azure.credential = kind();
    made.azure.tenant = text(m_tenant.edit);
    made.azure.subscription = text(m_subscription.edit);
    made.azure.clientId = m_clientId.edit->isHidden() ? QString() : text(m_clientId.edit);
    const QStringList groups = m_groups.edit->text().split(u',', Qt::SkipEmptyParts);
    for (const QString &group : groups)
        made.azure.resourceGroups.append(group.trimmed());
    const bool secretNeeded = kind() == CredentialKind::ClientSecret;

    if (!require(m_name, nameForm.match(made.name).hasMatch(),
                 tr("A name of letters, digits, dots, dashes and underscores: it becomes the file's name.")))
        return;
    if (!require(m_name, !QFileInfo::exists(made.path), tr("There is a site of that name already.")))
        return;
    if (made.azure.cloud == CloudName::Custom) {
        if (!require(m_resourceManager, isHttps(text(m_resourceManager.edit)),
                     tr("An address with https://.")) ||
            !require(m_authority, isHttps(text(m_authority.edit)), tr("An address with https://.")))
            return;
        made.azure.resourceManager = QUrl(text(m_resourceManager.edit));
        made.azure.authority = QUrl(text(m_authority.edit));
        made.azure.caFile = text(m_caFile.edit);
        if (!require(m_caFile, made.azure.caFile.isEmpty() || QFileInfo(made.azure.caFile).isReadable(),
                     tr("There is no such file, or it can not be read.")))
            return;
    }
    // Only a service principal can not be found without its tenant.
    const bool tenantGood = made.azure.tenant.isEmpty() ? !secretNeeded : isTenant(made.azure.tenant);
    if (!require(m_tenant, tenantGood,
                 tr("A tenant is an id like 72f988bf-86f1-41af-91ab-2d7cd011db47, or a domain.")))
        return;
    if (!require(m_subscription, isGuid(made.azure.subscription),
                 tr("A subscription's id looks like 00000000-0000-0000-0000-000000000000.")))
        return;
    if (secretNeeded &&
        (!require(m_clientId, isGuid(made.azure.clientId), tr("The application's (client) id.")) ||
         !require(m_secret, !m_secret.edit->text().isEmpty(), tr("The secret's value, not its id."))))
        return;
    auto secret = std::make_shared<Secret>();
    if (secretNeeded)
        *secret = Secret(m_secret.edit->text().toUtf8());
    m_secret.edit->clear();
    emit entered(made, secret);
}

} // namespace skybro::ui

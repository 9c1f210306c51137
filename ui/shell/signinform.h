#pragma once

#include "models/azure/auth/listclisubscriptions.h"
#include "models/base/secret.h"
#include "models/site/site.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace skybro::ui {

/// What a site needs to sign in: name, cloud, tenant, subscription, and what its way of signing in asks for.
/// What is wrong is said at its field, one thing at a time.
class SignInForm : public QWidget
{
    Q_OBJECT

public:
    explicit SignInForm(QWidget *parent = nullptr);

    /// Empties the form for this way of signing in.
    void begin(site::CredentialKind kind);
    /// What the az login may use, or why that is not known: the first one is filled in, the others offered.
    void offer(const Result<QList<azure::CliSubscription>> &subscriptions);

signals:
    /// offer() is wanted: the form asks for the az login.
    void subscriptionsWanted();
    void entered(const skybro::site::Site &site, std::shared_ptr<skybro::Secret> secret);
    void backWanted();

private:
    struct Field
    {
        QLabel *label;
        QLineEdit *edit;
        QLabel *problem;
    };
    Field addField(const QString &name, const QString &label, const QString &example);
    void showFields();
    void submit();
    void fillIn(int subscription);
    /// False, with the problem shown at the field, when `good` is false.
    bool require(const Field &field, bool good, const QString &problem);
    [[nodiscard]] site::CredentialKind kind() const;

    QFormLayout *m_form;
    QComboBox *m_kind;
    QComboBox *m_cloud;
    QComboBox *m_offered;
    QLabel *m_offeredLabel;
    QList<azure::CliSubscription> m_subscriptions;
    QLabel *m_note;
    Field m_name, m_tenant, m_subscription, m_groups, m_clientId, m_secret, m_resourceManager, m_authority,
        m_caFile;
    QPushButton *m_submit;
};

} // namespace skybro::ui

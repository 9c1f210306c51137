#pragma once

#include "models/base/error.h"
#include "models/base/secret.h"
#include "models/site/site.h"
#include "ui/common/page.h"

#include <memory>
#include <optional>

class QStackedWidget;

namespace skybro::ui {

class ErrorBanner;
class SignInForm;

/// The first start: three doors. Also what "Add a site" opens.
class WelcomePage : public Page
{
    Q_OBJECT

public:
    explicit WelcomePage(QWidget *parent = nullptr);

    /// Why a site could not be opened or written; nothing takes it away.
    void setError(const std::optional<Error> &error);

    void takeFocus() override;

    [[nodiscard]] SignInForm *form() const { return m_form; }

signals:
    void demoWanted();
    /// A new site, checked for form; the secret is empty when it needs none.
    void siteEntered(const skybro::site::Site &site, std::shared_ptr<skybro::Secret> secret);
    /// The site that could not be opened is to be tried again.
    void retryWanted();

private:
    [[nodiscard]] QWidget *makeDoors();
    using Page::show;
    void show(QWidget *part);
    void openForm(site::CredentialKind kind);

    QStackedWidget *m_stack;
    QWidget *m_doors;
    SignInForm *m_form;
    ErrorBanner *m_error;
};

} // namespace skybro::ui

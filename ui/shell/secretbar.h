#pragma once

#include "models/base/secret.h"
#include "ui/common/banner.h"

#include <memory>

class QLineEdit;

namespace skybro::ui {

/// Takes another client secret for the site that is open: Azure's secrets expire, and one may be mistyped.
class SecretBar : public Banner
{
    Q_OBJECT

public:
    explicit SecretBar(QWidget *parent = nullptr);

    /// `where` it will rest: SecretStore::description().
    void ask(const QString &site, const QString &where);

signals:
    /// Never empty.
    void entered(std::shared_ptr<skybro::Secret> secret);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void submit();

    QLineEdit *m_edit;
};

} // namespace skybro::ui

#pragma once

#include "ui/common/banner.h"

#include <QUrl>

namespace skybro::ui {

/// The code to be entered in a browser, here or on another machine, to sign in.
class DeviceCodeBar : public Banner
{
    Q_OBJECT

public:
    explicit DeviceCodeBar(QWidget *parent = nullptr);

    void showCode(const QString &code, const QUrl &page);

signals:
    /// The reader wants the page in a browser.
    void pageWanted(const QUrl &page);

private:
    QString m_code;
    QUrl m_page;
};

} // namespace skybro::ui

#pragma once

#include "models/base/settings.h"
#include "ui/common/page.h"

class QComboBox;
class QFormLayout;

namespace skybro::ui {

/// The user's preferences; each holds from the moment it is chosen.
class SettingsPage : public Page
{
    Q_OBJECT

public:
    /// `settings` outlives the page.
    explicit SettingsPage(Settings *settings, QWidget *parent = nullptr);

    void takeFocus() override;

private:
    struct Choice
    {
        QString value;
        QString text;
    };
    QComboBox *addChoice(const QString &name, const QString &label, const QString &note,
                         const Setting<QString> &setting, const QList<Choice> &choices);

    Settings *m_settings;
    QFormLayout *m_form;
    QComboBox *m_first = nullptr;
};

} // namespace skybro::ui

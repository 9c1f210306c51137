#pragma once

#include "models/base/result.h"
#include "models/base/secret.h"
#include "models/playbook/value.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;
class QSpinBox;
class QTableWidget;

namespace skybro::ui {

/// How a playbook is run: variables that override its own, tags, differences, how many hosts at once, the
/// password for sudo.
class OptionsPane : public QWidget
{
    Q_OBJECT

public:
    explicit OptionsPane(QWidget *parent = nullptr);

    /// Values are read as YAML: true, 3, [a, b], "text". Error (Invalid): names the variable.
    [[nodiscard]] Result<playbook::Dict> variables() const;
    [[nodiscard]] QStringList tags() const;
    [[nodiscard]] QStringList skipTags() const;
    [[nodiscard]] bool diff() const;
    [[nodiscard]] int forks() const;
    /// Null when none was typed. Kept only as long as the page is.
    [[nodiscard]] std::shared_ptr<const Secret> becomePassword() const;
    /// What of it is not as usual, in a few words; empty when all is.
    [[nodiscard]] QString summary() const;
    /// Names to be filled in, those that are there already left alone.
    void askFor(const QList<std::pair<QString, QString>> &namesAndDefaults);

signals:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void growTable();
    [[nodiscard]] QString textAt(int row, int column) const;

    QTableWidget *m_variables;
    QLineEdit *m_tags;
    QLineEdit *m_skipTags;
    QCheckBox *m_diff;
    QSpinBox *m_forks;
    QLineEdit *m_become;
};

} // namespace skybro::ui

#pragma once

#include <QDialog>

namespace skybro::ui {

/// What this program is and which versions it is made of, to be copied into a report.
class AboutDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AboutDialog(QWidget *parent = nullptr);

    /// One "name version" a line: Skybro, Qt, TLS, libraries, system.
    [[nodiscard]] static QString versions();
};

} // namespace skybro::ui

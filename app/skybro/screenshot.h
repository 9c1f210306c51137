#pragma once

#include <QObject>
#include <QTimer>

namespace skybro::ui {
class MainWindow;
}

namespace skybro::console {

/// Draws the window into a PNG file as soon as the page shows its first data, for `--screenshot`.
class Screenshot : public QObject
{
    Q_OBJECT

public:
    Screenshot(ui::MainWindow *window, QString file, QObject *parent = nullptr);

    /// The page to wait for is there.
    void waitForPage();

signals:
    void saved();
    void failed(const QString &text);

private:
    void shoot();

    ui::MainWindow *m_window;
    QString m_file;
    QTimer m_deadline;
    QTimer m_calm;
};

} // namespace skybro::console

#pragma once

#include <QApplication>

namespace skybro::console {

/// QApplication that keeps an eye on the GUI thread: the log says when the first picture was there (info),
/// and what held the thread for more than one frame (debug).
class Application : public QApplication
{
    Q_OBJECT

public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override;

private:
    int m_depth = 0; ///< events delivered from within others count with the outermost
    bool m_painted = false;
};

} // namespace skybro::console

#include "app/skybro/screenshot.h"

#include "ui/common/page.h"
#include "ui/shell/mainwindow.h"

#include <QPixmap>

namespace skybro::console {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Screenshot::Screenshot(ui::MainWindow *window, QString file, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_file(std::move(file))
{
    m_deadline.setSingleShot(true);
    m_deadline.start(30s);
    connect(&m_deadline, &QTimer::timeout, this,
            [this] { emit failed(tr("the page had no data after half a minute")); });
    // Prices and layout follow the first data by a moment.
    m_calm.setSingleShot(true);
    m_calm.setInterval(700ms);
    connect(&m_calm, &QTimer::timeout, this, &Screenshot::shoot);
}

void Screenshot::waitForPage()
{
    ui::Page *page = m_window->currentPage();
    if (!page)
        return;
    if (page->isReady())
        m_calm.start();
    else
        connect(page, &ui::Page::ready, &m_calm, qOverload<>(&QTimer::start));
}

void Screenshot::shoot()
{
    m_deadline.stop();
    const QPixmap picture = m_window->grab();
    if (picture.save(m_file, "PNG"))
        emit saved();
    else
        emit failed(tr("%1 can not be written").arg(m_file));
}

} // namespace skybro::console

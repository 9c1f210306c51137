#pragma once

#include "models/playbook/masks.h"
#include "models/playbook/run/runevent.h"

#include <QElapsedTimer>
#include <QTimer>

#include <functional>

namespace skybro::playbook {

/// Gathers what happens and hands it on in batches, at most 20 a second, with every secret masked. Thread:
/// the run's.
class Events
{
public:
    explicit Events(Masks &masks);

    void add(RunEvent event);
    void notice(const QString &text, const QString &host = {}, const Mark &mark = {});
    /// What is there goes out now.
    void flush();

    std::function<void(const QList<RunEvent> &)> deliver;

private:
    void mask(RunEvent &event) const;

    Masks &m_masks;
    QList<RunEvent> m_waiting;
    QTimer m_timer;
    QElapsedTimer m_sinceLast;
};

} // namespace skybro::playbook

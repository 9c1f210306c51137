#pragma once

#include "app/skybroctl/arguments.h"
#include "app/skybroctl/exitcode.h"

#include <QObject>

namespace skybro::ctl {

/// One command, run to its exit code.
class Command : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void start() = 0;
    /// Ctrl+C: say what stays under way and finish.
    virtual void interrupt() = 0;

signals:
    void finished(int exitCode);
};

} // namespace skybro::ctl

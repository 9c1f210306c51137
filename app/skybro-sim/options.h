#pragma once

#include "models/base/result.h"
#include "models/simulator/world.h"

#include <QStringList>

/// The command line of skybro-sim, read and judged.
struct Options
{
    int nodes = 8;
    bool nodesGiven = false;
    quint16 port = 0;
    skybro::sim::Settings settings;
    QString scenario;
    QString capture;
    QString faults;
    QString record;
    QString bootHook;
    QString state;
    QString writeSite;
    QString tlsDir;
};

/// Ends the program for --help and --version. An error is one sentence about what is wrong with an argument.
[[nodiscard]] skybro::Result<Options> readOptions(const QStringList &arguments);

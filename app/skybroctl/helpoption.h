#pragma once

#include <QCommandLineOption>

class QCommandLineParser;

namespace skybro::ctl {

/// -h and --help, without the --help-all that Qt's own brings along: there are no Qt options to tell of.
QCommandLineOption addHelpOption(QCommandLineParser &parser);

} // namespace skybro::ctl

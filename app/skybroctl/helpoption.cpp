#include "app/skybroctl/helpoption.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace skybro::ctl {

using namespace Qt::StringLiterals;

QCommandLineOption addHelpOption(QCommandLineParser &parser)
{
    const QCommandLineOption help(
        {u"h"_s, u"help"_s},
        QCoreApplication::translate("skybro::ctl", "Displays help on commandline options."));
    parser.addOption(help);
    return help;
}

} // namespace skybro::ctl

// skybro: the console.

#include "app/skybro/application.h"
#include "app/skybro/console.h"
#include "app/skybro/screenshot.h"
#include "models/base/log.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace skybro;

namespace {

int fail(int code, const QString &text)
{
    std::fprintf(stderr, "skybro: %s\n", qUtf8Printable(text));
    return code;
}

/// For an application that is there already.
struct Translations
{
    QTranslator ours;
    QTranslator qts;

    Translations()
    {
        // English has a file too: its plural forms.
        if (ours.load(QLocale(), u"skybro"_s, u"_"_s, u":/skybro/translations"_s) ||
            ours.load(u":/skybro/translations/skybro_en.qm"_s))
            QCoreApplication::installTranslator(&ours);
        if (qts.load(QLocale(), u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
            QCoreApplication::installTranslator(&qts);
    }
};

/// The command line, for the console and for the help that comes without one.
struct Options
{
    QCommandLineParser parser;
    QCommandLineOption site =
        made(u"site"_s, u"NAME|FILE"_s, QCoreApplication::translate("main", "open this site"));
    QCommandLineOption demo =
        made(u"demo"_s, {}, QCoreApplication::translate("main", "open a simulated Azure on this machine"));
    QCommandLineOption page =
        made(u"page"_s, u"PAGE"_s, QCoreApplication::translate("main", "show this page first"));
    QCommandLineOption screenshot =
        made(u"screenshot"_s, u"PNG"_s,
             QCoreApplication::translate("main", "draw the page into this file and end"));
    QCommandLineOption size =
        made(u"size"_s, u"WxH"_s, QCoreApplication::translate("main", "size of the window"));
    QCommandLineOption theme =
        made(u"theme"_s, u"light|dark"_s, QCoreApplication::translate("main", "whatever the settings say"));
    QCommandLineOption listPages = made(
        u"list-pages"_s, {}, QCoreApplication::translate("main", "print the names of the pages and end"));

    Options()
    {
        parser.setApplicationDescription(
            QCoreApplication::translate("main", "Console for a Slurm cluster that extends into Azure."));
        parser.addHelpOption();
        parser.addVersionOption();
        for (const QCommandLineOption *option : {&site, &demo, &page, &screenshot, &size, &theme, &listPages})
            parser.addOption(*option);
    }

private:
    static QCommandLineOption made(const QString &name, const QString &value, const QString &text)
    {
        return {name, text, value};
    }
};

void printHelp(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"skybro"_s);
    const Translations translations;
    const Options options;
    std::printf("%s", options.parser.helpText().toLocal8Bit().constData());
}

// What needs no window answers without one.
bool answeredWithoutWindow(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        const QByteArrayView argument(argv[i]);
        if (argument == "--version" || argument == "-v") {
            std::printf("skybro %s\n", SKYBRO_VERSION);
            return true;
        }
        if (argument == "--help" || argument == "-h") {
            printHelp(argc, argv);
            return true;
        }
        if (argument == "--help-all") // with Qt's options, which only a GUI application knows
            qputenv("QT_QPA_PLATFORM", "offscreen");
        if (argument == "--list-pages") {
            const QStringList ids = console::Console::pageIds();
            for (const QString &id : ids)
                std::printf("%s\n", qUtf8Printable(id));
            return true;
        }
    }
    return false;
}

QSize sizeFrom(const QString &text)
{
    bool goodWidth = false;
    bool goodHeight = false;
    const QSize size(text.section(u'x', 0, 0).toInt(&goodWidth), text.section(u'x', 1).toInt(&goodHeight));
    return goodWidth && goodHeight && size.width() >= 200 && size.height() >= 200 && size.width() <= 8192 &&
                   size.height() <= 8192
               ? size
               : QSize();
}

} // namespace

int main(int argc, char **argv)
{
    if (answeredWithoutWindow(argc, argv))
        return 0;
    console::Application application(argc, argv);
    QApplication::setApplicationName(u"skybro"_s);
    QApplication::setApplicationVersion(QStringLiteral(SKYBRO_VERSION));
    QApplication::setDesktopFileName(u"io.github.skybro.skybro"_s);

    const Translations translations;
    Options options;
    QCommandLineParser &parser = options.parser;
    parser.process(application);

    if (!parser.positionalArguments().isEmpty())
        return fail(
            2, u"unexpected argument '%1'. Try 'skybro --help'."_s.arg(parser.positionalArguments().first()));
    const QString page = parser.value(options.page);
    if (!page.isEmpty() && !console::Console::pageIds().contains(page))
        return fail(2, u"there is no page '%1'; there are: %2."_s.arg(
                           page, console::Console::pageIds().join(u", "_s)));
    const QSize windowSize = sizeFrom(parser.value(options.size));
    if (parser.isSet(options.size) && windowSize.isEmpty())
        return fail(2, u"--size needs WIDTHxHEIGHT, both from 200 to 8192."_s);
    const QString themeWord = parser.value(options.theme);
    if (parser.isSet(options.theme) && themeWord != "light"_L1 && themeWord != "dark"_L1)
        return fail(2, u"--theme is light or dark."_s);

    const Settings settings;
    const auto level = log::levelFromWord(settings.get(setting::logLevel)).value_or(log::Level::Info);
    const Result<void> logging =
        log::open({.program = u"skybro"_s, .level = level, .toFile = true, .toStderr = false});
    if (!logging)
        std::fprintf(stderr, "skybro: %s\n", qUtf8Printable(logging.error().text));

    int code = 0;
    {
        console::Console console;
        if (!themeWord.isEmpty())
            console.theme()->setChoice(ui::Theme::fromWord(themeWord));
        if (!windowSize.isEmpty())
            console.window()->resize(windowSize);
        console.setFirstPage(page);

        std::unique_ptr<console::Screenshot> picture;
        if (parser.isSet(options.screenshot)) {
            picture =
                std::make_unique<console::Screenshot>(console.window(), parser.value(options.screenshot));
            QObject::connect(&console, &console::Console::opened, picture.get(),
                             &console::Screenshot::waitForPage);
            QObject::connect(picture.get(), &console::Screenshot::saved, &application, &QApplication::quit);
            const auto give = [&application](const QString &text) {
                fail(1, text);
                application.exit(1);
            };
            QObject::connect(picture.get(), &console::Screenshot::failed, &application, give);
            QObject::connect(&console, &console::Console::failed, &application,
                             [give](const Error &error) { give(error.text); });
        }
        console.window()->show();
        // The first paint comes before the first question.
        QMetaObject::invokeMethod(
            &console,
            [&] {
                if (parser.isSet(options.demo))
                    console.openDemo();
                else if (parser.isSet(options.site))
                    console.openSite(parser.value(options.site));
                else
                    console.openUsual();
            },
            Qt::QueuedConnection);
        code = QApplication::exec();
    }
    log::close();
    return code;
}

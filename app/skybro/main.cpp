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

// What needs no window answers without one.
bool answeredWithoutWindow(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        const QByteArrayView argument(argv[i]);
        if (argument == "--version" || argument == "-v") {
            std::printf("skybro %s\n", SKYBRO_VERSION);
            return true;
        }
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

    QTranslator ours;
    QTranslator qts;
    // English has a file too: its plural forms.
    if (ours.load(QLocale(), u"skybro"_s, u"_"_s, u":/skybro/translations"_s) ||
        ours.load(u":/skybro/translations/skybro_en.qm"_s))
        QApplication::installTranslator(&ours);
    if (qts.load(QLocale(), u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QApplication::installTranslator(&qts);

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QApplication::translate("main", "Console for a Slurm cluster that extends into Azure."));
    parser.addHelpOption();
    parser.addVersionOption();
    const auto option = [&parser](const QString &name, const QString &value, const QString &text) {
        const QCommandLineOption made(name, text, value);
        parser.addOption(made);
        return made;
    };
    const auto siteOption =
        option(u"site"_s, u"NAME|FILE"_s, QApplication::translate("main", "open this site"));
    const auto demo =
        option(u"demo"_s, {}, QApplication::translate("main", "open a simulated Azure on this machine"));
    const auto pageOption =
        option(u"page"_s, u"PAGE"_s, QApplication::translate("main", "show this page first"));
    const auto screenshot = option(u"screenshot"_s, u"PNG"_s,
                                   QApplication::translate("main", "draw the page into this file and end"));
    const auto size = option(u"size"_s, u"WxH"_s, QApplication::translate("main", "size of the window"));
    const auto theme =
        option(u"theme"_s, u"light|dark"_s, QApplication::translate("main", "whatever the settings say"));
    option(u"list-pages"_s, {}, QApplication::translate("main", "print the names of the pages and end"));
    parser.process(application);

    if (!parser.positionalArguments().isEmpty())
        return fail(
            2, u"unexpected argument '%1'. Try 'skybro --help'."_s.arg(parser.positionalArguments().first()));
    const QString page = parser.value(pageOption);
    if (!page.isEmpty() && !console::Console::pageIds().contains(page))
        return fail(2, u"there is no page '%1'; there are: %2."_s.arg(
                           page, console::Console::pageIds().join(u", "_s)));
    const QSize windowSize = sizeFrom(parser.value(size));
    if (parser.isSet(size) && windowSize.isEmpty())
        return fail(2, u"--size needs WIDTHxHEIGHT, both from 200 to 8192."_s);
    const QString themeWord = parser.value(theme);
    if (parser.isSet(theme) && themeWord != "light"_L1 && themeWord != "dark"_L1)
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
        if (parser.isSet(screenshot)) {
            picture = std::make_unique<console::Screenshot>(console.window(), parser.value(screenshot));
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
                if (parser.isSet(demo))
                    console.openDemo();
                else if (parser.isSet(siteOption))
                    console.openSite(parser.value(siteOption));
                else
                    console.openUsual();
            },
            Qt::QueuedConnection);
        code = QApplication::exec();
    }
    log::close();
    return code;
}

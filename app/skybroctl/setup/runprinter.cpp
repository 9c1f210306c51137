#include "app/skybroctl/setup/runprinter.h"

#include "app/skybroctl/terminal.h"
#include "models/playbook/run/unifieddiff.h"

#include <QCoreApplication>

#include <unistd.h>

#include <algorithm>

namespace skybro::ctl {

using namespace Qt::StringLiterals;
using playbook::Dict;
using playbook::Outcome;
using playbook::Recap;
using playbook::RecapPart;
using playbook::RunEvent;
using playbook::Value;

namespace {

constexpr int fewestStars = 3;

/// What a node wrote may hold anything: nothing of it may steer the terminal.
QString printable(QString text)
{
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control && c != u'\n' && c != u'\t')
            c = u'?';
    }
    return text;
}

bool isDebug(const QString &action)
{
    return action.section(u'.', -1) == u"debug";
}

bool isAssert(const QString &action)
{
    return action.section(u'.', -1) == u"assert";
}

/// A result as Ansible dumps it: by names, without what stands elsewhere.
QString dump(const Value &result, int indent = 0)
{
    QStringList keys = result.dict().keys();
    keys.removeIf([](const QString &key) {
        return key.startsWith(u"_ansible") || key == u"diff" || key == u"invocation" || key == u"exception" ||
               key == u"failed";
    });
    std::ranges::sort(keys);
    Dict sorted;
    for (const QString &key : std::as_const(keys))
        sorted.insert(key, result[key]);
    return QString::fromUtf8(Value(sorted).toJson(indent, playbook::JsonText::Utf8));
}

/// What `debug` is there to say.
QString saying(const Value &result)
{
    Dict said;
    if (result.dict().contains(u"msg"_s)) {
        said.insert(u"msg"_s, result[u"msg"_s]);
    } else {
        for (const auto &[key, value] : result.dict()) {
            if (key != u"changed" && key != u"failed" && key != u"skipped" && !key.startsWith(u"_ansible"))
                said.insert(key, value);
        }
    }
    return QString::fromUtf8(Value(said).toJson(4, playbook::JsonText::Utf8));
}

QString hostLabel(const RunEvent &event)
{
    return event.delegatedTo.isEmpty() ? event.host : u"%1 -> %2"_s.arg(event.host, event.delegatedTo);
}

bool isBad(const RunEvent &event)
{
    return event.outcome == Outcome::Failed || event.outcome == Outcome::Ignored ||
           event.outcome == Outcome::Unreachable;
}

} // namespace

RunPrinter::Options printerOptions(bool quiet)
{
    RunPrinter::Options options{.quiet = quiet};
    if (isTerminal(STDOUT_FILENO)) {
        options.width = terminalWidth(STDOUT_FILENO);
        options.color = qEnvironmentVariableIsEmpty("NO_COLOR");
    }
    return options;
}

RunPrinter::RunPrinter(const Options &options)
    : m_options(options)
{
}

QString RunPrinter::paint(const QString &text, Color color) const
{
    static const QString codes[] = {{}, u"0;32"_s, u"0;33"_s, u"0;36"_s, u"0;31"_s, u"1;31"_s, u"1;35"_s};
    const QString &code = codes[static_cast<size_t>(color)];
    return m_options.color && !code.isEmpty() ? u"\x1b[%1m%2\x1b[0m"_s.arg(code, text) : text;
}

QString RunPrinter::banner(const QString &text) const
{
    const int stars = std::max(fewestStars, m_options.width - static_cast<int>(text.size()));
    return text + u' ' + QString(stars, u'*');
}

QStringList RunPrinter::taskBanner(int task)
{
    if (task < 0 || task == m_shown)
        return {};
    m_shown = task;
    const Task &known = m_tasks[task];
    const QString kind = known.isHandler ? u"RUNNING HANDLER"_s : u"TASK"_s;
    return {QString(), banner(u"%1 [%2]"_s.arg(kind, printable(known.title)))};
}

QStringList RunPrinter::lines(const RunEvent &event)
{
    QStringList lines;
    switch (event.kind) {
    case RunEvent::Kind::PlayStarted:
        m_shown = -1;
        if (!m_options.quiet)
            lines = QStringList{QString(), banner(u"PLAY [%1]"_s.arg(printable(event.text)))};
        break;
    case RunEvent::Kind::TaskStarted:
        m_tasks.insert(event.task,
                       {event.text.isEmpty() ? event.action : event.text, event.action, event.isHandler});
        break;
    case RunEvent::Kind::ItemFinished:
    case RunEvent::Kind::HostFinished: {
        if (m_options.quiet && !isBad(event))
            break;
        const QStringList shown =
            event.kind == RunEvent::Kind::ItemFinished ? itemLines(event) : hostLines(event);
        const QStringList diffs = m_options.quiet ? QStringList() : diffLines(event);
        if (!shown.isEmpty() || !diffs.isEmpty())
            lines = taskBanner(event.task) + diffs + shown;
        break;
    }
    case RunEvent::Kind::Retrying:
        if (!m_options.quiet)
            lines = taskBanner(event.task) + QStringList{paint(printable(event.text), Color::Cyan)};
        break;
    case RunEvent::Kind::Notice:
        lines = QStringList{paint(printable(event.text), Color::Purple)};
        break;
    case RunEvent::Kind::RunFinished:
        lines = recapOf(event.recap);
        break;
    case RunEvent::Kind::RunStarted:
    case RunEvent::Kind::HostStarted:
    case RunEvent::Kind::Rescued:
        break;
    }
    return lines;
}

QStringList RunPrinter::hostLines(const RunEvent &event) const
{
    const QString host = hostLabel(event);
    const bool isLoop = event.result.dict().contains(u"results"_s);
    const QString &action = m_tasks.value(event.task).action;
    switch (event.outcome) {
    case Outcome::Ok:
    case Outcome::Changed: {
        if (isLoop)
            return {}; // its items have said it
        QString line = u"%1: [%2]"_s.arg(toWord(event.outcome), host);
        if (isDebug(action))
            line += u" => "_s + printable(saying(event.result));
        return {paint(line, event.outcome == Outcome::Ok ? Color::Green : Color::Yellow)};
    }
    case Outcome::Skipped:
        return {paint(u"skipping: [%1]"_s.arg(host), Color::Cyan)};
    case Outcome::Ignored:
    case Outcome::Failed: {
        QStringList lines;
        constexpr int indent = 4;
        if (!isLoop)
            lines += paint(u"fatal: [%1]: FAILED! => %2"_s.arg(
                               host, printable(dump(event.result, isAssert(action) ? indent : 0))),
                           Color::Red);
        if (event.outcome == Outcome::Ignored)
            lines += paint(u"...ignoring"_s, Color::Cyan);
        return lines;
    }
    case Outcome::Unreachable:
        return {paint(u"fatal: [%1]: UNREACHABLE! => %2"_s.arg(host, printable(dump(event.result))),
                      Color::BrightRed)};
    }
    Q_UNREACHABLE();
}

QStringList RunPrinter::itemLines(const RunEvent &event) const
{
    const QString host = hostLabel(event);
    const QString item = printable(event.text);
    switch (event.outcome) {
    case Outcome::Ok:
    case Outcome::Changed: {
        QString line = u"%1: [%2] => (item=%3)"_s.arg(toWord(event.outcome), host, item);
        if (isDebug(m_tasks.value(event.task).action))
            line += u" => "_s + printable(saying(event.result));
        return {paint(line, event.outcome == Outcome::Ok ? Color::Green : Color::Yellow)};
    }
    case Outcome::Skipped:
        return {paint(u"skipping: [%1] => (item=%2) "_s.arg(host, item), Color::Cyan)};
    case Outcome::Failed:
    case Outcome::Ignored:
    case Outcome::Unreachable:
        return {paint(u"failed: [%1] (item=%2) => %3"_s.arg(host, item, printable(dump(event.result))),
                      Color::Red)};
    }
    Q_UNREACHABLE();
}

QStringList RunPrinter::diffLines(const RunEvent &event) const
{
    QStringList lines;
    for (const playbook::Diff &diff : event.diffs) {
        for (const QByteArray &bytes : playbook::unifiedDiff(diff)) {
            QString line = printable(QString::fromUtf8(bytes));
            while (line.endsWith(u'\n'))
                line.chop(1);
            const Color color = line.startsWith(u'+')   ? Color::Green
                                : line.startsWith(u'-') ? Color::Red
                                : line.startsWith(u'@') ? Color::Cyan
                                                        : Color::Plain;
            lines += paint(line, color);
        }
    }
    if (!lines.isEmpty())
        lines += QString();
    return lines;
}

RunPrinter::Color RunPrinter::recapColor(playbook::RecapPart part)
{
    switch (part) {
    case RecapPart::Ok:
    case RecapPart::Rescued:
    case RecapPart::WellHost:
        return Color::Green;
    case RecapPart::Changed:
    case RecapPart::ChangedHost:
        return Color::Yellow;
    case RecapPart::Unreachable:
        return Color::BrightRed;
    case RecapPart::Failed:
    case RecapPart::TroubledHost:
        return Color::Red;
    case RecapPart::Skipped:
        return Color::Cyan;
    case RecapPart::Ignored:
        return Color::Purple;
    case RecapPart::Zero:
        break;
    }
    return Color::Plain;
}

QStringList RunPrinter::recapOf(const Recap &recap) const
{
    return QStringList{QString(), banner(u"PLAY RECAP"_s)} +
           playbook::recapLines(recap,
                                [this](const QString &text, RecapPart part) {
                                    return paint(printable(text), recapColor(part));
                                }) +
           QStringList{QString()};
}

} // namespace skybro::ctl

#include "models/playbook/run/runevent.h"

#include "models/playbook/run/shorten.h"

#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array outcomeWords{"ok"_L1,     "changed"_L1, "skipped"_L1,
                                  "failed"_L1, "ignored"_L1, "unreachable"_L1};
constexpr std::array kindWords{"run-started"_L1,   "play-started"_L1,  "task-started"_L1, "host-started"_L1,
                               "item-finished"_L1, "host-finished"_L1, "retrying"_L1,     "notice"_L1,
                               "rescued"_L1,       "run-finished"_L1};
const std::array<std::pair<QString, int HostStats::*>, 7> counters{{
    {u"ok"_s, &HostStats::ok},
    {u"changed"_s, &HostStats::changed},
    {u"unreachable"_s, &HostStats::unreachable},
    {u"failed"_s, &HostStats::failed},
    {u"skipped"_s, &HostStats::skipped},
    {u"rescued"_s, &HostStats::rescued},
    {u"ignored"_s, &HostStats::ignored},
}};

template <typename Enum, size_t N>
std::optional<Enum> fromWord(const std::array<QLatin1StringView, N> &words, QStringView word)
{
    for (size_t i = 0; i < words.size(); ++i) {
        if (word == words.at(i))
            return static_cast<Enum>(i);
    }
    return std::nullopt;
}

QString textOf(const Value &value)
{
    return value.isString() ? value.toText() : QString();
}

int numberOf(const Value &value, int otherwise)
{
    const std::optional<qint64> number = value.type() == Value::Type::Int ? value.toInt() : std::nullopt;
    return number && *number >= 0 && *number <= std::numeric_limits<int>::max() ? static_cast<int>(*number)
                                                                                : otherwise;
}

/// Text when it is UTF-8, else base64 under the name with "64" behind it.
void insertBytes(Dict &dict, const QString &name, const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    if (!decoder.hasError())
        dict.insert(name, shortenText(text, textLimit));
    else
        dict.insert(name + u"64"_s, QString::fromLatin1(bytes.left(textLimit / 4 * 3).toBase64()));
}

QByteArray bytesOf(const Value &dict, const QString &name)
{
    const Value &encoded = dict[name + u"64"_s];
    return encoded.isString() ? QByteArray::fromBase64(encoded.toText().toLatin1())
                              : textOf(dict[name]).toUtf8();
}

Value toValue(const QList<Diff> &diffs)
{
    List list;
    for (const Diff &diff : diffs) {
        Dict dict{{u"beforeHeader"_s, diff.beforeHeader}, {u"afterHeader"_s, diff.afterHeader}};
        insertBytes(dict, u"before"_s, diff.before);
        insertBytes(dict, u"after"_s, diff.after);
        list += Value(std::move(dict));
    }
    return list;
}

Value toValue(const Recap &recap)
{
    Dict dict;
    for (const auto &[host, stats] : recap.asKeyValueRange()) {
        Dict line;
        for (const auto &[name, counter] : counters)
            line.insert(name, stats.*counter);
        dict.insert(host, std::move(line));
    }
    return dict;
}

bool isFinishedKind(RunEvent::Kind kind)
{
    return kind == RunEvent::Kind::ItemFinished || kind == RunEvent::Kind::HostFinished;
}

} // namespace

QString toWord(Outcome outcome)
{
    return outcomeWords.at(static_cast<size_t>(outcome));
}

std::optional<Outcome> outcomeFromWord(QStringView word)
{
    return fromWord<Outcome>(outcomeWords, word);
}

QString toWord(RunEvent::Kind kind)
{
    return kindWords.at(static_cast<size_t>(kind));
}

std::optional<RunEvent::Kind> runEventKindFromWord(QStringView word)
{
    return fromWord<RunEvent::Kind>(kindWords, word);
}

void addTo(Recap &recap, const RunEvent &event)
{
    if (event.kind == RunEvent::Kind::PlayStarted) {
        for (const QString &host : event.hosts)
            recap[host];
        return;
    }
    if (event.kind == RunEvent::Kind::Rescued) { // what failed is no failure any more
        HostStats &stats = recap[event.host];
        stats.failed = std::max(0, stats.failed - 1);
        ++stats.rescued;
        return;
    }
    if (event.kind != RunEvent::Kind::HostFinished)
        return;
    HostStats &stats = recap[event.host];
    switch (event.outcome) {
    case Outcome::Changed:
        ++stats.changed;
        [[fallthrough]];
    case Outcome::Ok:
        ++stats.ok;
        break;
    case Outcome::Skipped:
        ++stats.skipped;
        break;
    case Outcome::Failed:
        ++stats.failed;
        break;
    case Outcome::Ignored:
        ++stats.ok;
        ++stats.ignored;
        if (event.result[u"changed"_s].isTrue())
            ++stats.changed;
        break;
    case Outcome::Unreachable:
        ++stats.unreachable;
        break;
    }
}

QByteArray toJsonLine(const RunEvent &event)
{
    Dict line{{u"event"_s, toWord(event.kind)}, {u"time"_s, event.time.toUTC().toString(Qt::ISODateWithMs)}};
    const auto insert = [&line](const QString &name, const auto &value, bool isThere) {
        if (isThere)
            line.insert(name, Value(value));
    };
    insert(u"play"_s, event.play, event.play >= 0);
    insert(u"task"_s, event.task, event.task >= 0);
    insert(u"host"_s, event.host, !event.host.isEmpty());
    insert(u"text"_s, shortenText(event.text, textLimit), !event.text.isEmpty());
    insert(u"action"_s, event.action, !event.action.isEmpty());
    insert(u"file"_s, event.mark.file, !event.mark.file.isEmpty());
    insert(u"line"_s, event.mark.line, event.mark.line > 0);
    insert(u"column"_s, event.mark.column, event.mark.column > 0);
    insert(u"handler"_s, true, event.isHandler);
    insert(u"check"_s, true, event.isCheck);
    insert(u"stopped"_s, true, event.isStopped);
    insert(u"delegatedTo"_s, event.delegatedTo, !event.delegatedTo.isEmpty());
    insert(u"outcome"_s, toWord(event.outcome), isFinishedKind(event.kind));
    insert(u"result"_s, shorten(event.result, textLimit, resultLimit), !event.result.isNull());
    insert(u"diffs"_s, toValue(event.diffs), !event.diffs.isEmpty());
    insert(u"hosts"_s, event.hosts, !event.hosts.isEmpty());
    insert(u"duration"_s, event.duration, event.duration > 0);
    insert(u"recap"_s, toValue(event.recap), !event.recap.isEmpty());
    return Value(std::move(line)).toJson();
}

std::optional<RunEvent> runEventFromJson(const QByteArray &line)
{
    const std::optional<Value> read = Value::fromJson(line);
    if (!read || !read->isDict())
        return std::nullopt;
    const Value &value = *read;
    const auto kind = runEventKindFromWord(textOf(value[u"event"_s]));
    const QDateTime time = QDateTime::fromString(textOf(value[u"time"_s]), Qt::ISODateWithMs);
    if (!kind || !time.isValid() || time.timeSpec() != Qt::UTC)
        return std::nullopt;
    RunEvent event;
    event.kind = *kind;
    event.time = time;
    event.play = numberOf(value[u"play"_s], -1);
    event.task = numberOf(value[u"task"_s], -1);
    event.host = textOf(value[u"host"_s]);
    event.text = textOf(value[u"text"_s]);
    event.action = textOf(value[u"action"_s]);
    event.mark = {.file = textOf(value[u"file"_s]),
                  .line = numberOf(value[u"line"_s], 0),
                  .column = numberOf(value[u"column"_s], 0)};
    event.isHandler = value[u"handler"_s].isTrue();
    event.isCheck = value[u"check"_s].isTrue();
    event.isStopped = value[u"stopped"_s].isTrue();
    event.delegatedTo = textOf(value[u"delegatedTo"_s]);
    event.outcome = outcomeFromWord(textOf(value[u"outcome"_s])).value_or(Outcome::Ok);
    event.result = value[u"result"_s];
    for (const Value &diff : value[u"diffs"_s].list()) {
        event.diffs += Diff{.beforeHeader = textOf(diff[u"beforeHeader"_s]),
                            .afterHeader = textOf(diff[u"afterHeader"_s]),
                            .before = bytesOf(diff, u"before"_s),
                            .after = bytesOf(diff, u"after"_s)};
    }
    for (const Value &host : value[u"hosts"_s].list())
        event.hosts += textOf(host);
    event.duration = std::max<qint64>(0, value[u"duration"_s].toInt().value_or(0));
    for (const auto &[host, stats] : value[u"recap"_s].dict()) {
        for (const auto &[name, counter] : counters)
            event.recap[host].*counter = numberOf(stats[name], 0);
    }
    return event;
}

} // namespace skybro::playbook

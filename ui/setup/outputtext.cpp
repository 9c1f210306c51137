#include "ui/setup/outputtext.h"

#include "models/playbook/run/unifieddiff.h"
#include "models/playbook/template/yamlwriter.h"
#include "ui/common/texthighlighter.h"
#include "ui/setup/runlooks.h"

#include <QCoreApplication>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using playbook::CellResult;
using playbook::Dict;
using playbook::Value;

namespace {

struct OutputWords
{
    Q_DECLARE_TR_FUNCTIONS(skybro::ui::OutputText)
};

QString wordOf(playbook::Outcome outcome)
{
    using playbook::Outcome;
    switch (outcome) {
    case Outcome::Ok:
        return cellLook(playbook::RunModel::Ok).word;
    case Outcome::Changed:
        return cellLook(playbook::RunModel::Changed).word;
    case Outcome::Skipped:
        return cellLook(playbook::RunModel::Skipped).word;
    case Outcome::Failed:
        return cellLook(playbook::RunModel::Failed).word;
    case Outcome::Ignored:
        return cellLook(playbook::RunModel::Ignored).word;
    case Outcome::Unreachable:
        break;
    }
    return cellLook(playbook::RunModel::Unreachable).word;
}

/// A message may be a list or a dict, as debug's: in YAML then.
QString textOf(const Value &value)
{
    QString text = value.isList() || value.isDict() ? playbook::writeYaml(value, {}) : value.toText();
    while (text.endsWith(u'\n'))
        text.chop(1);
    return text;
}

void addOutput(const Value &result, QStringList *lines)
{
    static const QStringList names{u"msg"_s,    u"stdout"_s,        u"stderr"_s,        u"exception"_s,
                                   u"reason"_s, u"module_stdout"_s, u"module_stderr"_s, u"skip_reason"_s};
    for (const QString &name : names) {
        const Value &value = result[name];
        if (value.isNull() || (value.isString() && value.toText().isEmpty()))
            continue;
        QString title = name;
        if (name == "stdout"_L1 && !result[u"rc"_s].isNull())
            title += u" · rc %1"_s.arg(result[u"rc"_s].toText());
        lines->append(sectionHeading(title));
        lines->append(textOf(value));
        lines->append(QString());
    }
    // `debug: var=x` answers under the variable's name.
    if (lines->isEmpty() && result[u"_ansible_verbose_always"_s].isTrue()) {
        for (const auto &[name, value] : result.dict()) {
            if (name.startsWith(u'_') || name == "changed"_L1 || name == "failed"_L1)
                continue;
            lines->append(sectionHeading(name));
            lines->append(textOf(value));
        }
    }
}

void addDiffs(const QList<playbook::Diff> &diffs, QStringList *lines)
{
    for (const playbook::Diff &diff : diffs) {
        for (const QByteArray &line : playbook::unifiedDiff(diff))
            lines->append(QString::fromUtf8(line));
    }
}

Value wholeResult(const CellResult &cell)
{
    if (cell.items.isEmpty() || !cell.result[u"results"_s].isNull())
        return cell.result;
    Dict whole = cell.result.dict();
    playbook::List items;
    for (const CellResult::Item &item : cell.items)
        items.append(item.result);
    whole.insert(u"results"_s, items);
    return whole;
}

} // namespace

OutputText outputTextOf(const playbook::PackedResult &result)
{
    const CellResult cell = result.unpack();
    OutputText text;
    QStringList output;
    QStringList diff;
    addOutput(cell.result, &output);
    if (!cell.retrying.isEmpty() && cell.result.isNull())
        output.append(cell.retrying);
    addDiffs(cell.diffs, &diff);
    for (const CellResult::Item &item : cell.items) {
        const QString heading =
            sectionHeading(OutputWords::tr("item %1 · %2").arg(item.label, wordOf(item.outcome)));
        output.append(heading);
        QStringList lines;
        addOutput(item.result, &lines);
        output.append(lines);
        QStringList changes;
        addDiffs(item.diffs, &changes);
        if (!changes.isEmpty()) {
            diff.append(heading);
            diff.append(changes);
        }
    }
    while (!output.isEmpty() && output.last().isEmpty())
        output.removeLast();
    text.output = output.join(u'\n');
    text.diff = diff.join(u'\n');
    const Value whole = wholeResult(cell);
    if (!whole.isNull()) {
        text.yaml = playbook::writeYaml(whole, {});
        text.json = QString::fromUtf8(whole.toJson(4, playbook::JsonText::Utf8));
    }
    return text;
}

} // namespace skybro::ui

#include "models/playbook/modules/result.h"

#include <QCoreApplication>

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// Sets the value at "a/b/c", making the dicts on the way.
Dict inserted(Dict dict, QStringView path, const Value &value, bool append)
{
    const qsizetype slash = path.indexOf(u'/');
    const QString key = path.left(slash < 0 ? path.size() : slash).toString();
    if (slash >= 0) {
        dict.insert(key, inserted(dict.value(key).dict(), path.mid(slash + 1), value, append));
    } else if (append) {
        List list = dict.value(key).list();
        list.append(value);
        dict.insert(key, list);
    } else {
        dict.insert(key, value);
    }
    return dict;
}

/// As Python's splitlines(): at whatever Unicode takes for the end of a line, and no line after the last one.
QStringList splitLines(const QString &text)
{
    static const QString ends = u"\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"_s;
    QStringList lines;
    qsizetype from = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!ends.contains(text[i]))
            continue;
        lines.append(text.mid(from, i - from));
        if (text[i] == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n')
            ++i;
        from = i + 1;
    }
    if (from < text.size())
        lines.append(text.mid(from));
    return lines;
}

Dict sorted(const Dict &dict)
{
    QStringList keys = dict.keys();
    keys.sort();
    Dict result;
    for (const QString &key : keys)
        result.insert(key, dict.value(key));
    return result;
}

} // namespace

QString textFromNode(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes);
}

Diff stateDiff(const Dict &before, const Dict &after)
{
    return {.before = Value(sorted(before)).toJson(4) + '\n', .after = Value(sorted(after)).toJson(4) + '\n'};
}

void addLines(Dict &fields)
{
    for (const QString &name : {u"stdout"_s, u"stderr"_s}) {
        const Value *text = fields.find(name);
        const QString lines = name + u"_lines"_s;
        if (!text || !text->isString() || fields.contains(lines))
            continue;
        fields.insert(lines, Value(splitLines(text->toText())));
    }
}

Report::Report(const Output &output, const QByteArray &nonce)
    : m_output(output)
{
    const QByteArray mark = '\036' + nonce;
    const QByteArray end = '\n' + mark + '\n';
    qsizetype at = 0;
    while ((at = output.out.indexOf(mark, at)) >= 0) {
        at += mark.size();
        const qsizetype line = output.out.indexOf('\n', at);
        const qsizetype stop = line < 0 ? -1 : output.out.indexOf(end, line);
        if (stop < 0)
            return;
        const QByteArray head = output.out.mid(at, line - at);
        if (!head.isEmpty()) {
            const bool isEmpty = stop == line;
            add(head[0], QString::fromUtf8(head.mid(1)),
                isEmpty ? QByteArray() : output.out.mid(line + 1, stop - line - 1));
        }
        at = stop + end.size();
    }
}

void Report::add(char type, const QString &key, const QByteArray &bytes)
{
    if (key == u"changed"_s)
        m_isChanged = bytes == "yes";
    else if (key == u"failed"_s)
        m_isFailed = bytes == "yes";
    else if (key == u"end"_s)
        m_isComplete = true;
    if (key == u"changed"_s || key == u"failed"_s || key == u"end"_s)
        return;
    m_bytes.insert(key, bytes);
    if (type == 'x')
        return;
    Value value;
    switch (type) {
    case 'i': {
        bool isNumber = false;
        const qint64 number = bytes.trimmed().toLongLong(&isNumber);
        value = isNumber ? Value(number) : Value();
        break;
    }
    case 'f':
        value = bytes.trimmed().toDouble();
        break;
    case 'b':
        value = bytes == "yes";
        break;
    case 'L':
        value = List{};
        break;
    case 'D':
        value = Dict{};
        break;
    case 'j':
        value = Value::fromJson(bytes).value_or(Value());
        break;
    case 's':
    case 'l':
        value = textFromNode(bytes);
        break;
    default:
        break;
    }
    m_fields = inserted(std::move(m_fields), key, value, type == 'l');
}

TaskResult Report::toResult() const
{
    TaskResult result;
    result.changed = m_isChanged;
    result.failed = m_isFailed || !m_isComplete;
    result.fields = m_fields;
    result.msg = text(u"msg"_s);
    result.fields.remove(u"msg"_s);
    // Where Ansible says nothing, but says it.
    if (has(u"msg"_s) && result.msg.isEmpty())
        result.fields.insert(u"msg"_s, QString());
    result.fields.remove(u"before"_s);
    result.fields.remove(u"after"_s);
    if (m_isFailed)
        result.changed = false;
    if (!m_isComplete) {
        result.msg =
            QCoreApplication::translate("Modules", "the script on the node ended early, with exit code %1")
                .arg(m_output.exitCode);
        result.fields.insert(u"module_stdout"_s, textFromNode(m_output.out));
        result.fields.insert(u"module_stderr"_s, textFromNode(m_output.err));
        result.fields.insert(u"rc"_s, m_output.exitCode);
    }
    if (!result.failed && (m_fields.contains(u"before"_s) || m_fields.contains(u"after"_s)))
        result.diffs.append(stateDiff(m_fields.value(u"before"_s).dict(), m_fields.value(u"after"_s).dict()));
    addLines(result.fields);
    return result;
}

} // namespace skybro::playbook

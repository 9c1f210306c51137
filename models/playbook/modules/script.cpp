#include "models/playbook/modules/script.h"

#include <QRandomGenerator>
#include <QRegularExpression>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

// Above this a script's text would be read slowly by shells that read it byte by byte.
constexpr qsizetype inlineLimit = 32 * 1024;

class OneScript : public ModuleRun
{
public:
    OneScript(const ModuleCall &call, std::function<Result<void>(const ModuleCall &, ScriptText &)> write,
              Finish finish)
        : m_call(call)
        , m_write(std::move(write))
        , m_finish(std::move(finish))
    {
    }

    Step next(const std::optional<Output> &last) override
    {
        if (!last) {
            ScriptText text(m_call);
            if (const auto written = m_write(m_call, text); !written)
                return TaskResult::failure(written.error().text);
            m_nonce = text.nonce();
            return text.script();
        }
        const Report report(*last, m_nonce);
        TaskResult result = report.toResult();
        if (m_finish && report.isComplete())
            m_finish(m_call, report, result);
        return result;
    }

private:
    ModuleCall m_call;
    std::function<Result<void>(const ModuleCall &, ScriptText &)> m_write;
    Finish m_finish;
    QByteArray m_nonce;
};

class OnController : public ModuleRun
{
public:
    explicit OnController(TaskResult result)
        : m_result(std::move(result))
    {
    }
    Step next(const std::optional<Output> & /*last*/) override { return m_result; }

private:
    TaskResult m_result;
};

} // namespace

QByteArray shellQuoted(const QByteArray &text)
{
    QByteArray quoted = text;
    quoted.replace('\0', "");
    quoted.replace('\'', "'\\''");
    return '\'' + quoted + '\'';
}

QByteArray shellQuoted(const QString &text)
{
    return shellQuoted(text.toUtf8());
}

QByteArray shellPath(const QString &text)
{
    static const QRegularExpression tilde(u"^~[A-Za-z0-9._-]*(?=/|$)"_s);
    static const QRegularExpression name(u"\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)\\}|([A-Za-z_][A-Za-z0-9_]*))"_s);
    QString rest = text;
    QByteArray word;
    if (const auto match = tilde.match(rest); match.hasMatch()) {
        word = match.captured().toUtf8();
        rest = rest.mid(match.capturedLength());
        if (!rest.isEmpty()) {
            // The slash must not be quoted, or the shell takes the quote for a part of the user's name.
            word += '/';
            rest = rest.mid(1);
        }
        if (rest.isEmpty())
            return word;
    }
    qsizetype from = 0;
    for (auto matches = name.globalMatch(rest); matches.hasNext();) {
        const auto match = matches.next();
        const QByteArray variable = (match.captured(1) + match.captured(2)).toUtf8();
        word += shellQuoted(rest.mid(from, match.capturedStart() - from));
        // An unknown name stays as it was written.
        word += "\"${" + variable + "-\\" + match.captured().toUtf8() + "}\"";
        from = match.capturedEnd();
    }
    if (from < rest.size() || word.isEmpty())
        word += shellQuoted(rest.mid(from));
    return word;
}

std::optional<QStringList> shellWords(const QString &line)
{
    QStringList words;
    QString word;
    bool inWord = false;
    QChar quote;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line[i];
        if (quote == u'\'') {
            if (c == quote)
                quote = QChar();
            else
                word += c;
        } else if (quote == u'"') {
            if (c == quote) {
                quote = QChar();
            } else if (c == u'\\' && i + 1 < line.size() && (line[i + 1] == u'"' || line[i + 1] == u'\\')) {
                word += line[++i];
            } else {
                word += c;
            }
        } else if (c == u'\'' || c == u'"') {
            quote = c;
            inWord = true;
        } else if (c == u'\\') {
            if (i + 1 >= line.size())
                return std::nullopt;
            word += line[++i];
            inWord = true;
        } else if (c == u' ' || c == u'\t' || c == u'\n' || c == u'\r') {
            if (inWord)
                words.append(word);
            word.clear();
            inWord = false;
        } else {
            word += c;
            inWord = true;
        }
    }
    if (!quote.isNull())
        return std::nullopt;
    if (inWord)
        words.append(word);
    return words;
}

QString argText(const ModuleCall &call, const QString &name, const QString &otherwise)
{
    const Value value = call.args.value(name);
    return value.isNull() ? otherwise : value.toText();
}

QByteArray exports(const Dict &environment)
{
    static const QRegularExpression name(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
    QByteArray lines;
    for (const auto &[key, value] : environment) {
        if (name.match(key).hasMatch())
            lines += "export " + key.toUtf8() + '=' + shellQuoted(value.toText()) + '\n';
    }
    return lines;
}

ScriptText::ScriptText(const ModuleCall &call)
    : m_nonce(QByteArray::number(QRandomGenerator::system()->generate64(), 16))
{
    m_text = exports(call.environment) + "sb_begin " + m_nonce + (call.check ? " yes" : " no") +
             (call.diff ? " yes\n" : " no\n");
    const Module *module = findModule(call.module);
    if (!module)
        return;
    // The command lines of users run in the environment of the user, all else speaks English and finds the
    // system's tools.
    if (!module->takesFreeForm)
        m_text +=
            "sb_lc_all=${LC_ALL-} LC_ALL=C PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin\nexport LC_ALL PATH\n";
    for (const Option &option : module->options) {
        const Value value = call.args.value(option.name);
        if (value.isDict() || option.name.startsWith(u'_'))
            continue;
        m_text += "a_" + option.name.toUtf8().replace('-', '_') + '=';
        if (value.type() == Value::Type::Bool)
            m_text += value.isTrue() ? "yes" : "no";
        else if (value.isList())
            m_text += shellQuoted(value.toTexts().join(u'\n'));
        else if (!value.isNull())
            m_text +=
                option.type == OptionType::Path ? shellPath(value.toText()) : shellQuoted(value.toText());
        m_text += '\n';
    }
    const Value validate = call.args.value(u"validate"_s);
    if (validate.isNull())
        return;
    QByteArray command;
    for (const QString &word : shellWords(validate.toText()).value_or(QStringList{}))
        command += shellQuoted(word).replace("%s", "'\"$1\"'") + ' ';
    m_text += "sb_validate=" + shellQuoted(command) + '\n';
}

void ScriptText::set(const QByteArray &name, const QString &value)
{
    m_text += name + '=' + shellQuoted(value) + '\n';
}

void ScriptText::add(QByteArrayView lines)
{
    m_text += lines;
    if (!m_text.endsWith('\n'))
        m_text += '\n';
}

void ScriptText::setContent(const QByteArray &bytes)
{
    if (bytes.size() <= inlineLimit && !bytes.contains('\0')) {
        m_text += "content() { printf %s " + shellQuoted(bytes) + "; }\n";
        return;
    }
    m_input = bytes;
    // By a descriptor of its own: what runs in between may have another standard input.
    m_text += "exec 4<&0\ncontent() { cat <&4; }\n";
}

Script ScriptText::script() const
{
    Script script;
    script.text = m_text + "sb_end\n";
    script.input = m_input;
    return script;
}

Start oneScript(QByteArray body, Finish finish)
{
    return oneScript(
        [body = std::move(body)](const ModuleCall &, ScriptText &text) -> Result<void> {
            text.add(body);
            return {};
        },
        std::move(finish));
}

Start oneScript(std::function<Result<void>(const ModuleCall &, ScriptText &)> write, Finish finish)
{
    return [write = std::move(write),
            finish = std::move(finish)](const ModuleCall &call) -> std::unique_ptr<ModuleRun> {
        return std::make_unique<OneScript>(call, write, finish);
    };
}

Start onController(std::function<TaskResult(const ModuleCall &)> run)
{
    return [run = std::move(run)](const ModuleCall &call) -> std::unique_ptr<ModuleRun> {
        return std::make_unique<OnController>(run(call));
    };
}

} // namespace skybro::playbook

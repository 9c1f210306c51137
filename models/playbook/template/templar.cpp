#include "models/playbook/template/templar.h"

#include "models/playbook/template/evaluator.h"
#include "models/playbook/template/problems.h"

#include <QCoreApplication>

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

QString shortened(const QString &text)
{
    constexpr qsizetype enough = 300;
    return text.size() > enough ? text.left(enough) + u"…"_s : text;
}

bool hasBraces(const QString &text)
{
    for (qsizetype at = text.indexOf(u'{'); at >= 0 && at + 1 < text.size();
         at = text.indexOf(u'{', at + 1)) {
        const QChar next = text[at + 1];
        if (next == u'{' || next == u'%' || next == u'#')
            return true;
    }
    return false;
}

} // namespace

Scope::~Scope() = default;

QStringList Scope::searchPath(const QString & /*kind*/) const
{
    return {};
}

QStringList Scope::variableNames() const
{
    return {};
}

QStringList Scope::hostNames() const
{
    return {};
}

const Scope *Scope::host(const QString & /*name*/) const
{
    return nullptr;
}

class Templar::Engine
{
    Q_DECLARE_TR_FUNCTIONS(skybro::playbook)

public:
    /// Runs `work` and makes an error of what it throws.
    template <typename Work>
    auto run(const QString &text, const Scope &scope, const Work &work)
        -> Result<std::invoke_result_t<Work, Evaluator &>>
    {
        Evaluator evaluator(parser, scope, settings);
        try {
            return work(evaluator);
        } catch (const Fault &fault) {
            QString message = fault.text;
            ErrorKind kind = ErrorKind::Invalid;
            if (fault.kind == Fault::Kind::Type) {
                message =
                    u"Unexpected templating type error occurred on (%1): %2"_s.arg(shortened(text), message);
            } else if (fault.kind == Fault::Kind::Deadline) {
                kind = ErrorKind::TimedOut;
                message = tr("The template takes longer than %1 s: %2")
                              .arg(static_cast<double>(settings.deadline.count()) / 1000)
                              .arg(shortened(text));
            }
            return fail(kind, message, text);
        } catch (const std::bad_alloc &) {
            return fail(ErrorKind::Invalid, tr("The template needs too much memory: %1").arg(shortened(text)),
                        text);
        }
    }

    Parser parser;
    Evaluator::Settings settings{.deadline = std::chrono::seconds(5), .isPipeAllowed = false};
};

Templar::Templar()
    : m_engine(std::make_unique<Engine>())
{
}

Templar::~Templar() = default;

void Templar::setDeadline(std::chrono::milliseconds deadline)
{
    m_engine->settings.deadline = deadline;
}

void Templar::setPipeAllowed(bool allowed)
{
    m_engine->settings.isPipeAllowed = allowed;
}

Result<Value> Templar::expand(const Value &raw, const Scope &scope)
{
    if (!isTemplate(raw))
        return raw;
    return m_engine->run(raw.isString() ? raw.toText() : QString(), scope, [&](Evaluator &evaluator) {
        const Value value = evaluator.expandDeep(raw);
        return evaluator.isUnsafe() ? value.toUnsafe() : value;
    });
}

Result<Value> Templar::evaluate(const QString &expression, const Scope &scope)
{
    return m_engine->run(expression, scope, [&](Evaluator &evaluator) {
        Value value;
        if (hasBraces(expression)) {
            // "{{ x }} == 1": Ansible warns of it and expands it first; what comes out is the expression.
            value = evaluator.expandDeep(expression);
            if (value.isString())
                value = evaluator.plain(evaluator.evaluate(value.toText()));
        } else {
            value = evaluator.plain(evaluator.evaluate(expression));
        }
        return evaluator.isUnsafe() ? value.toUnsafe() : value;
    });
}

Result<QString> Templar::render(const QString &text, const FileOptions &options, const Scope &scope)
{
    Syntax syntax{.trimBlocks = options.trimBlocks, .lstripBlocks = options.lstripBlocks};
    QString body = text;
    static const QString header = u"#jinja2:"_s;
    if (text.startsWith(header)) {
        const qsizetype end = text.indexOf(u'\n');
        const QString line = text.mid(header.size(), (end < 0 ? text.size() : end) - header.size());
        body = end < 0 ? QString() : text.mid(end + 1);
        for (const QString &pair : line.split(u',')) {
            const QString key = pair.section(u':', 0, 0).trimmed();
            const bool value = pair.section(u':', 1).trimmed() == "True"_L1;
            if (key == "trim_blocks"_L1)
                syntax.trimBlocks = value;
            else if (key == "lstrip_blocks"_L1)
                syntax.lstripBlocks = value;
            else if (!key.isEmpty())
                return fail(ErrorKind::Invalid,
                            tr("%1: the #jinja2 option '%2' is not supported").arg(options.path, key));
        }
    }
    auto rendered =
        m_engine->run(text, scope, [&](Evaluator &evaluator) { return evaluator.renderFile(body, syntax); });
    if (!rendered && !options.path.isEmpty())
        rendered.error().text = options.path + u": "_s + rendered.error().text;
    return rendered;
}

std::optional<Error> Templar::check(const QString &text, bool isExpression) const
{
    const auto found =
        findProblems(m_engine->parser, text, isExpression ? TemplateForm::Expression : TemplateForm::Text,
                     m_engine->settings.deadline);
    if (found.isEmpty())
        return std::nullopt;
    if (found[0].isUnsupported)
        return makeError(ErrorKind::Invalid, tr("%1: %2").arg(found[0].text, shortened(text)), text);
    return makeError(ErrorKind::Invalid, u"template error while templating string: %1. String: %2"_s.arg(
                                             found[0].text, shortened(text)));
}

bool Templar::isTemplate(const Value &raw)
{
    if (raw.isString())
        return !raw.isUnsafe() && hasBraces(raw.toText());
    if (raw.isList())
        return std::ranges::any_of(raw.list(), isTemplate);
    return std::ranges::any_of(raw.dict(), [](const Dict::Entry &entry) { return isTemplate(entry.second); });
}

} // namespace skybro::playbook

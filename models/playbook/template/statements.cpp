#include "models/playbook/template/evaluator.h"
#include "models/playbook/template/functions.h"
#include "models/playbook/template/loop.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>

#include <algorithm>
#include <utility>

namespace skybro::playbook {

using namespace Qt::StringLiterals;
using Kind = Node::Kind;

/// The blocks of a template and of those it extends, nearest first.
struct Evaluator::Blocks
{
    QHash<QString, std::vector<const Node *>> byName;

    void collect(const Node &node)
    {
        if (node.kind == Kind::Block)
            byName[node.text].push_back(&node);
        for (const auto &child : node.children) {
            if (child)
                collect(*child);
        }
    }
};

/// A scope of names within another, for as long as it lives.
class Evaluator::FrameGuard
{
public:
    FrameGuard(Evaluator &evaluator, std::shared_ptr<Frame> parent)
        : m_evaluator(evaluator)
        , m_saved(std::exchange(evaluator.m_frame, std::make_shared<Frame>()))
    {
        evaluator.m_frame->parent = std::move(parent);
    }
    explicit FrameGuard(Evaluator &evaluator)
        : FrameGuard(evaluator, evaluator.m_frame)
    {
    }
    ~FrameGuard() { m_evaluator.m_frame = std::move(m_saved); }
    FrameGuard(const FrameGuard &) = delete;
    FrameGuard &operator=(const FrameGuard &) = delete;

private:
    Evaluator &m_evaluator;
    std::shared_ptr<Frame> m_saved;
};

Evaluator::Evaluator(Parser &parser, const Scope &scope, const Settings &settings)
    : m_parser(parser)
    , m_scope(&scope)
    , m_settings(settings)
    , m_end(std::chrono::steady_clock::now() + settings.deadline)
{
}

Evaluator::~Evaluator() = default;

namespace {

qsizetype newlinesAtEnd(const QString &text)
{
    qsizetype count = 0;
    while (count < text.size() && text[text.size() - 1 - count] == u'\n')
        ++count;
    return count;
}

/// Jinja2 drops the last newline of a template, Ansible puts back what was lost.
QString withoutLastNewline(const QString &text)
{
    return text.endsWith(u'\n') ? text.chopped(1) : text;
}

void restoreNewlines(QString &result, qsizetype count)
{
    const qsizetype missing = count - newlinesAtEnd(result);
    if (missing > 0)
        result += QString(missing, u'\n');
}

/// The name in "{{ name }}"; empty when it is more than that.
QString loneName(const QString &text)
{
    if (!text.startsWith("{{"_L1) || !(text.endsWith("}}"_L1) || text.endsWith("}}\n"_L1)))
        return {};
    const QString name = text.trimmed().mid(2).chopped(2).trimmed();
    return std::ranges::all_of(name, [](QChar c) { return c.isLetterOrNumber() || c == u'_'; }) ? name
                                                                                                : QString();
}

} // namespace

Item Evaluator::expandText(const QString &text)
{
    if (m_expanding.contains(text))
        throwFault(u"recursive loop detected in template string: %1"_s.arg(text), Fault::Kind::Loop);
    const Depth depth(*this);
    m_expanding.insert(text);
    const auto leave = qScopeGuard([&] { m_expanding.remove(text); });

    if (const QString name = loneName(text); !name.isEmpty()) {
        // A number, a boolean and null keep what they are only when the variable itself is one.
        if (const auto raw = m_scope->variable(name)) {
            if (raw->isNull() || Item(*raw).isNumber())
                return *raw;
        }
    }
    const auto tree = parse(withoutLastNewline(text), Syntax{.rawStrings = true});
    const FrameGuard frame(*this, nullptr);
    const qsizetype newlines = newlinesAtEnd(text);
    Item result;
    if (tree->children.size() == 1 && tree->children[0]->kind == Kind::Output) {
        m_trees.push_back(tree);
        result = finishLone(eval(*tree->children[0]->child(0)));
    } else {
        QString out;
        runRoot(tree, out);
        result = finishText(std::move(out));
    }
    if (newlines > 0 && result.isString()) {
        QString restored = result.value()->toText();
        restoreNewlines(restored, newlines);
        return Value(restored);
    }
    return result;
}

Item Evaluator::finishText(QString text)
{
    if (text.startsWith(u'[') || text.startsWith(u'{') || text == "True"_L1 || text == "False"_L1) {
        if (auto literal = pythonLiteral(text))
            return *literal;
    }
    return Value(std::move(text));
}

Item Evaluator::finishLone(const Item &item)
{
    if (item.isNull() || item.isNothing())
        return Value(QString());
    if (defined(item).isNativeText())
        return *item.value();
    if (item.isDict() || (item.isList() && item.typeName() == "list"_L1))
        return item.value() ? item : Item(plain(item));
    if (item.object() && !item.isList())
        return plain(item);
    return finishText(text(item));
}

Value Evaluator::expandDeep(const Value &raw)
{
    if (raw.isString())
        return raw.isUnsafe() || !Templar::isTemplate(raw) ? raw : plain(expandText(raw.toText()));
    return plain(Item::raw(raw));
}

Item Evaluator::evaluate(const QString &expression)
{
    const auto tree = parse(expression, Syntax{.isExpression = true});
    m_trees.push_back(tree);
    const FrameGuard frame(*this, nullptr);
    return eval(*tree);
}

QString Evaluator::renderFile(const QString &text, const Syntax &syntax)
{
    m_syntax = syntax;
    const auto tree = parse(withoutLastNewline(text), syntax);
    const FrameGuard frame(*this, nullptr);
    QString out;
    runRoot(tree, out);
    restoreNewlines(out, newlinesAtEnd(text));
    return out;
}

Item Evaluator::renderLookup(const QString &text, const Value &variables, bool convert)
{
    const Depth depth(*this);
    const auto tree = parse(withoutLastNewline(text), Syntax{});
    const FrameGuard frame(*this, nullptr);
    for (const auto &[name, value] : variables.dict())
        m_frame->names.insert(name, value);
    QString out;
    runRoot(tree, out);
    restoreNewlines(out, newlinesAtEnd(text));
    return convert ? finishText(std::move(out)) : Item(Value(std::move(out)));
}

void Evaluator::runRoot(const std::shared_ptr<const Node> &tree, QString &out)
{
    const auto saved = std::exchange(m_blocks, std::make_unique<Blocks>()).release();
    const auto restore = qScopeGuard([&] { m_blocks.reset(saved); });
    std::shared_ptr<const Node> current = tree;
    while (current) {
        const Depth depth(*this);
        tick();
        m_trees.push_back(current);
        m_blocks->collect(*current);
        std::shared_ptr<const Node> parent;
        QString unseen;
        for (const auto &child : current->children) {
            if (child->kind == Kind::Extends)
                parent = load(eval(*child->child(0)), false);
            else if (!parent)
                run(*child, out);
            else if (child->kind != Kind::Block)
                run(*child, unseen);
        }
        current = parent;
        if (m_trees.size() > 10'000)
            throwFault(u"maximum recursion depth exceeded"_s, Fault::Kind::Loop);
    }
}

Evaluator::Flow Evaluator::runChildren(const Node &node, QString &out)
{
    for (const auto &child : node.children) {
        if (const Flow flow = run(*child, out); flow != Flow::Next)
            return flow;
    }
    return Flow::Next;
}

Evaluator::Flow Evaluator::run(const Node &node, QString &out)
{
    const Depth depth(*this);
    tick();
    switch (node.kind) {
    case Kind::Body:
        return runChildren(node, out);
    case Kind::Data:
        out += node.text;
        break;
    case Kind::Output:
        print(eval(*node.child(0)), out);
        break;
    case Kind::If:
        if (isTrue(eval(*node.child(0))))
            return run(*node.child(1), out);
        return node.child(2) ? run(*node.child(2), out) : Flow::Next;
    case Kind::For:
        return runFor(node, out);
    case Kind::Set:
        assign(*node.child(0), eval(*node.child(1)));
        break;
    case Kind::SetBlock:
    case Kind::FilterBlock: {
        const bool isSet = node.kind == Kind::SetBlock;
        QString captured;
        Item filtered;
        {
            const FrameGuard frame(*this);
            run(*node.child(isSet ? 1 : 0), captured);
            m_frame->names.insert(u" captured"_s, Value(captured));
            filtered = eval(*node.child(isSet ? 2 : 1));
        }
        if (isSet)
            assign(*node.child(0), filtered);
        else
            print(filtered, out);
        break;
    }
    case Kind::Macro:
        m_frame->names.insert(node.text, macro(node));
        break;
    case Kind::CallBlock: {
        const Node &called = *node.child(0);
        Args args = arguments(called, 1);
        args.named.emplace_back(u"caller"_s, macro(*node.child(1)));
        print(call(eval(*called.child(0)), args), out);
        break;
    }
    case Kind::Include:
        runInclude(node, out);
        break;
    case Kind::Import:
        m_frame->names.insert(node.child(1)->text, Item(module(node, node.text == "alone"_L1)));
        break;
    case Kind::FromImport: {
        const auto from = module(node, node.text == "alone"_L1);
        for (std::size_t i = 1; i < node.children.size(); ++i) {
            const Node &alias = *node.child(i);
            m_frame->names.insert(
                alias.child(0)->text,
                from->members.value(
                    alias.text, Item::undefined(u"the template does not export the requested name '%1'"_s.arg(
                                    alias.text))));
        }
        break;
    }
    case Kind::Block:
        runBlockAt(node.text, 0, out);
        break;
    case Kind::With: {
        const FrameGuard frame(*this);
        for (std::size_t i = 1; i < node.children.size(); ++i)
            run(*node.child(i), out);
        return run(*node.child(0), out);
    }
    case Kind::Do:
        static_cast<void>(eval(*node.child(0)));
        break;
    case Kind::Break:
        return Flow::Break;
    case Kind::Continue:
        return Flow::Continue;
    default:
        throwFault(u"unexpected part of a template on line %1"_s.arg(node.line));
    }
    if (out.size() > largestText)
        throwFault(u"the text becomes larger than %1 characters"_s.arg(largestText));
    return Flow::Next;
}

void Evaluator::print(const Item &item, QString &out)
{
    if (!item.isNull())
        out += text(item);
}

void Evaluator::assign(const Node &target, const Item &item)
{
    if (target.kind == Kind::Name) {
        m_frame->names.insert(target.text, item);
        return;
    }
    if (target.kind == Kind::Attribute) {
        const auto space = eval(*target.child(0)).as<Members>();
        if (!space)
            throwFault(u"cannot assign attribute on non-namespace object"_s);
        space->members.insert(target.text, item);
        return;
    }
    const Items parts = iterate(item);
    if (parts.size() > target.children.size())
        throwFault(u"too many values to unpack (expected %1)"_s.arg(target.children.size()));
    if (parts.size() < target.children.size()) {
        throwFault(u"not enough values to unpack (expected %1, got %2)"_s.arg(target.children.size())
                       .arg(parts.size()));
    }
    for (std::size_t i = 0; i < parts.size(); ++i)
        assign(*target.child(i), parts[i]);
}

Evaluator::Flow Evaluator::runFor(const Node &node, QString &out)
{
    return runLoop(node, eval(*node.child(1)), out, 1);
}

Evaluator::Flow Evaluator::runLoop(const Node &node, const Item &source, QString &out, int depth)
{
    const Depth deeper(*this);
    auto items = std::make_shared<Items>(iterate(source));
    if (const Node *condition = node.child(4)) {
        auto chosen = std::make_shared<Items>();
        for (const Item &item : *items) {
            const FrameGuard frame(*this);
            assign(*node.child(0), item);
            if (isTrue(eval(*condition)))
                chosen->push_back(item);
        }
        items = chosen;
    }
    if (items->empty())
        return node.child(3) ? run(*node.child(3), out) : Flow::Next;
    const auto loop = std::make_shared<Loop>(items, depth);
    if (node.text == "recursive"_L1) {
        loop->again = makeCallable(u"loop"_s, [&node, depth](Evaluator &evaluator, const Args &args) {
            QString text;
            if (args.positional.empty())
                throwType(u"loop() takes the items"_s);
            evaluator.runLoop(node, args.positional[0], text, depth + 1);
            return Item(Value(text));
        });
    }
    for (std::size_t i = 0; i < items->size(); ++i) {
        tick();
        const FrameGuard frame(*this);
        loop->index = i;
        m_frame->names.insert(u"loop"_s, Item(loop));
        assign(*node.child(0), (*items)[i]);
        if (run(*node.child(2), out) == Flow::Break)
            break;
    }
    return Flow::Next;
}

namespace {

bool mentions(const Node &node, const QString &name)
{
    if (node.kind == Kind::Name && node.text == name)
        return true;
    return std::ranges::any_of(node.children,
                               [&](const auto &child) { return child && mentions(*child, name); });
}

} // namespace

Item Evaluator::macro(const Node &node)
{
    const auto takesMore = mentions(node, u"varargs"_s);
    return makeCallable(
        node.text, [&node, takesMore, defined = m_frame](Evaluator &evaluator, const Args &args) {
            const std::size_t count = node.children.size() - 1;
            if (args.positional.size() > count && !takesMore) {
                throwType(u"macro '%1' takes not more than %2 argument(s)"_s.arg(node.text).arg(count));
            }
            const FrameGuard frame(evaluator, defined);
            auto others = std::make_shared<DictObject>();
            QHash<QString, Item> named;
            for (const auto &[name, item] : args.named)
                named.insert(name, item);
            for (std::size_t i = 0; i < count; ++i) {
                const Node &param = *node.child(i + 1);
                Item item = Item::undefined(u"parameter '%1' was not provided"_s.arg(param.text));
                if (i < args.positional.size())
                    item = args.positional[i];
                else if (named.contains(param.text))
                    item = named.take(param.text);
                else if (param.child(0))
                    item = evaluator.eval(*param.child(0));
                evaluator.m_frame->names.insert(param.text, item);
            }
            if (named.contains(u"caller"_s))
                evaluator.m_frame->names.insert(u"caller"_s, named.take(u"caller"_s));
            if (!named.isEmpty() && !mentions(node, u"kwargs"_s)) {
                throwType(
                    u"macro '%1' takes no keyword argument '%2'"_s.arg(node.text, named.constBegin().key()));
            }
            for (auto it = named.constBegin(); it != named.constEnd(); ++it)
                others->insert(Value(it.key()), it.value());
            evaluator.m_frame->names.insert(u"kwargs"_s, Item(others));
            Items more;
            for (std::size_t i = count; i < args.positional.size(); ++i)
                more.push_back(args.positional[i]);
            evaluator.m_frame->names.insert(u"varargs"_s, makeTuple(more));
            QString out;
            evaluator.run(*node.child(0), out);
            return Item(Value(out));
        });
}

std::shared_ptr<const Node> Evaluator::load(const Item &name, bool mayBeMissing)
{
    QStringList names;
    if (name.isList()) {
        for (const Item &one : iterate(name))
            names.append(text(one));
    } else {
        names.append(text(name));
    }
    for (const QString &wanted : std::as_const(names)) {
        QStringList places;
        for (const QString &folder : m_scope->searchPath(u"templates"_s))
            places.append(QDir(folder).filePath(wanted));
        if (QFileInfo(wanted).isAbsolute())
            places = QStringList{wanted};
        for (const QString &place : std::as_const(places)) {
            QFile file(place);
            if (!QFileInfo(place).isFile() || !file.open(QIODevice::ReadOnly))
                continue;
            return parse(withoutLastNewline(QString::fromUtf8(file.read(largestText))), m_syntax);
        }
    }
    if (mayBeMissing)
        return nullptr;
    throwFault(u"template not found: %1"_s.arg(names.join(u", "_s)));
}

void Evaluator::runInclude(const Node &node, QString &out)
{
    const auto tree = load(eval(*node.child(0)), node.text.contains("ignore"_L1));
    if (!tree)
        return;
    const FrameGuard frame(*this, node.text.contains("alone"_L1) ? nullptr : m_frame);
    runRoot(tree, out);
}

std::shared_ptr<Members> Evaluator::module(const Node &node, bool isAlone)
{
    const auto tree = load(eval(*node.child(0)), false);
    const FrameGuard frame(*this, isAlone ? nullptr : m_frame);
    QString unseen;
    runRoot(tree, unseen);
    auto exported = std::make_shared<Members>(u"TemplateModule"_s);
    for (auto it = m_frame->names.constBegin(); it != m_frame->names.constEnd(); ++it) {
        if (!it.key().startsWith(u'_'))
            exported->members.insert(it.key(), it.value());
    }
    return exported;
}

void Evaluator::runBlockAt(const QString &name, std::size_t level, QString &out)
{
    const auto chain = m_blocks->byName.value(name);
    if (level >= chain.size())
        throwFault(u"there is no parent block called '%1'."_s.arg(name), Fault::Kind::Undefined);
    const FrameGuard frame(*this);
    m_frame->names.insert(u"super"_s,
                          makeCallable(u"super"_s, [name, level](Evaluator &evaluator, const Args &) {
                              QString text;
                              evaluator.runBlockAt(name, level + 1, text);
                              return Item(Value(text));
                          }));
    run(*chain[level]->child(0), out);
}

} // namespace skybro::playbook

#pragma once

#include "models/playbook/template/item.h"
#include "models/playbook/template/node.h"
#include "models/playbook/template/parser.h"
#include "models/playbook/template/templar.h"

#include <QSet>

#include <chrono>

namespace skybro::playbook {

/// Walks a tree with Python's rules, for one call of the Templar. Everything may throw Fault.
class Evaluator
{
public:
    struct Settings
    {
        std::chrono::milliseconds deadline;
        bool isPipeAllowed = false;
    };
    Evaluator(Parser &parser, const Scope &scope, const Settings &settings);
    ~Evaluator();
    Evaluator(const Evaluator &) = delete;
    Evaluator &operator=(const Evaluator &) = delete;

    // ---- whole templates
    /// A text with braces by Ansible's rules: "{{ x }}" keeps what x is, text that looks like a list becomes
    /// one.
    [[nodiscard]] Item expandText(const QString &text);
    [[nodiscard]] Value expandDeep(const Value &raw);
    [[nodiscard]] Item evaluate(const QString &expression);
    [[nodiscard]] QString renderFile(const QString &text, const Syntax &syntax);
    /// A template file within another, with variables of its own, for the lookup `template`.
    [[nodiscard]] Item renderLookup(const QString &text, const Value &variables, bool convert);
    /// Whether anything that was used is unsafe: then the result is.
    [[nodiscard]] bool isUnsafe() const { return m_isUnsafe; }

    // ---- expressions (evaluator.cpp)
    [[nodiscard]] Item eval(const Node &node);
    [[nodiscard]] Item name(const QString &name);
    [[nodiscard]] std::optional<Item> variable(const QString &name);
    [[nodiscard]] Item call(const Item &callee, const Args &args);
    [[nodiscard]] Item filter(const QString &name, const Item &input, const Args &args);
    [[nodiscard]] bool test(const QString &name, const Item &input, const Args &args);
    /// A value from outside: texts are expanded, containers later.
    [[nodiscard]] Item adopt(const Value &raw);
    [[nodiscard]] const Scope &scope() const { return *m_scope; }
    [[nodiscard]] bool isPipeAllowed() const { return m_settings.isPipeAllowed; }
    /// The lookup's answers are nobody's templates.
    void markUnsafe() { m_isUnsafe = true; }
    /// Runs `work` with the variables of another host.
    [[nodiscard]] Item inScope(const Scope &scope, const std::function<Item()> &work);

    // ---- what Python does with values (operators.cpp)
    /// Plain data: everything expanded; fails on what is undefined.
    [[nodiscard]] Value plain(const Item &item);
    [[nodiscard]] QString text(const Item &item); ///< str()
    [[nodiscard]] QString repr(const Item &item);
    [[nodiscard]] bool isTrue(const Item &item);
    [[nodiscard]] Items iterate(const Item &item);
    [[nodiscard]] qsizetype length(const Item &item);
    [[nodiscard]] bool equals(const Item &left, const Item &right);
    [[nodiscard]] int compare(const Item &left, const Item &right, const QString &op);
    [[nodiscard]] bool contains(const Item &container, const Item &item);
    [[nodiscard]] Item binary(const QString &op, const Item &left, const Item &right);
    /// `of.name`: a member, else an item; undefined when there is neither.
    [[nodiscard]] Item attribute(const Item &of, const QString &name);
    [[nodiscard]] Item item(const Item &of, const Item &key);
    [[nodiscard]] Item slice(const Item &of, const Item &from, const Item &to, const Item &step);
    /// "a.b.0", as attribute= of map, groupby and sort take it.
    [[nodiscard]] Item path(const Item &of, const Item &attribute);
    /// Fails when it is undefined.
    const Item &defined(const Item &item) const;
    /// Fails when the deadline is over. Called in every loop.
    void tick();
    /// The time that is left.
    [[nodiscard]] std::chrono::milliseconds timeLeft() const;
    /// Room in the C++ stack: counts how deep we are.
    class Depth
    {
    public:
        explicit Depth(Evaluator &evaluator);
        ~Depth() { --m_evaluator.m_depth; }
        Depth(const Depth &) = delete;
        Depth &operator=(const Depth &) = delete;

    private:
        Evaluator &m_evaluator;
    };

private:
    enum class Flow
    {
        Next,
        Break,
        Continue
    };
    struct Frame
    {
        QHash<QString, Item> names;
        std::shared_ptr<Frame> parent;
    };
    struct Blocks;
    class FrameGuard;

    [[nodiscard]] std::shared_ptr<const Node> parse(const QString &text, const Syntax &syntax);
    [[nodiscard]] Item evalCall(const Node &node);
    [[nodiscard]] Item evalCompare(const Node &node);
    [[nodiscard]] Args arguments(const Node &node, std::size_t from);
    [[nodiscard]] Item mutableTarget(const Node &node);
    [[nodiscard]] Item finishText(QString text);
    /// A lone "{{ … }}".
    [[nodiscard]] Item finishLone(const Item &item);

    // statements (statements.cpp)
    Flow run(const Node &node, QString &out);
    Flow runChildren(const Node &node, QString &out);
    Flow runFor(const Node &node, QString &out);
    Flow runLoop(const Node &node, const Item &source, QString &out, int depth);
    void print(const Item &item, QString &out);
    void assign(const Node &target, const Item &item);
    [[nodiscard]] Item macro(const Node &node);
    void runInclude(const Node &node, QString &out);
    [[nodiscard]] std::shared_ptr<Members> module(const Node &node, bool isAlone);
    void runBlockAt(const QString &name, std::size_t level, QString &out);
    void runRoot(const std::shared_ptr<const Node> &tree, QString &out);
    [[nodiscard]] std::shared_ptr<const Node> load(const Item &name, bool mayBeMissing);

    Parser &m_parser;
    const Scope *m_scope;
    Settings m_settings;
    std::chrono::steady_clock::time_point m_end;
    std::shared_ptr<Frame> m_frame;
    QHash<QString, Item> m_known; ///< variables that were looked up
    QSet<QString> m_expanding;    ///< the texts that are being expanded: one in itself never ends
    std::vector<std::shared_ptr<const Node>> m_trees; ///< macros point into them
    std::unique_ptr<Blocks> m_blocks;
    Syntax m_syntax;
    bool m_isUnsafe = false;
    int m_depth = 0;
    unsigned m_ticks = 0;
};

} // namespace skybro::playbook

#pragma once

#include "models/playbook/mark.h"
#include "models/playbook/modules/module.h"
#include "models/playbook/value.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace skybro::playbook {

/// A value of a playbook as it is written, templates unexpanded, with its place.
struct Written
{
    Value value;
    Mark mark;
};

/// The keywords that a play, role, block and task share, and that the inner one inherits from the outer
/// unless it has its own (ansible-core 2.14, "Playbook Keywords"). `vars`, `when`, `tags` and `environment`
/// add up instead and stand in Element.
enum class Keyword
{
    AnyErrorsFatal,
    Become,
    BecomeFlags,
    BecomeMethod,
    BecomeUser,
    CheckMode,
    Connection,
    DelegateFacts,
    DelegateTo,
    Diff,
    IgnoreErrors,
    IgnoreUnreachable,
    NoLog,
    Port,
    RemoteUser,
    RunOnce,
    Throttle,
    Timeout, ///< seconds
};

struct Role;

/// What plays, role invocations, blocks and tasks have in common. Immutable once loaded; any thread. A parent
/// outlives its children: the playbook owns all of them.
struct Element
{
    enum class Kind
    {
        Play,
        Role,  ///< RoleInvocation
        Block, ///< also what import_tasks and include_tasks made of a file
        Task,  ///< as a parent: include_tasks or include_role
    };

    explicit Element(Kind what)
        : kind(what)
    {
    }

    Kind kind;
    const Element *parent = nullptr; ///< the block, role invocation, include or play it stands in
    QString name;                    ///< as written, may be a template; empty: none given
    Mark mark;
    Dict vars;
    QList<Written> when;                 ///< each must hold; parents' too
    QStringList tags;                    ///< own ones only; may be templates
    QList<Written> environment;          ///< dicts or templates of dicts, first to last
    QHash<Keyword, Written> keywords;    ///< own ones only
    QHash<QString, Dict> moduleDefaults; ///< by the module's short name, else as written; own ones only
    QStringList collections;             ///< own ones only: whose roles may be named in short
    std::shared_ptr<const Role> role;    ///< whose file it comes from, if any; of a RoleInvocation: itself

    /// The nearest one that has the keyword; nothing when none has. As everything that is inherited, past
    /// include_tasks and include_role: those keep their keywords, `when` and `tags` to themselves, and what
    /// they include has those of what stands around them.
    [[nodiscard]] const Written *find(Keyword keyword) const;
    /// The next one further out from which this inherits; null for a play.
    [[nodiscard]] const Element *outer() const;
    /// With the parents' ones, outermost first.
    [[nodiscard]] QList<Written> allWhen() const;
    [[nodiscard]] QStringList allTags() const;
    [[nodiscard]] QList<Written> allEnvironment() const;
    /// The defaults of a module by its short name, the nearer ones winning.
    [[nodiscard]] Dict defaultsOf(const QString &module) const;
};

/// One task or handler.
struct Task : Element
{
    Task()
        : Element(Kind::Task)
    {
    }

    QString action;                 ///< the module as written: "ansible.builtin.copy"
    const Module *module = nullptr; ///< null: not known here (lint names it)
    /// Whatever way they were written: "a=1 b=2" is split, the keyword `args` merged in, free text stands
    /// under "_raw_params" (the file of include_tasks too), and a template that is to give all of the
    /// arguments under "_variable_params". Split before templates are expanded: do not split again.
    Dict args;
    Mark argsMark;

    std::optional<Written> loop; ///< `loop` or `with_LOOKUP`
    QString loopLookup;          ///< "items", "dict" … of with_…; empty: `loop`
    struct LoopControl
    {
        QString loopVar = QStringLiteral("item");
        QString indexVar;
        Written label; ///< null: the item itself
        Written pause; ///< seconds; null: none
        bool extended = false;
    } loopControl;

    QString registerAs;
    QList<Written> until; ///< all must hold
    Written retries;      ///< null: 3
    Written delay;        ///< seconds; null: 5
    QList<Written> changedWhen;
    QList<Written> failedWhen;
    QList<Written> notify; ///< names of handlers, the block's ones if it has none of its own
    QStringList listen;    ///< handlers only
    bool isHandler = false;
    bool isLocalAction = false; ///< `local_action`: delegated to localhost
    bool isImplicit = false;    ///< nobody wrote it: a flush between sections. Runs whatever the tags

    /// `apply` of an include: keywords, tags, `when` … for what is included; its parent is this task.
    std::shared_ptr<const Element> apply;

    /// What a person sees: the name, with the role's before it ("base : Install chrony"), or the action.
    [[nodiscard]] QString title() const;
};

struct Block;
using BlockItem = std::variant<std::shared_ptr<const Task>, std::shared_ptr<const Block>>;
struct RoleInvocation;

/// `block` with `rescue` and `always`; also what an import or a role's tasks become: a block without those.
struct Block : Element
{
    Block()
        : Element(Kind::Block)
    {
    }

    std::vector<BlockItem> tasks;
    std::vector<BlockItem> rescue;
    std::vector<BlockItem> always;
    QString file; ///< of an import or include of tasks: the name that was given, expanded

    /// Of what Loader::includeTasks and includeRole return: what `import_role` in it brings. From then on
    /// their handlers and variables are the play's, as those in Play::roles.
    std::vector<std::shared_ptr<const RoleInvocation>> imported;
};

/// A role's files, read once however often it is used.
struct Role
{
    QString name;
    QString path; ///< its folder, absolute
    Dict defaults;
    Dict vars;
};

/// A role as a play (or include_role, import_role) uses it, or another role that depends on it: then its
/// parent is the invocation of that one.
struct RoleInvocation : Element
{
    enum class Origin
    {
        Play,       ///< `roles:`
        Dependency, ///< meta/main.yml of another
        Import,
        Include,
    };

    RoleInvocation()
        : Element(Kind::Role)
    {
    }

    Origin origin = Origin::Play;
    Dict params;                                       ///< what `roles:` gives beside `role` and keywords
    std::shared_ptr<const Block> tasks;                ///< parent: this
    std::vector<std::shared_ptr<const Task>> handlers; ///< without those of dependencies
    /// They run before it, and their defaults and vars are also its own.
    std::vector<std::shared_ptr<const RoleInvocation>> dependencies;
    /// Unless duplicates are allowed, what has run to its end on a host is not run there again in this play.
    /// Equal for two that Ansible takes for the same: role, params, when, tags, vars.
    QString identity;
    bool allowDuplicates = false;

    /// Dependencies, theirs first, and then itself.
    [[nodiscard]] std::vector<const RoleInvocation *> inOrder() const;
};

struct Play : Element
{
    Play()
        : Element(Kind::Play)
    {
    }

    Written hosts;       ///< a text or a list of texts
    Written gatherFacts; ///< null: yes
    Value gatherSubset;
    QList<Value> serial; ///< numbers or "30%"; empty: all at once. May be templates
    QString strategy;    ///< "linear", "free"; empty: linear
    QString order;
    Written maxFailPercentage; ///< null: 100
    bool forceHandlers = false;
    QList<Written> varsFiles; ///< a text, or a list of which the first that exists is taken
    List varsPrompt;
    QString folder; ///< of the playbook file, absolute

    /// In the order in which they run: pre_tasks, (flush), roles, tasks, (flush), post_tasks, (flush). The
    /// flushes are `meta: flush_handlers` tasks without a mark's line. A role's tasks are a block whose
    /// parent is its invocation, dependencies before it. `when` of import_playbook stands in the play.
    std::vector<BlockItem> tasks;
    /// Those of `roles:` and of import_role, in order: handlers and variables of all of them are the play's.
    std::vector<std::shared_ptr<const RoleInvocation>> roles;
    /// Of `roles:`, then the play's own, then of imported roles.
    std::vector<std::shared_ptr<const Task>> handlers;
};

struct Playbook
{
    QString path; ///< absolute
    std::vector<std::shared_ptr<const Play>> plays;
};

} // namespace skybro::playbook

#pragma once

#include "models/base/result.h"
#include "models/playbook/value.h"

#include <QCoreApplication>
#include <QStringList>

#include <chrono>
#include <memory>
#include <optional>

namespace skybro::playbook {

/// Where a template finds its names. The values come raw: the templar expands the templates in them, as late
/// as they are used, and names a variable that needs itself.
class Scope
{
public:
    virtual ~Scope();
    /// Nothing when it is not defined.
    [[nodiscard]] virtual std::optional<Value> variable(const QString &name) const = 0;
    /// Folders in which lookups and templates search their files, nearest first (role's files/, the play's,
    /// …).
    [[nodiscard]] virtual QStringList
    searchPath(const QString &kind) const; // kind: "files", "templates", "vars"
    /// For `vars`, `lookup('varnames')` and whole `hostvars`: what variable() knows. None unless overridden.
    [[nodiscard]] virtual QStringList variableNames() const;
    /// For `hostvars`, unless variable("hostvars") has a value: the hosts, and the scope of one of them,
    /// whose variables are then expanded with that host's own values. None unless overridden.
    [[nodiscard]] virtual QStringList hostNames() const;
    [[nodiscard]] virtual const Scope *host(const QString &name) const;
};

/// Jinja2 as playbooks use it, with the filters, tests and lookups that Ansible adds, by Ansible 2.14's rules
/// (jinja2_native off); tests/models/playbook/templates holds what the real one answers.
///
/// nunjucks' parser in a JavaScript engine, taught Jinja2's grammar, makes a tree of a text once in the
/// process; C++ evaluates it, since Python's integers, floats, tuples and late expansion do not fit
/// JavaScript's values.
///
/// What differs on purpose:
/// - A dict's member is expanded when it is used: one undefined member does not spoil its fellows.
/// - {{ d.keys }} is the member, if d has one: Python's method there helps nobody.
/// - Numbers have 64 bits, lists at most 1,000,000 items: memory is bounded; larger ones are named errors.
/// - Ranges and views of dicts are lists: Ansible makes them lists in the end.
/// - Imported templates see the variables: more than Ansible gives, nothing less.
/// - #jinja2: knows trim_blocks and lstrip_blocks only: delimiters of one's own are named errors.
///
/// Thread: the one that made it; one templar a thread. It blocks, up to its deadline: never in the GUI
/// thread. Errors (Invalid): undefined variables as Ansible names them ("'x' is undefined"), syntax, unknown
/// filters, deadline.
class Templar
{
    Q_DECLARE_TR_FUNCTIONS(skybro::playbook)

public:
    Templar();
    ~Templar();
    Templar(const Templar &) = delete;
    Templar &operator=(const Templar &) = delete;

    /// How long one template may take; default 5 s.
    void setDeadline(std::chrono::milliseconds deadline);
    /// The lookup `pipe` runs commands on this machine; off unless the user asked for it.
    void setPipeAllowed(bool allowed);

    /// Every string in the value expanded, also within lists and dicts. "{{ x }}" alone keeps the type of x;
    /// other text becomes a string. Unsafe texts stay.
    [[nodiscard]] Result<Value> expand(const Value &raw, const Scope &scope);
    /// A bare expression: `when`, `until`, `changed_when`, `failed_when`, `assert.that`, `debug.var`.
    [[nodiscard]] Result<Value> evaluate(const QString &expression, const Scope &scope);
    /// The text of a template file. Ansible's `template`: trim_blocks on, the last newline kept.
    struct FileOptions
    {
        bool trimBlocks = true;
        bool lstripBlocks = false;
        QString path; ///< for errors, ansible_managed and includes
    };
    [[nodiscard]] Result<QString> render(const QString &text, const FileOptions &options, const Scope &scope);

    /// Syntax, filters, tests and lookups, with nothing evaluated: what is wrong with it, or nothing. For
    /// lint, before anything runs. `isExpression`: as evaluate() takes it.
    [[nodiscard]] std::optional<Error> check(const QString &text, bool isExpression) const;
    /// Whether expanding it could change it.
    [[nodiscard]] static bool isTemplate(const Value &raw);

private:
    class Engine;
    std::unique_ptr<Engine> m_engine;
};

} // namespace skybro::playbook

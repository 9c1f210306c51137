#pragma once

#include "models/base/result.h"
#include "models/playbook/value.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <variant>

namespace skybro::playbook {

/// What a file or state was and what it becomes, as `--diff` shows it.
struct Diff
{
    QString beforeHeader = {};
    QString afterHeader = {};
    QByteArray before = {};
    QByteArray after = {};
};

/// How one task ended on one host, before changed_when and failed_when had their say.
struct TaskResult
{
    bool changed = false;
    bool failed = false;
    bool skipped = false;
    bool unreachable = false;
    QString msg;
    Dict fields; ///< what the module returns beside those, by Ansible's names: rc, stdout, stat,
                 ///< ansible_facts …
    QList<Diff> diffs;

    [[nodiscard]] static TaskResult failure(QString msg);
    /// As `register` keeps it: fields with changed, failed, skipped, msg, stdout_lines …
    [[nodiscard]] Value toValue() const;
};

/// Shell text for the node. It runs under sh (POSIX) with the functions of modules/prelude.sh already
/// defined, in a subshell of a shell that is kept; `input` is its standard input.
struct Script
{
    QByteArray text;
    QByteArray input;
    std::chrono::milliseconds deadline{std::chrono::minutes(10)};
    bool isRaw = false;     ///< no prelude, no kept shell: exactly this command line, as `raw` wants it
    bool mayCutOff = false; ///< the connection may go while it runs, and that is no failure: `reboot`
};

struct Output
{
    int exitCode = 0;
    QByteArray out = {}; ///< result lines of the prelude (see prelude.sh) when not raw
    QByteArray err = {};
};

/// Wait, then call next() again; with `reconnect` a new connection is tried first, and next() gets an Output
/// of exit code 255 when it could not be had.
struct Pause
{
    std::chrono::milliseconds time{0};
    bool reconnect = false;
};

using Step = std::variant<Script, Pause, TaskResult>;

/// What a module may ask of the machine on which Skybro runs: files beside the playbook, templates, and what
/// the run knows.
class Controller
{
public:
    virtual ~Controller();
    /// Finds "foo.conf" in the role's and play's `kind` folder ("files", "templates"), or takes an absolute
    /// path. Error: NotFound, with the places that were searched.
    [[nodiscard]] virtual Result<QString> find(const QString &path, const QString &kind) const = 0;
    /// The file's bytes; a vaulted file decrypted unless `decrypt` is false.
    [[nodiscard]] virtual Result<QByteArray> read(const QString &path, bool decrypt = true) const = 0;
    /// A template file expanded with the host's variables and `extra`.
    [[nodiscard]] virtual Result<QByteArray> render(const QString &path, const Dict &extra,
                                                    const Dict &options) = 0;
    /// Expands a value, or evaluates a bare expression, with the host's variables.
    [[nodiscard]] virtual Result<Value> expand(const Value &raw) = 0;
    [[nodiscard]] virtual Result<Value> evaluate(const QString &expression) = 0;
    [[nodiscard]] virtual std::optional<Value> variable(const QString &name) const = 0;
};

/// One task on one host (or one item of its loop), arguments expanded and checked against the module's
/// options.
struct ModuleCall
{
    QString module; ///< its short name
    Dict args;      ///< by the options' own names (aliases resolved), typed, defaults filled in
    QString freeForm;
    bool check = false;
    bool diff = false;
    Dict environment;
    Controller *controller = nullptr; ///< never null in a run
};

/// One run of a module: asked for its next step until it gives a TaskResult. First with nothing, then with
/// the output of the script it asked for. Must not block.
class ModuleRun
{
public:
    virtual ~ModuleRun();
    [[nodiscard]] virtual Step next(const std::optional<Output> &last) = 0;
};

enum class OptionType
{
    Text,
    Path,
    Bool,
    Int,
    Float,
    Sequence, ///< "a,b" or a list
    Mapping,
    Raw,
    Mode ///< file mode: 0644, "0644", "u=rw,g=r"; a bare YAML number is taken as YAML read it
};

/// One option of a module.
struct Option
{
    QString name;
    OptionType type = OptionType::Text;
    bool isRequired = false;
    Value otherwise = {}; ///< the default
    QStringList aliases = {};
    QStringList choices = {};
    bool isSupported = true; ///< false: Ansible has it, this does not: named by lint before anything runs
    bool isSecret = false;   ///< never shown: `password`
};

/// A module: what it takes and how it runs. One small file each in modules/, one line each in
/// modules/table.cpp.
struct Module
{
    QString name;               ///< "copy"
    QStringList fullNames = {}; ///< "ansible.builtin.copy", "ansible.posix.firewalld" …
    QList<Option> options = {};
    QList<QStringList> exclusive = {}; ///< at most one of each of these
    QList<QStringList> oneOf = {};     ///< at least one of each of these
    QList<QStringList> together = {};  ///< all of each of these, or none
    bool takesFreeForm = false;        ///< `command: ls -l`
    bool takesAnyOption = false;       ///< the options' names are the user's own: `set_fact`
    bool supportsCheck = true;         ///< false: skipped in check mode, as Ansible does
    bool runsOnNode = true;            ///< false: needs no connection at all: debug, set_fact …
    bool isAction = false; ///< carried out by the runner itself: meta, include_*, add_host, group_by, pause
    std::function<std::unique_ptr<ModuleRun>(const ModuleCall &)> start = {}; ///< empty for isAction
};

/// All of them, sorted by name.
[[nodiscard]] std::span<const Module> modules();
/// By short or full name; null when there is none.
[[nodiscard]] const Module *findModule(const QString &name);

/// "a=1 b='x y'" as a dict of texts; words without "=" are joined in "_raw_params". With `takesFreeForm` only
/// the options that `command` knows are taken out of the text, which otherwise stays as it is.
[[nodiscard]] Dict splitKeyValues(const QString &text, bool takesFreeForm);

/// The arguments as the module wants them: types, aliases, defaults, required, choices; key=value text split.
/// Errors (Invalid) as Ansible words them: "missing required arguments: path", "Unsupported parameters for
/// (copy) module: foo. Supported …".
[[nodiscard]] Result<ModuleCall> makeCall(const Module &module, const Value &args);
/// What of the (still raw) arguments is not supported: unknown or unsupported options; values that are
/// templates are not judged.
[[nodiscard]] QStringList lintArguments(const Module &module, const Value &rawArgs);

/// The text of prelude.sh, sent once to each kept shell.
[[nodiscard]] QByteArray prelude();

} // namespace skybro::playbook

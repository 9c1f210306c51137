#pragma once

#include "models/playbook/modules/module.h"
#include "models/playbook/run/hostcontroller.h"
#include "models/playbook/run/includecache.h"
#include "models/playbook/run/taskscope.h"

#include <QElapsedTimer>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace skybro::playbook {

class Link;

/// How a task ended on a host, or one item of its loop.
struct ItemResult
{
    Dict fields; ///< as `register` keeps them
    bool isChanged = false;
    bool isFailed = false;
    bool isSkipped = false;
    bool isUnreachable = false;
    bool isIgnored = false; ///< failed or unreachable, and the task says to go on
    bool isSecret = false;  ///< no_log
    bool isCheck = false;
    QList<Diff> diffs;
    QStringList notified;
    QString delegatedTo;
    bool delegatesFacts = false;
    std::optional<IncludeCache::Request> include;

    void setFailure(const QString &msg);
};

/// What the result looks like to those who may not see it.
[[nodiscard]] Value censored(const Dict &fields);

/// One task on one host, or one item of its loop: conditions, arguments, the module's steps, tries until it
/// holds. Thread: the run's.
class ItemRun
{
public:
    /// `resume` is called when it can go on after advance() returned false; never from within advance().
    ItemRun(TaskScope scope, std::optional<Error> loopError, std::function<void()> resume);
    ~ItemRun();
    ItemRun(const ItemRun &) = delete;
    ItemRun &operator=(const ItemRun &) = delete;

    /// Goes as far as it can. True: it is at its end.
    [[nodiscard]] bool advance();
    [[nodiscard]] ItemResult &result() { return m_result; }
    [[nodiscard]] TaskScope &scope() { return m_scope; }

    /// Before the next try: how many are left.
    std::function<void(const ItemResult &, qint64)> retrying;

private:
    /// False: it is at its end already.
    bool begin();
    bool prepare();
    void request();
    [[nodiscard]] Result<Dict> arguments();
    [[nodiscard]] Result<ModuleCall> call(Dict arguments);
    bool startModule();
    void take(Step step);
    void run(const Script &script);
    void wait(const Pause &pause);
    void wake(std::optional<Output> output);
    void endAttempt(TaskResult result);
    void judge();
    void conclude();
    void end(const QString &failure);

    TaskScope m_scope;
    std::optional<Error> m_loopError;
    std::function<void()> m_resume;
    ItemResult m_result;
    ModuleCall m_call;
    std::unique_ptr<HostController> m_controller;
    std::unique_ptr<ModuleRun> m_module;
    Link *m_link = nullptr;
    std::optional<Output> m_output;
    QTimer m_timer;
    std::shared_ptr<bool> m_isAlive = std::make_shared<bool>(true);
    QElapsedTimer m_clock;
    std::chrono::milliseconds m_timeout{0}; ///< 0: none
    std::chrono::milliseconds m_delay{0};   ///< between tries
    qint64 m_tries = 1;
    qint64 m_try = 0;
    bool m_isBegun = false;
    bool m_isWaiting = false;
    bool m_isAtEnd = false;
};

} // namespace skybro::playbook

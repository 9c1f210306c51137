#pragma once

#include "models/base/secret.h"
#include "models/ssh/prompter.h"

#include <QObject>

#include <deque>
#include <functional>
#include <memory>

namespace skybro::ctl {

/// Asks on the terminal of the session, /dev/tty, whatever stdin and stdout are; refuses where there is none.
/// What is secret is typed unseen. One question at a time.
class TerminalPrompter : public QObject, public ssh::Prompter
{
    Q_OBJECT

public:
    explicit TerminalPrompter(QObject *parent = nullptr);
    ~TerminalPrompter() override;

    [[nodiscard]] ssh::AskJob *ask(const ssh::Question &question) override;

signals:
    /// A question is on the screen: nothing else may write there until it is answered.
    void asking(bool isAsking);

private:
    class Ask;
    void enqueue(Ask *ask);
    void leave(Ask *ask);
    void next();

    std::deque<Ask *> m_waiting; ///< the first one is on the screen
};

/// Asks for one secret on /dev/tty and waits for it: for what is asked before anything runs. Error
/// (Forbidden): there is no terminal; (Cancelled): its end was typed.
[[nodiscard]] Result<Secret> askSecret(const QString &label);

/// What was changed on the terminal is put back. Safe to call from a signal handler.
void restoreTerminal();

} // namespace skybro::ctl

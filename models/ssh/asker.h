#pragma once

#include "models/ssh/prompter.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <vector>

namespace skybro::ssh {

/// Takes the questions of all connections to one Prompter, each only once: 64 hosts that need the passphrase
/// of the same key are one question. Thread: GUI.
class Asker : public QObject
{
    Q_OBJECT

public:
    using Reply = std::function<void(Result<Answers>)>;

    explicit Asker(Prompter &prompter);
    /// Those who still wait hear nothing.
    ~Asker() override;

    void ask(quint64 ticket, const Question &question, Reply reply);
    /// The answer is not wanted any more; the question goes when nobody else waits for it.
    void withdraw(quint64 ticket);

private:
    struct Pending
    {
        AskJob *job = nullptr;
        QHash<quint64, Reply> replies;
    };
    void answered(const QString &key);

    Prompter &m_prompter;
    QHash<QString, Pending> m_pending;
};

} // namespace skybro::ssh

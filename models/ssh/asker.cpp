#include "models/ssh/asker.h"

#include <chrono>

namespace skybro::ssh {

using namespace Qt::StringLiterals;

namespace {

/// A little less than the time sshd gives a login (LoginGraceTime).
constexpr auto patience = std::chrono::seconds(110);

/// The same for questions with one and the same answer.
QString keyOf(const Question &question, quint64 ticket)
{
    const QString kind = QString::number(static_cast<int>(question.kind)) + u'\n';
    const QString attempt = u'\n' + QString::number(question.attempt);
    switch (question.kind) {
    case Question::Kind::HostKey:
        return kind + question.subject + u'\n' + question.fingerprint;
    case Question::Kind::Passphrase:
        return kind + question.subject + attempt;
    case Question::Kind::Password:
        return kind + question.host + attempt;
    case Question::Kind::KeyboardInteractive: // may be a code that is good once
        break;
    }
    return kind + QString::number(ticket);
}

} // namespace

Asker::Asker(Prompter &prompter)
    : m_prompter(prompter)
{
}

Asker::~Asker()
{
    for (const Pending &pending : std::as_const(m_pending))
        delete pending.job;
}

void Asker::ask(quint64 ticket, const Question &question, Reply reply)
{
    const QString key = keyOf(question, ticket);
    Pending &pending = m_pending[key];
    pending.replies.insert(ticket, std::move(reply));
    if (pending.job)
        return;
    pending.job = m_prompter.ask(question);
    pending.job->setDeadline(patience);
    connect(pending.job, &Job::finished, this, [this, key] { answered(key); });
    pending.job->start();
}

void Asker::answered(const QString &key)
{
    const Pending pending = m_pending.take(key);
    const Result<Answers> &answers = pending.job->result();
    for (const Reply &reply : pending.replies) {
        if (!answers) {
            reply(std::unexpected(answers.error()));
            continue;
        }
        Answers copies;
        for (const Secret &answer : *answers)
            copies.push_back(answer.copy());
        reply(std::move(copies));
    }
}

void Asker::withdraw(quint64 ticket)
{
    for (auto at = m_pending.begin(); at != m_pending.end(); ++at) {
        if (at->replies.remove(ticket) > 0 && at->replies.isEmpty()) {
            at->job->disconnect(this);
            at->job->cancel(); // and then deletes itself
            m_pending.erase(at);
            return;
        }
    }
}

} // namespace skybro::ssh

#include "app/skybroctl/setup/terminalprompter.h"

#include <QSocketNotifier>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <optional>
#include <utility>

namespace skybro::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestLine = 4096;

// For the signal handler: written before the flag is set.
int changedFd = -1;
termios changedFrom{};
std::atomic<bool> isChanged = false;

/// /dev/tty, open; a line is read in pieces as it comes.
class Tty
{
public:
    Tty()
        : m_fd(::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC))
    {
    }
    ~Tty()
    {
        setEcho(true);
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Q_DISABLE_COPY_MOVE(Tty)

    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }
    [[nodiscard]] int fd() const { return m_fd; }

    void write(const QString &text) const
    {
        const QByteArray bytes = text.toLocal8Bit();
        for (qsizetype done = 0; done < bytes.size();) {
            const ssize_t now =
                ::write(m_fd, bytes.constData() + done, static_cast<size_t>(bytes.size() - done));
            if (now <= 0)
                return;
            done += now;
        }
    }

    void setEcho(bool echo)
    {
        if (echo) {
            restoreTerminal();
            return;
        }
        termios now{};
        if (::tcgetattr(m_fd, &now) != 0 || isChanged)
            return;
        changedFrom = now;
        changedFd = m_fd;
        isChanged = true;
        now.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        now.c_lflag |= ECHONL;
        ::tcsetattr(m_fd, TCSAFLUSH, &now);
    }

    enum class State
    {
        More,
        Line,
        Interrupted,
        End
    };
    /// Reads what is there, or waits for it.
    State read()
    {
        char bytes[256];
        const ssize_t count = ::read(m_fd, bytes, sizeof bytes);
        if (count < 0 && errno == EINTR)
            return State::Interrupted;
        if (count <= 0)
            return State::End;
        m_line.append(bytes, count);
        std::fill(std::begin(bytes), std::end(bytes), '\0');
        return m_line.endsWith('\n') || m_line.size() > longestLine ? State::Line : State::More;
    }
    [[nodiscard]] Secret takeLine()
    {
        QByteArray line = std::exchange(m_line, {});
        while (line.endsWith('\n') || line.endsWith('\r'))
            line.chop(1);
        return Secret(std::move(line));
    }

private:
    int m_fd;
    QByteArray m_line;
};

/// While it lives, a signal ends a read that waits.
class InterruptedReads
{
public:
    InterruptedReads() { set(false); }
    ~InterruptedReads() { set(true); }
    Q_DISABLE_COPY_MOVE(InterruptedReads)

private:
    static void set(bool restarts)
    {
        for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
            struct sigaction action
            {
            };
            ::sigaction(number, nullptr, &action);
            action.sa_flags = restarts ? action.sa_flags | SA_RESTART : action.sa_flags & ~SA_RESTART;
            ::sigaction(number, &action, nullptr);
        }
    }
};

Error noTerminal()
{
    return makeError(ErrorKind::Forbidden, TerminalPrompter::tr("There is no terminal to ask on."));
}

} // namespace

void restoreTerminal()
{
    if (isChanged.exchange(false))
        ::tcsetattr(changedFd, TCSANOW, &changedFrom);
}

Result<Secret> askSecret(const QString &label)
{
    Tty tty;
    if (!tty.isOpen())
        return std::unexpected(noTerminal());
    const InterruptedReads interrupted;
    tty.setEcho(false);
    tty.write(label + u": "_s);
    for (;;) {
        switch (tty.read()) {
        case Tty::State::More:
            continue;
        case Tty::State::Line:
            return tty.takeLine();
        case Tty::State::Interrupted:
        case Tty::State::End:
            return fail(ErrorKind::Cancelled, TerminalPrompter::tr("Nothing was typed."));
        }
    }
}

class TerminalPrompter::Ask : public ssh::AskJob
{
public:
    Ask(TerminalPrompter *prompter, ssh::Question question)
        : JobOf(nullptr)
        , m_prompter(prompter)
        , m_question(std::move(question))
    {
        setDeadline(std::chrono::minutes(10));
    }
    ~Ask() override { leave(); }

    [[nodiscard]] bool isShown() const { return m_tty.has_value(); }
    /// It is its turn.
    void show()
    {
        m_tty.emplace();
        if (!m_tty->isOpen()) {
            Error error = noTerminal();
            if (m_question.kind == ssh::Question::Kind::HostKey)
                error.text += u' ' + tr("With --accept-new it would be trusted.");
            return end(std::unexpected(std::move(error)));
        }
        emit m_prompter->asking(true);
        m_tty->write(u'\n' + printable(m_question.text) + u'\n');
        if (m_question.kind == ssh::Question::Kind::HostKey)
            m_tty->write(printable(u"%1 %2\n"_s.arg(m_question.keyType, m_question.fingerprint)));
        if (!hasMore())
            return end(std::move(m_answers));
        m_notifier = std::make_unique<QSocketNotifier>(m_tty->fd(), QSocketNotifier::Read);
        connect(m_notifier.get(), &QSocketNotifier::activated, this, &Ask::read);
        showField();
    }

protected:
    void begin() override { m_prompter->enqueue(this); }
    void abort() override { leave(); }

private:
    /// Of the server's own words nothing may steer the terminal.
    static QString printable(QString text)
    {
        for (QChar &c : text) {
            if (c.category() == QChar::Other_Control && c != u'\n')
                c = u' ';
        }
        return text;
    }

    [[nodiscard]] bool isYesOrNo() const { return m_question.kind == ssh::Question::Kind::HostKey; }
    [[nodiscard]] bool hasMore() const
    {
        return isYesOrNo() || m_answers.size() < static_cast<size_t>(m_question.fields.size());
    }

    void showField()
    {
        if (isYesOrNo())
            return m_tty->write(tr("Trust this key (yes/no)? "));
        const ssh::Question::Field &field = m_question.fields.at(static_cast<qsizetype>(m_answers.size()));
        m_tty->setEcho(field.echo);
        QString label = printable(field.label).trimmed();
        if (label.isEmpty())
            label = m_question.kind == ssh::Question::Kind::Passphrase ? tr("Passphrase") : tr("Password");
        m_tty->write(label.endsWith(u':') ? label + u' ' : label + u": "_s);
    }

    void read()
    {
        const Tty::State state = m_tty->read();
        if (state == Tty::State::More || state == Tty::State::Interrupted)
            return;
        if (state == Tty::State::End)
            return end(fail(ErrorKind::Cancelled, tr("Not answered.")));
        Secret line = m_tty->takeLine();
        if (isYesOrNo())
            return takeYesOrNo(line.reveal().trimmed().toLower());
        m_answers.push_back(std::move(line));
        m_tty->setEcho(true);
        if (hasMore())
            return showField();
        end(std::move(m_answers));
    }

    void takeYesOrNo(const QByteArray &word)
    {
        if (word == "yes" || word == tr("yes").toUtf8())
            return end(ssh::Answers());
        if (word == "no" || word == tr("no").toUtf8())
            return end(fail(ErrorKind::Cancelled, tr("The key is not trusted.")));
        m_tty->write(tr("Please type yes or no: "));
    }

    void end(Result<ssh::Answers> answers)
    {
        leave();
        finish(std::move(answers));
    }

    void leave()
    {
        m_notifier.reset();
        if (m_tty && m_tty->isOpen())
            emit m_prompter->asking(false);
        m_tty.reset();
        m_prompter->leave(this);
    }

    TerminalPrompter *m_prompter;
    ssh::Question m_question;
    ssh::Answers m_answers;
    std::optional<Tty> m_tty;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

TerminalPrompter::TerminalPrompter(QObject *parent)
    : QObject(parent)
{
}

TerminalPrompter::~TerminalPrompter() = default;

ssh::AskJob *TerminalPrompter::ask(const ssh::Question &question)
{
    return new Ask(this, question);
}

void TerminalPrompter::enqueue(Ask *ask)
{
    m_waiting.push_back(ask);
    if (m_waiting.size() == 1)
        next();
}

void TerminalPrompter::leave(Ask *ask)
{
    const bool wasFirst = !m_waiting.empty() && m_waiting.front() == ask;
    std::erase(m_waiting, ask);
    if (wasFirst)
        QMetaObject::invokeMethod(this, &TerminalPrompter::next, Qt::QueuedConnection);
}

void TerminalPrompter::next()
{
    if (!m_waiting.empty() && !m_waiting.front()->isShown())
        m_waiting.front()->show();
}

} // namespace skybro::ctl

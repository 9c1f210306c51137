#include "models/playbook/run/shell.h"

#include "models/playbook/modules/script.h"
#include "models/ssh/sshfault.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <utility>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// What is kept of banners and complaints while the shell comes up.
constexpr qsizetype keptBanner = 64 * 1024;
/// How long an idle shell has to end by itself.
constexpr std::chrono::seconds leave{5};

QByteArray makeNonce()
{
    std::array<quint32, 4> random{};
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    return "sb" +
           QByteArray::fromRawData(reinterpret_cast<const char *>(random.data()), sizeof random).toHex();
}

/// Commands that print the mark with this word, a shell's own, to both outputs.
QByteArray printMark(const QByteArray &name, const QByteArray &word)
{
    const QByteArray print = "printf '\\036%s %s\\036' " + name + ' ' + word;
    return print + "; " + print + " >&2\n";
}

/// As a shell would tell it: 128 and the signal's number.
int exitCodeOf(const ssh::ChannelEnd &end)
{
    static constexpr std::array<std::pair<const char *, int>, 9> numbers{{{"HUP", 1},
                                                                          {"INT", 2},
                                                                          {"QUIT", 3},
                                                                          {"ABRT", 6},
                                                                          {"FPE", 8},
                                                                          {"KILL", 9},
                                                                          {"SEGV", 11},
                                                                          {"PIPE", 13},
                                                                          {"TERM", 15}}};
    if (end.exitCode)
        return *end.exitCode;
    for (const auto &[name, number] : numbers) {
        if (end.signal == QLatin1StringView(name))
            return 128 + number;
    }
    return 255;
}

} // namespace

Shell::Shell(std::shared_ptr<ShellSource> source, const LinkTarget &target, const ShellLimits &limits)
    : m_source(std::move(source))
    , m_target(target)
    , m_limits(limits)
    , m_nonce(makeNonce())
    , m_become(target, m_nonce)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (isShellThere())
            return fail(Become::silent(m_limits.patience));
        fail(ssh::makeFault(ssh::Fault::TimedOut,
                            tr("%1 lets us in but gives no shell. Do its start files (.bashrc, "
                               ".cshrc …) wait for something?")
                                .arg(m_source->label())));
    });
}

Shell::~Shell()
{
    if (!m_transport || m_stage != Stage::Ready || m_script || QCoreApplication::closingDown())
        return;
    // Idle: it ends by itself when its input does. A harder end could reach what scripts left in the
    // background on purpose.
    ShellTransport *transport = m_transport.release();
    transport->QObject::disconnect(this);
    transport->setParent(QCoreApplication::instance());
    connect(transport, &ShellTransport::ended, transport, &QObject::deleteLater);
    QTimer::singleShot(leave, transport, &QObject::deleteLater);
    transport->closeInput();
}

void Shell::run(const ShellScript &script)
{
    m_script = script;
    ++m_count;
    if (m_stage == Stage::Ready)
        sendScript();
    else
        open();
}

std::unique_ptr<ShellTransport> Shell::takeTransport()
{
    m_stage = Stage::Failed;
    m_patience.stop();
    if (m_transport)
        m_transport->QObject::disconnect(this);
    return std::move(m_transport);
}

void Shell::open()
{
    const bool isDirect = m_script->way == ShellScript::Way::Raw && !m_target.become;
    auto transport = isDirect ? m_source->openCommand(m_script->text) : m_source->openShell();
    Result<QByteArray> become = m_target.become ? m_become.command() : QByteArray();
    if (!transport || !become) {
        // Later, as all else: nobody expects to be called back from run().
        m_stage = Stage::Failed;
        const Error error = transport ? become.error() : transport.error();
        QMetaObject::invokeMethod(
            this, [this, error] { emit failed(error); }, Qt::QueuedConnection);
        return;
    }
    m_transport = std::move(*transport);
    connect(m_transport.get(), &ShellTransport::opened, this, [this] {
        if (m_stage < Stage::Ready)
            m_patience.start(m_limits.patience);
        else
            m_isUp = true;
    });
    connect(m_transport.get(), &ShellTransport::outputReceived, this, [this](const QByteArray &bytes) {
        m_output.add(bytes);
        advance();
    });
    connect(m_transport.get(), &ShellTransport::errorsReceived, this, [this](const QByteArray &bytes) {
        m_errors.add(bytes);
        advance();
    });
    connect(m_transport.get(), &ShellTransport::ended, this, &Shell::transportEnded);
    if (isDirect) {
        m_stage = Stage::Ready;
        m_transport->write(m_script->input);
        m_transport->closeInput();
    } else if (m_target.become) {
        m_stage = Stage::Becoming;
        m_transport->write("echo " + m_nonce + "-shell\n" + *become);
    } else {
        sendBoot(); // without waiting: saves a round trip
    }
}

void Shell::sendBoot()
{
    m_stage = Stage::Booting;
    const QByteArray mark =
        (m_target.become ? "unset LC_ALL\n" : "") + printMark(m_nonce + "-boot", "\"$$\"");
    if (m_script->way == ShellScript::Way::Kept) {
        m_transport->write(mark + prelude());
        sendScript();
        return;
    }
    // A shell may read ahead what follows its commands, but `read` takes one line and no byte more.
    m_transport->write(
        "exec /bin/sh -c " +
        shellQuoted(mark +
                    "sb_text= sb_newline='\n'\nwhile IFS= read -r sb_line; do\n[ \"$sb_line\" = " + m_nonce +
                    "-text ] && break\nsb_text=$sb_text$sb_line$sb_newline\ndone\n"
                    "(eval \"$sb_text\")\nset -- $?\n" +
                    printMark(scriptMark(), "$1")) +
        '\n');
}

void Shell::sendScript()
{
    m_transport->write(m_script->text + "\nset -- $?; " + printMark(scriptMark(), "$1") + "set --\n");
}

void Shell::sendSingle()
{
    const QByteArray before = m_script->way == ShellScript::Way::Raw ? QByteArray() : prelude();
    m_transport->write(before + m_script->text + '\n' + m_nonce + "-text\n");
    m_transport->write(m_script->input);
    m_transport->closeInput();
}

void Shell::advance()
{
    switch (m_stage) {
    case Stage::Becoming:
        stepBecoming();
        break;
    case Stage::Booting:
        stepBooting();
        break;
    case Stage::Ready:
        stepRunning();
        break;
    case Stage::Closed:
    case Stage::Failed:
        break;
    }
    if (m_stage == Stage::Becoming || m_stage == Stage::Booting) {
        m_output.keepLast(keptBanner);
        m_errors.keepLast(keptBanner);
    } else if (m_stage == Stage::Ready && !m_script) {
        m_output.clear(); // what a daemon that was left behind prints between two scripts
        m_errors.clear();
    }
}

void Shell::stepBecoming()
{
    if (m_output.bytes().contains(m_become.confirmation())) {
        m_output.clear();
        m_errors.clear();
        sendBoot();
        return;
    }
    if (!m_become.isPrompt(m_errors.bytes()))
        return;
    if (!m_target.becomePassword)
        return fail(m_become.missingPassword());
    if (m_answered)
        return fail(m_become.incorrectPassword());
    m_answered = true;
    m_errors.clear();
    m_transport->write(m_target.becomePassword->reveal() + '\n');
}

void Shell::stepBooting()
{
    const QByteArray mark = m_nonce + "-boot";
    if (!m_outputPart)
        m_outputPart = m_output.take(mark);
    if (!m_errorsPart)
        m_errorsPart = m_errors.take(mark);
    if (!m_outputPart || !m_errorsPart)
        return;
    m_pid = m_outputPart->word.toLongLong();
    m_outputPart.reset();
    m_errorsPart.reset();
    m_patience.stop();
    m_isUp = true;
    m_stage = Stage::Ready;
    if (m_script->way != ShellScript::Way::Kept)
        sendSingle();
    stepRunning();
}

void Shell::stepRunning()
{
    if (!m_script)
        return;
    if (std::max(m_output.bytes().size(), m_errors.bytes().size()) > m_limits.output) {
        Error error = makeError(
            ErrorKind::Server,
            tr("The command on %1 printed more than %2 MiB and was ended. Send its output to a file.")
                .arg(m_source->label())
                .arg(m_limits.output / (1024 * 1024)));
        error.code = tooMuchOutput;
        return fail(error);
    }
    if (m_pid == 0)
        return; // raw: it ends with its process
    if (!m_outputPart)
        m_outputPart = m_output.take(scriptMark());
    if (!m_errorsPart)
        m_errorsPart = m_errors.take(scriptMark());
    if (!m_outputPart || !m_errorsPart)
        return;
    m_script.reset();
    const auto output = std::exchange(m_outputPart, std::nullopt);
    const auto errors = std::exchange(m_errorsPart, std::nullopt);
    emit finished({.exitCode = output->word.toInt(), .out = output->bytes, .err = errors->bytes});
}

void Shell::transportEnded(const ssh::ChannelEnd &end)
{
    const bool isDirect = m_stage == Stage::Ready && m_pid == 0;
    if (!isDirect || end.error)
        return fail(endedEarly(end));
    m_stage = Stage::Failed;
    m_script.reset();
    emit finished({.exitCode = exitCodeOf(end), .out = m_output.bytes(), .err = m_errors.bytes()});
}

Error Shell::endedEarly(const ssh::ChannelEnd &end) const
{
    if (end.error)
        return *end.error;
    if (isShellThere())
        return m_become.refused(m_source->label(), m_errors.bytes(), m_answered);
    const QString how =
        end.signal.isEmpty() ? tr("exit code %1").arg(exitCodeOf(end)) : tr("signal %1").arg(end.signal);
    if (m_stage < Stage::Ready) {
        const QString said = QString::fromUtf8(m_output.bytes() + m_errors.bytes()).trimmed();
        return ssh::makeFault(
            ssh::Fault::LoginRefused,
            tr("%1 lets us in but gives no shell (%2): %3")
                .arg(m_source->label(), how, said.last(std::min<qsizetype>(said.size(), 500))));
    }
    return makeError(ErrorKind::Server,
                     tr("The shell on %1 ended in the middle of a command (%2). Was it killed?")
                         .arg(m_source->label(), how));
}

bool Shell::isShellThere() const
{
    return m_stage == Stage::Becoming && m_output.bytes().contains(m_nonce + "-shell");
}

void Shell::fail(const Error &error)
{
    if (m_stage == Stage::Failed)
        return;
    m_stage = Stage::Failed;
    m_patience.stop();
    emit failed(error);
}

} // namespace skybro::playbook
